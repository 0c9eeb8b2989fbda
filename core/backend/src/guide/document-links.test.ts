import { expect, test } from "bun:test";
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { REPOSITORY } from "./guide-workspace.ts";

const documents = ["*.md", "docs/**/*.md", "{core,plugins}/*/README.md", "{bench,e2e,examples}/README.md"].flatMap(
  (pattern) => globSync(pattern, { cwd: REPOSITORY }),
);

test.each(documents)("every link of %s leads somewhere", (document) => {
  const text = readFileSync(join(REPOSITORY, document), "utf8");
  const links = [...text.matchAll(/\]\((?!https?:)([^)\s]*)\)/g)].map(([, link = ""]) => link);
  expect(links.filter((link) => !leadsSomewhere(document, link))).toEqual([]);
});

function leadsSomewhere(document: string, link: string): boolean {
  const [path = "", heading] = link.split("#");
  const target = path === "" ? join(REPOSITORY, document) : resolve(REPOSITORY, dirname(document), path);
  if (!existsSync(target)) return false;
  return heading === undefined || headingsOf(readFileSync(target, "utf8")).includes(heading);
}

/** Headings as they are addressed: `## Who calls` is `who-calls`. */
const headingsOf = (text: string): string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} -]/gu, "")
      .replaceAll(" ", "-"),
  );
