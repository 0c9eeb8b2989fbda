import { expect, test } from "bun:test";
import { scanImports } from "./scan-imports.ts";

const specifiers = (source: string) => scanImports(source).map(({ specifier }) => specifier);

test("every form of import is seen", () => {
  const source = [
    'import "./side-effect.ts";',
    'import one from "one";',
    'import two, { type Three, four as five } from "two";',
    'import * as six from "six";',
    'import type { Seven } from "seven";',
    'import type from "eight";',
    'export * from "nine";',
    'export type { Ten } from "ten";',
    'export { eleven } from "eleven";',
    'const twelve = await import("twelve");',
    'const thirteen = require("thirteen");',
    'type Fourteen = import("fourteen").Fourteen;',
  ].join("\n");
  expect(specifiers(source)).toEqual([
    "./side-effect.ts",
    ..."one two six seven eight nine ten eleven twelve thirteen fourteen".split(" "),
  ]);
});

test("types are told from values", () => {
  const source =
    'import type { A } from "a";\nexport type * from "b";\nimport { type C } from "c";\nimport type from "d";';
  expect(scanImports(source).map(({ typeOnly }) => typeOnly)).toEqual([true, true, false, false]);
});

test("an import over many lines has the line it begins on", () => {
  expect(scanImports('\n\nimport {\n  a,\n  b,\n} from "many";\n')).toEqual([
    { specifier: "many", line: 3, typeOnly: false },
  ]);
});

test("comments, strings and templates hold no imports", () => {
  const source = [
    '// import "a";',
    '/* import "b";\n export * from "c"; */',
    "const text = 'import \"d\"';",
    'const code = `import { e } from "e";`;',
    'const quoted = "it\\"s import f";',
  ].join("\n");
  expect(specifiers(source)).toEqual([]);
});

test("exports of one's own, import.meta and names like import are no imports", () => {
  const source = [
    'export const a = "a";',
    'export default { b: "b" };',
    "const here = import.meta.dir;",
    "export type C = string;",
    'registry.import("d");',
    'export function e() { return "e"; }',
    'export { f };\nconst g = "g";',
  ].join("\n");
  expect(specifiers(source)).toEqual([]);
});

test("apostrophes in the text of a page do not hide what follows", () => {
  expect(specifiers('const a = <p>don\'t</p>;\nconst b = import("b");')).toEqual(["b"]);
});
