/** `1 system`, `2,000 systems`. */
export const plural = (count: number, name: string): string =>
  `${count.toLocaleString("en")} ${name}${count === 1 ? "" : "s"}`;
