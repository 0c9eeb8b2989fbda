export { defineHealthCheckStrategy, type HealthCheckStrategy } from "./define-strategy.ts";
export { assertionProblems, evaluateAssertions } from "./evaluate-assertions.ts";
export { plainText } from "./plain-text.ts";
