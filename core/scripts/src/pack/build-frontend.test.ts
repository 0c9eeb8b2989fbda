import { expect, setDefaultTimeout, test } from "bun:test";
import { symlink } from "node:fs/promises";
import { join } from "node:path";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { buildFrontend } from "./build-frontend.ts";
import { findPackage } from "./find-package.ts";

setDefaultTimeout(60_000);

async function build(files: Record<string, unknown>): Promise<Record<string, string>> {
  await using folder = await temporaryFolder({ ...files, "node_modules/@checkstack/README.md": "" });
  const ui = findPackage("@checkstack/ui", [join(import.meta.dir, "../../../frontend-api")]);
  await symlink(ui?.folder ?? "", join(folder.path, "node_modules/@checkstack/ui"));
  const half = {
    kind: "frontend" as const,
    name: "@acme/weather-frontend",
    folder: folder.path,
    pluginId: "weather",
    entry: join(folder.path, "src/index.ts"),
    calls: [],
    needs: {},
  };
  const built = await buildFrontend(half, { root: folder.path });
  return Object.fromEntries([...built.files].map(([path, bytes]) => [path, new TextDecoder().decode(bytes)]));
}

const page = {
  "src/index.ts": `import { lazy } from "react";\nexport default { page: lazy(() => import("./page.tsx")) };`,
  "src/page.tsx": `
    import { Card } from "@checkstack/ui";
    import "./page.css";
    export default function Page() {
      return <Card className="gap-[13px] bg-surface text-rose-300">A page</Card>;
    }
  `,
  "src/page.css": ".weather { color: red }",
};

test("pages are chunks of their own, and what the shell shares is imported by its name", async () => {
  const files = await build(page);
  const chunk = Object.keys(files).find((path) => /^page-[\w-]+\.js$/.test(path)) ?? "";
  expect(Object.keys(files).toSorted()).toEqual(["index.js", chunk, "style.css"].toSorted());
  const imports = new Bun.Transpiler({ loader: "js" }).scanImports(files[chunk] ?? "").map(({ path }) => path);
  expect(imports).toContain("@checkstack/ui");
  expect(imports).toContain("react/jsx-runtime");
});

test("a contract brings neither the validator nor the client that all share, only itself", async () => {
  const files = await build({
    "src/index.ts": `
      import { createContract, procedure } from "@checkstack/common";
      import { safe } from "@orpc/client";
      import { oc } from "@orpc/contract";
      import * as z from "zod";
      const metadata = { pluginId: "weather", displayName: "Weather" };
      export default { safe, oc, contract: createContract(metadata, { now: procedure.output(z.object({ celsius: z.number() })) }) };
    `,
  });
  const { "index.js": script = "" } = files;
  const imports = new Bun.Transpiler({ loader: "js" }).scanImports(script).map(({ path }) => path);
  expect(imports.toSorted()).toEqual(["@checkstack/common", "@orpc/client", "@orpc/contract", "zod"]);
  expect(script.length).toBeLessThan(1_000);
});

test("styles have the shell's colours as variables, Tailwind's own as values, and lie below the shell's", async () => {
  const { "style.css": sheet = "" } = await build(page);
  expect(sheet).toContain(".bg-surface{background-color:var(--surface)}");
  expect(sheet).toMatch(/\.text-rose-300\{color:(oklch|#|color)/);
  expect(sheet).toMatch(/@layer components\{[^@]*\.gap-\\\[13px\\\]\{gap:13px\}/);
  expect(sheet).toMatch(/\.weather\{color:/);
  expect(sheet).not.toContain("@font-face");
});

test("the same sources give the same files wherever they lie", async () => {
  expect(await build(page)).toEqual(await build(page));
});

test.each([
  ["node:fs", "which browsers do not have"],
  ["react-dom/server", 'of which the shell shares "react-dom" alone'],
  ["zod/mini", 'of which the shell shares "zod" alone'],
])("an import of %s is refused", async (specifier, sentence) => {
  const files = { "src/index.ts": `import * as wrong from "${specifier}";\nexport default wrong;` };
  await expect(build(files)).rejects.toThrow(sentence);
});
