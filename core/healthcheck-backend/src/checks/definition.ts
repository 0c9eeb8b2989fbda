import { gridOf, type Assertion, type CheckPolicy, type Grid } from "@checkstack/healthcheck-common";

/** A check as the engine runs it. */
export interface CheckDefinition {
  readonly id: string;
  readonly systemId: string;
  readonly name: string;
  readonly strategy: string;
  /** As stored: secrets are sealed. */
  readonly config: Record<string, unknown>;
  readonly configVersion: number;
  readonly intervalMs: number;
  readonly grid: Grid;
  readonly assertions: readonly Assertion[];
  readonly policy: CheckPolicy;
  readonly paused: boolean;
  readonly revision: number;
  /** Milliseconds since the epoch. */
  readonly activeSince: number;
  /** Where its secrets are bound to. */
  readonly place: string;
}

/** A row of `checks`. */
export interface CheckRow extends Omit<CheckDefinition, "grid" | "activeSince" | "place"> {
  readonly activeSince: Date;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export const definitionOf = ({ createdAt: _created, updatedAt: _updated, ...row }: CheckRow): CheckDefinition => ({
  ...row,
  activeSince: row.activeSince.getTime(),
  grid: gridOf(row.id, row.intervalMs),
  place: placeOf(row.id),
});

/** Where the secrets of a check are bound to. */
export const placeOf = (checkId: string): string => `checks/${checkId}/config`;
