import type { Logger } from "@checkstack/backend-api";
import { jsonAnswer } from "../http/json-answer.ts";
import { createClassSheet, type ClassSheet } from "./class-sheet.ts";
import { layerClasses } from "./layer-classes.ts";

/** Answers `/plugins/styles.css?for=<sheet>&for=<sheet>`; undefined when one of the sheets is not there. */
export type PluginStyles = (request: Request) => Promise<Response | undefined>;

export interface PluginStylesOptions {
  /** The built pages, with the `plugin-theme.css` that their build left there. */
  frontendDir: Promise<string>;
  /** A file of a plugin by its path: the sheets of plugins name the classes that they need. */
  readAsset(path: string): Promise<Response | undefined>;
  logger: Logger;
}

const MAX_SHEETS = 200;

/** Where packed plugins keep the utility classes that they use; what stands elsewhere is their own. */
const PLUGIN_LAYERS = ["components", "utilities"];

/**
 * Makes the one sheet of utility classes for the shell and its plugins. It is made here, since only a sheet that has both
 * has them in the right order; it comes after the shell's own and says all of that again.
 */
export function createPluginStyles({ frontendDir, readAsset, logger }: PluginStylesOptions): PluginStyles {
  let sheet: Promise<ClassSheet> | undefined;

  async function sheetOf(classes: readonly string[]): Promise<string | undefined> {
    try {
      const { css } = await (sheet ??= frontendDir.then(createClassSheet));
      return await css(classes);
    } catch (error) {
      logger.warn("plugins have only their own styles: those of the shell cannot be read; build the pages again", {
        error,
      });
      return undefined;
    }
  }

  return async (request) => {
    const paths = new URL(request.url).searchParams.getAll("for");
    if (paths.length === 0 || paths.length > MAX_SHEETS) return undefined;
    const texts = await Promise.all(paths.map((path) => readSheet(path)));
    if (texts.some((text) => text === undefined)) return undefined;
    const css = await sheetOf(texts.flatMap((text) => layerClasses(text ?? "", PLUGIN_LAYERS)));
    if (css === undefined) return undefined;
    const etag = `"${Bun.hash(css).toString(36)}"`;
    // The same plugins look otherwise after the shell has changed.
    const headers = { etag, "cache-control": "no-cache" };
    if (request.headers.get("if-none-match")?.includes(etag)) return new Response(null, { status: 304, headers });
    return jsonAnswer(request, { status: 200, body: css, contentType: "text/css; charset=utf-8", headers });
  };

  async function readSheet(path: string): Promise<string | undefined> {
    if (!/^\/plugins\/[^/]+@.+\.css$/.test(path)) return undefined;
    const answer = await readAsset(path);
    return answer?.ok ? answer.text() : undefined;
  }
}
