import { MAX_PATTERN_LENGTH } from "@checkstack/healthcheck-common";
import { RE2JS, RE2JSException } from "re2js";
import { cached } from "./cache.ts";
import { OverBudgetError } from "./over-budget.ts";

/** The longest text that a pattern is tried on, in characters. */
const MAX_INPUT = 1_000_000;
/**
 * Instructions of the pattern times characters of the text: an upper bound of the work. One step takes 1 to 60 ns,
 * so that the most expensive pattern allowed takes about half a second.
 */
const MAX_WORK = 10_000_000;

/**
 * Says whether `pattern` is found anywhere in `text`. RE2 syntax: linear time, no back-references and no look-around.
 * Throws `OverBudgetError` before it would take too long.
 */
export function findsPattern(pattern: string, text: string): boolean {
  if (text.length > MAX_INPUT) {
    throw new OverBudgetError(`${text.length} characters are too many for a pattern, which may look at ${MAX_INPUT}`);
  }
  const compiled = compile(pattern);
  if (compiled.programSize() * text.length > MAX_WORK) {
    throw new OverBudgetError(`the pattern is too expensive for ${text.length} characters; use a simpler one`);
  }
  return compiled.test(text);
}

/** What is wrong with a pattern, or `undefined`. */
export function patternProblem(pattern: string): string | undefined {
  try {
    compile(pattern);
    return undefined;
  } catch (error) {
    if (error instanceof OverBudgetError) return error.message;
    if (error instanceof RE2JSException) {
      return `${error.message}; patterns have RE2 syntax, without back-references and look-around`;
    }
    throw error;
  }
}

const compile = cached(1000, (pattern: string): RE2JS => {
  if (pattern.length > MAX_PATTERN_LENGTH) {
    throw new OverBudgetError(`the pattern has ${pattern.length} characters, ${MAX_PATTERN_LENGTH} are allowed`);
  }
  return RE2JS.compile(pattern);
});
