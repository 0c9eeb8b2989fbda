import { describeError, formatDuration, type ErrorDescription } from "@checkstack/ui";

/** Why a sign-in did not work, in one message: the same whether the account exists or not. */
export function describeSignInRefusal(error: unknown): ErrorDescription {
  const described = describeError(error);
  switch (described.code) {
    case "SIGN_IN_REFUSED":
      return { ...described, hint: "Check both and try again, or ask an administrator for a new password." };
    case "TOO_MANY_ATTEMPTS":
      return { ...described, message: "There were too many attempts.", hint: waitFor(retryAfterSeconds(error)) };
    default:
      return described;
  }
}

const waitFor = (seconds: number | undefined): string =>
  seconds === undefined ? "Wait a few minutes and try again." : `Try again in ${formatDuration(wholeUnits(seconds))}.`;

/** Above a minute, seconds are noise; rounded up, so that nobody comes too early. */
const wholeUnits = (seconds: number): number => (seconds > 60 ? Math.ceil(seconds / 60) * 60_000 : seconds * 1_000);

function retryAfterSeconds(error: unknown): number | undefined {
  if (typeof error !== "object" || error === null || !("data" in error)) return undefined;
  const { data } = error;
  if (typeof data !== "object" || data === null || !("retryAfterSeconds" in data)) return undefined;
  return typeof data.retryAfterSeconds === "number" ? data.retryAfterSeconds : undefined;
}
