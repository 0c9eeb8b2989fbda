/** A part of a run. */
export interface Phase {
  readonly id: string;
  readonly label: string;
  readonly ms: number;
  /** Of all phases together, 0 to 1. */
  readonly share: number;
}

/** The timings of a run in the order in which they happened. What a strategy calls otherwise comes after what is known. */
export function phasesOf(timings: Readonly<Record<string, number>>): Phase[] {
  const total = Object.values(timings).reduce((sum, ms) => sum + ms, 0);
  return Object.entries(timings)
    .toSorted(([a], [b]) => placeOf(a) - placeOf(b))
    .map(([id, ms]) => ({ id, label: LABELS[id] ?? id, ms, share: total === 0 ? 0 : ms / total }));
}

const LABELS: Readonly<Record<string, string>> = {
  dns: "Name look-up",
  connect: "Connect",
  tls: "TLS",
  firstByte: "First byte",
  transfer: "Transfer",
};

const ORDER = Object.keys(LABELS);
const placeOf = (id: string): number => (ORDER.includes(id) ? ORDER.indexOf(id) : ORDER.length);
