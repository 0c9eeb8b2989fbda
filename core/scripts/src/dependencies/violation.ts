export type Rule =
  | "manifest"
  | "name"
  | "kind"
  | "cycle"
  | "outside"
  | "undeclared"
  | "deep-import"
  | "browser"
  | "calls"
  | "test-only";

/** One breach of the dependency rules; `advice` is a sentence that says what to do. */
export interface Violation {
  /** Relative to the root of the workspace. */
  readonly file: string;
  readonly line: number;
  readonly rule: Rule;
  readonly advice: string;
}
