/** A module that a source file names. */
export interface SourceImport {
  readonly specifier: string;
  readonly line: number;
  /** `import type` and `export type`: gone at run time. */
  readonly typeOnly: boolean;
}

/**
 * Finds every `import`, `export ... from`, `import()` and `require()` with a literal specifier, type imports included
 * (`Bun.Transpiler.scanImports` leaves those out, and knows no lines). Reads words, strings and comments only, so it
 * needs neither a parser nor code that compiles.
 */
export function scanImports(source: string): SourceImport[] {
  const tokens = tokenise(source);
  const imports: SourceImport[] = [];
  tokens.forEach((token, at) => {
    if (!["import", "export", "require"].includes(token.text) || tokens[at - 1]?.text === ".") return;
    const found = readStatement(tokens, at);
    if (found) imports.push({ ...found, line: lineOf(source, token.offset) });
  });
  return imports;
}

interface Token {
  readonly text: string;
  readonly offset: number;
}

const comment = String.raw`\/\/[^\n]*|\/\*[\s\S]*?\*\/`;
const text = String.raw`"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|` + "`(?:\\\\[\\s\\S]|[^`\\\\])*`";
const token = new RegExp(String.raw`${comment}|${text}|[\w$]+|[^\s]`, "g");

function tokenise(source: string): Token[] {
  return Array.from(source.matchAll(token), (match) => ({ text: match[0], offset: match.index })).filter(
    ({ text: word }) => !word.startsWith("//") && !word.startsWith("/*"),
  );
}

function readStatement(tokens: readonly Token[], at: number): Omit<SourceImport, "line"> | undefined {
  const next = tokens[at + 1]?.text ?? "";
  if (next === "(") return asImport(tokens[at + 2]?.text, false);
  if (tokens[at]?.text === "require") return undefined;
  const typeOnly = next === "type" && !["from", ",", "="].includes(tokens[at + 2]?.text ?? "");
  for (let index = at + 1; index < tokens.length; index++) {
    const word = tokens[index]?.text ?? "";
    if (isString(word)) return asImport(word, typeOnly);
    // Between `import` and its specifier stand names, braces, commas and stars alone.
    if (!/^[\w$]+$|^[{},*]$/.test(word)) return undefined;
    if (declares.has(word)) return undefined;
  }
  return undefined;
}

/** What `export` may be followed by when it exports something of its own. */
const declares = new Set([
  "const",
  "let",
  "var",
  "function",
  "class",
  "interface",
  "enum",
  "abstract",
  "async",
  "declare",
]);

const isString = (word: string): boolean => /^["']/.test(word) && word.length > 1;

const asImport = (word = "", typeOnly: boolean): Omit<SourceImport, "line"> | undefined =>
  isString(word) ? { specifier: word.slice(1, -1), typeOnly } : undefined;

const lineOf = (source: string, offset: number): number => source.slice(0, offset).split("\n").length;
