import { worstStatus, type Status } from "@checkstack/ui";

/** What the favicon and the browser's title tell: the worst status that any plugin reports. */
export interface StatusStore {
  /** Says what a plugin sees now; nothing takes its word back. */
  report(pluginId: string, summary: StatusSummary | undefined): void;
  snapshot(): StatusSummary;
  subscribe(listener: () => void): () => void;
}

export interface StatusSummary {
  readonly worst: Status;
  /** How many things need attention: shown before the title. */
  readonly attention: number;
}

const NOTHING_KNOWN: StatusSummary = { worst: "unknown", attention: 0 };

export function createStatusStore(): StatusStore {
  const reports = new Map<string, StatusSummary>();
  const listeners = new Set<() => void>();
  let current = NOTHING_KNOWN;

  return {
    report(pluginId, summary) {
      if (summary) reports.set(pluginId, summary);
      else reports.delete(pluginId);
      const next = combine([...reports.values()]);
      if (next.worst === current.worst && next.attention === current.attention) return;
      current = next;
      for (const listener of listeners) listener();
    },
    snapshot: () => current,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const combine = (reports: readonly StatusSummary[]): StatusSummary =>
  reports.length === 0
    ? NOTHING_KNOWN
    : {
        worst: worstStatus(reports.map((report) => report.worst)),
        attention: reports.reduce((sum, report) => sum + report.attention, 0),
      };
