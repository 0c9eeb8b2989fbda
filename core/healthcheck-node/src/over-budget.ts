/** An assertion asked for more work than one run may cost. The verdict is then `inconclusive`, never `healthy`. */
export class OverBudgetError extends Error {
  override readonly name = "OverBudgetError";
}
