import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Logger } from "@checkstack/backend-api";
import { createPluginStyles } from "./plugin-styles.ts";

const logged: string[] = [];
const logger: Logger = {
  debug() {},
  info() {},
  warn: (message) => void logged.push(message),
  error() {},
};
const sheets: Readonly<Record<string, string>> = {
  "/plugins/a@1.0.0/style.css": String.raw`.own{color:red}@layer components{.hidden{display:none}.lg\:flex{display:flex}}`,
  "/plugins/b@2.0.0/front/style.css": "@layer components{.text-brand{color:red}.nonsense-class{color:red}}",
};
let dir: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "plugin-styles-"));
  await mkdir(join(dir, "assets"));
  await writeFile(
    join(dir, "plugin-theme.css"),
    `@layer theme, base, components, utilities;
     @layer theme { @theme { --breakpoint-md: 48rem; --breakpoint-lg: 64rem; } @theme inline { --color-brand: var(--brand); } }
     @layer utilities { @tailwind utilities source(none); }`,
  );
  await writeFile(
    join(dir, "assets/index.css"),
    String.raw`@layer base{.prose{}}@layer utilities{.md\:flex{display:flex}.hidden{display:none}}`,
  );
});
afterAll(() => rm(dir, { recursive: true }));

const stylesOf = (frontendDir: string) =>
  createPluginStyles({
    frontendDir: Promise.resolve(frontendDir),
    readAsset: async (path) => (path in sheets ? new Response(sheets[path]) : undefined),
    logger,
  });
const ask = (paths: readonly string[], headers: Record<string, string> = {}) =>
  new Request(`http://x/plugins/styles.css?${paths.map((path) => `for=${encodeURIComponent(path)}`).join("&")}`, {
    headers,
  });

test("one sheet has the classes of the shell and of plugins, those for wider screens after those for all", async () => {
  const answer = await stylesOf(dir)(ask(Object.keys(sheets)));
  expect(answer?.headers.get("content-type")).toBe("text/css; charset=utf-8");
  const css = (await answer?.text()) ?? "";
  const at = ([".hidden", ".text-brand", String.raw`.md\:flex`, String.raw`.lg\:flex`] as const).map((name) =>
    css.indexOf(`${name} {`),
  );
  expect(at).toEqual(at.toSorted((a, b) => a - b));
  expect(at[0]).toBeGreaterThan(css.indexOf("@layer utilities {"));
  expect(css).toContain("color: var(--brand)");
  for (const other of ["nonsense-class", ".own", ".prose"]) expect(css).not.toContain(other);
});

test("the same sheet is not sent twice", async () => {
  const styles = stylesOf(dir);
  const [path = ""] = Object.keys(sheets);
  const etag = (await styles(ask([path])))?.headers.get("etag") ?? "none";
  expect((await styles(ask([path], { "if-none-match": etag })))?.status).toBe(304);
});

test("a sheet that no plugin has, or that is no plugin's, is not found", async () => {
  const styles = stylesOf(dir);
  const [path = ""] = Object.keys(sheets);
  const wanted = [
    ["/plugins/c@1.0.0/style.css"],
    [path, "/assets/index.css"],
    [],
    ["https://elsewhere/plugins/a@1/x.css"],
  ];
  for (const paths of wanted) expect(await styles(ask(paths))).toBeUndefined();
});

test("pages that were built without a theme leave plugins their own styles, and that is logged", async () => {
  const [path = ""] = Object.keys(sheets);
  expect(await stylesOf(join(dir, "nowhere"))(ask([path]))).toBeUndefined();
  expect(logged).toEqual([expect.stringContaining("build the pages again")]);
});

test("browsers that ask at once for different plugins are all answered", async () => {
  const styles = stylesOf(dir);
  const texts = await Promise.all(
    Object.keys(sheets).map(async (path) => ({ path, css: await (await styles(ask([path])))?.text() })),
  );
  expect(texts.find(({ path }) => path.includes("/a@"))?.css).toContain(String.raw`.lg\:flex {`);
  expect(texts.find(({ path }) => path.includes("/b@"))?.css).toContain(".text-brand {");
});
