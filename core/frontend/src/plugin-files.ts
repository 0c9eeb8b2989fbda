import type { FrontendModule } from "@checkstack/pluginmanager-common";
import type { Stylesheet } from "./plugin-loader.ts";

/**
 * Imports the entry of a plugin. Every script of it is asked for beforehand with its hash: the browser keeps what fits
 * and refuses what does not, so that an import, now or later, never runs another one.
 */
export async function importPlugin({ entry, integrity, chunks = [] }: FrontendModule): Promise<unknown> {
  // A chunk that is never needed may be missing: whoever imports it is told.
  for (const chunk of chunks) preload(chunk.url, chunk.integrity).catch(() => {});
  if (integrity !== undefined) await preload(entry, integrity);
  return import(/* @vite-ignore */ entry);
}

function preload(url: string, integrity: string): Promise<void> {
  const link = document.createElement("link");
  if (!link.relList.supports("modulepreload")) return Promise.resolve();
  const loaded = Promise.withResolvers<void>();
  link.rel = "modulepreload";
  link.href = url;
  link.integrity = integrity;
  link.addEventListener("load", () => loaded.resolve());
  link.addEventListener("error", () =>
    loaded.reject(
      new Error(`${url} could not be fetched, or is not the file that the server listed; reload the page.`),
    ),
  );
  document.head.append(link);
  return loaded.promise.finally(() => link.remove());
}

/** Puts the sheet of a plugin on the page; the result takes it off again. */
export function addStylesheet({ url, integrity }: Stylesheet): () => void {
  const link = sheetLink(url);
  if (integrity !== undefined) link.integrity = integrity;
  document.head.append(link);
  return () => link.remove();
}

/**
 * Shows the utility classes that sheets of plugins name. The server makes them in one sheet with those of the shell, which
 * alone gives both their right order; the sheet before stays until the next one is there.
 */
export function createClassSheet(): (sheets: readonly string[]) => Promise<void> {
  let shown: { link: HTMLLinkElement; key: string } | undefined;
  let wanted = "";
  const show = (next: typeof shown) => {
    shown?.link.remove();
    shown = next;
  };
  return async (sheets) => {
    const key = sheets
      .toSorted()
      .map((sheet) => `for=${encodeURIComponent(sheet)}`)
      .join("&");
    wanted = key;
    if (key === (shown?.key ?? "")) return;
    if (key === "") return show(undefined);
    const link = sheetLink(`/plugins/styles.css?${key}`);
    const settled = Promise.withResolvers<void>();
    link.addEventListener("load", () => {
      // A late one is no longer for the plugins that are there.
      if (key === wanted) show({ link, key });
      else link.remove();
      settled.resolve();
    });
    link.addEventListener("error", () => {
      // Plugins then have the classes of their own sheets alone, below those of the shell.
      console.warn("The classes of plugins could not be loaded; some of their pages may look different.");
      link.remove();
      settled.resolve();
    });
    document.head.append(link);
    // A plugin that looks odd for a moment is better than none.
    await Promise.race([settled.promise, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
  };
}

const PATIENCE_MS = 3_000;

function sheetLink(url: string): HTMLLinkElement {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = url;
  return link;
}
