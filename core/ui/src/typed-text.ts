/** What somebody types into a field whose value is kept elsewhere, and comes back from there a little later. */
export interface TypedText {
  readonly text: string;
  /** Values that may still come back from before the last key: they must not replace what was typed since. */
  readonly onTheWay: readonly string[];
}

export const startTyping = (value: string): TypedText => ({ text: value, onTheWay: [value] });

/** What the field shows: the typed text, until a value comes that nobody typed here. */
export const shownText = ({ text, onTheWay }: TypedText, value: string): string =>
  onTheWay.includes(value) ? text : value;

/** A key. */
export const type = (typed: TypedText, value: string, text: string): TypedText => ({
  text,
  onTheWay: [...new Set([...(typed.onTheWay.includes(value) ? typed.onTheWay : [value]), text])],
});

/** Once the typed text has come back, nothing else is on the way: whatever comes now was set by somebody else. */
export const arrive = (typed: TypedText, value: string): TypedText =>
  value === typed.text && typed.onTheWay.length > 1 ? startTyping(value) : typed;
