/** The names of all classes that a sheet has rules for within some of its cascade layers, each once. */
export function layerClasses(css: string, layers: readonly string[]): string[] {
  const blocks = layers.flatMap((layer) => blocksOf(css, layer));
  const names = blocks.flatMap((block) => [...block.matchAll(CLASS)].map(([, name = ""]) => unescaped(name)));
  return [...new Set(names)];
}

/** A class in a selector (CSS Syntax 3, section 4.3.11); a number such as `.5rem` is none. */
const CLASS = /\.((?:\\[0-9a-f]{1,6}\s?|\\[^\n]|[-\w\u0080-\uffff])+)/gi;

function unescaped(name: string): string {
  return name.replaceAll(/\\([0-9a-f]{1,6})\s?|\\(.)/gi, (_, code: string | undefined, other: string | undefined) =>
    code === undefined ? (other ?? "") : String.fromCodePoint(Number.parseInt(code, 16)),
  );
}

/** What stands between the braces of each `@layer name { … }`. */
function blocksOf(css: string, layer: string): string[] {
  const starts = [...css.matchAll(new RegExp(String.raw`@layer\s+${layer}\s*\{`, "g"))];
  return starts.map(({ 0: opening, index }) => {
    const start = index + opening.length;
    return css.slice(start, endOfBlock(css, start));
  });
}

/** Where the block that begins at `start` ends. Braces in texts and after a backslash are none. */
function endOfBlock(css: string, start: number): number {
  let depth = 1;
  for (const token of css.slice(start).matchAll(/\\.|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[{}]/gs)) {
    if (token[0] === "{") depth += 1;
    if (token[0] === "}") depth -= 1;
    if (depth === 0) return start + token.index;
  }
  return css.length;
}
