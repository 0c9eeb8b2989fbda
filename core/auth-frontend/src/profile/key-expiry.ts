/** How long a key lasts, as a choice of the form. */
export const expiryChoices = [
  { value: "7", label: "7 days" },
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "1 year" },
  { value: "never", label: "Does not expire" },
] as const;

export type ExpiryChoice = (typeof expiryChoices)[number]["value"];

/** When a key of this choice ends; nothing when it does not. */
export const expiryDate = (choice: ExpiryChoice, now: Date): Date | undefined =>
  choice === "never" ? undefined : new Date(now.getTime() + Number(choice) * 86_400_000);
