/** `1 system`, `2,000 systems`; what more than one is called is said where no `s` makes it: `plural(8, "try", "tries")`. */
export const plural = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
