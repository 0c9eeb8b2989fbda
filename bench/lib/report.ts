import { cpus, release, totalmem } from "node:os";

/** Prints what was measured: one JSON line for machines, one sentence for people. */
export function report(bench: string, figures: Record<string, unknown>, sentence: string): void {
  console.log(JSON.stringify({ bench, at: new Date().toISOString(), machine: machine(), ...figures }));
  console.log(sentence);
}

const machine = (): Record<string, unknown> => ({
  cpu: cpus()[0]?.model,
  cores: cpus().length,
  memoryGb: Math.round(totalmem() / 2 ** 30),
  kernel: release(),
  bun: Bun.version,
});

/** The value below which the share `q` of `values` lies (nearest rank). */
export function percentile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? Number.NaN;
}

export const round = (value: number, digits = 1): number => Number(value.toFixed(digits));
