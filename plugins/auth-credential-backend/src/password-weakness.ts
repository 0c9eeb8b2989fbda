import { commonPasswords } from "./common-passwords.ts";

const MIN_LENGTH = 10;
const MAX_LENGTH = 200;
const MIN_DIFFERENT_CHARACTERS = 4;

/** Why a password is refused, as a sentence; undefined when it will do. Length counts more than kinds of characters. */
export function weaknessOf(password: string, { email, name }: { email: string; name: string }): string | undefined {
  if (password.length < MIN_LENGTH) return `It must have at least ${MIN_LENGTH} characters.`;
  if (password.length > MAX_LENGTH) return `It must have at most ${MAX_LENGTH} characters.`;
  const plain = password.toLowerCase();
  if ([email, email.split("@")[0], name].some((own) => own && repeats(plain, own.toLowerCase()))) {
    return "It is your own name or e-mail address.";
  }
  if (new Set(plain).size < MIN_DIFFERENT_CHARACTERS) return "It repeats too few characters.";
  if (isSequence(plain)) return "It is a row of neighbouring characters.";
  if (commonPasswords.some((common) => repeats(withoutDecoration(plain), common) || repeats(plain, common))) {
    return "It is one of the most common passwords.";
  }
  return undefined;
}

/** Says whether `text` is nothing but `part`, once or more. */
const repeats = (text: string, part: string): boolean => text !== "" && part !== "" && text.replaceAll(part, "") === "";

/** `Password123!` is `password`: digits and signs at the ends are what everybody adds. */
const withoutDecoration = (text: string): string => text.replaceAll(/^[^a-z]+|[^a-z]+$/g, "");

/** `abcdefghij`, `9876543210`. */
function isSequence(text: string): boolean {
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0);
  const steps = new Set(codes.slice(1).map((code, index) => code - (codes[index] ?? 0)));
  const [step] = steps;
  return steps.size === 1 && (step === 1 || step === -1);
}
