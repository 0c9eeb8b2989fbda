/** The path of a line through values, scaled to a box; a gap ends one stroke and begins another. */
export function sparklinePath(
  values: readonly (number | null)[],
  { width, height, inset }: { width: number; height: number; inset: number },
): string {
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return "";
  const low = Math.min(...known);
  const range = Math.max(...known) - low;
  const step = values.length > 1 ? width / (values.length - 1) : 0;
  let penDown = false;
  return values
    .flatMap((value, index) => {
      if (value === null) {
        penDown = false;
        return [];
      }
      const share = range === 0 ? 0.5 : (value - low) / range;
      const y = height - inset - share * (height - 2 * inset);
      const command = penDown ? "L" : "M";
      penDown = true;
      return [`${command}${round(index * step)} ${round(y)}`];
    })
    .join("");
}

const round = (value: number): number => Math.round(value * 10) / 10;
