import type { Run } from "@checkstack/healthcheck-common";
import type { RunDetails } from "../writer/finished-run.ts";
import { bounded } from "./bounded.ts";
import type { Findings } from "./executor.ts";

/** Of each of fields and evidence. */
const MAX_BYTES = 16_384;
/** What a healthy run found is noted at most this often: it is only ever compared with. */
const NOTE_EVERY_MS = 60_000;

/** Decides what is kept of a run beside its row. Remembers the last healthy run of each check, to keep it when trouble begins. */
export interface Keepsakes {
  detailsOf(run: Run, findings: Findings): RunDetails[];
}

type Kept = Pick<Findings, "fields" | "assertions" | "evidence">;

/** As much of what was found as is kept. */
export const boundedFindings = ({ fields, assertions, evidence }: Kept): Kept => ({
  fields: fields && bounded(fields, MAX_BYTES),
  assertions,
  evidence: evidence && bounded(evidence, MAX_BYTES),
});

interface Note {
  readonly run: RunDetails["run"];
  /** As text: objects of every check would weigh ten times as much. */
  readonly fields: string;
  kept: boolean;
}

export function createKeepsakes(): Keepsakes {
  const notes = new Map<string, Note>();

  /** What the last healthy run found, unless that is kept already. */
  function lastHealthy(checkId: string): RunDetails[] {
    const note = notes.get(checkId);
    if (!note || note.kept) return [];
    note.kept = true;
    return [{ run: note.run, fields: JSON.parse(note.fields), assertions: [], evidence: null }];
  }

  function note(run: Run, findings: Findings): void {
    const before = notes.get(run.checkId);
    const age = run.startedAt.getTime() - (before?.run.scheduledAt.getTime() ?? 0);
    if (!findings.fields || (age < NOTE_EVERY_MS && before)) return;
    notes.set(run.checkId, {
      run: keyOf(run),
      fields: JSON.stringify(bounded(findings.fields, MAX_BYTES)),
      kept: false,
    });
  }

  return {
    detailsOf(run, findings) {
      if (run.status !== "healthy") return [...lastHealthy(run.checkId), boundedDetails(run, findings)];
      if (run.source === "manual") return [boundedDetails(run, findings)];
      note(run, findings);
      return [];
    },
  };
}

const keyOf = ({ checkId, scheduledAt, source, slot }: Run): RunDetails["run"] => ({
  checkId,
  scheduledAt,
  source,
  slot,
});

const boundedDetails = (run: Run, findings: Findings): RunDetails => ({
  run: keyOf(run),
  ...boundedFindings(findings),
});
