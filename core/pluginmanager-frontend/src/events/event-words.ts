import { stepWords } from "../operation/operation-words.ts";

/** An action as the title of what was done. A later version of the platform may tell of some that this page does not know. */
export const actionTitle = (action: string): string => `${action.charAt(0).toUpperCase()}${action.slice(1)}`;

/** A step as people read it, in the server's word when it is not known here. */
export function stepTitle(step: string): string {
  const known: Readonly<Record<string, string>> = stepWords;
  return known[step] ?? actionTitle(step);
}
