/** Why something cannot be done, as sentences for the person at the terminal. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly reasons: readonly string[];

  constructor(reasons: readonly string[], options?: ErrorOptions) {
    super(reasons.join("\n"), options);
    this.reasons = reasons;
  }
}

/** Throws a `Refusal` when there are reasons for one. */
export function refuseIf(reasons: readonly string[]): void {
  if (reasons.length > 0) throw new Refusal(reasons);
}
