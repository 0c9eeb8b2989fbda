import type { Clock, Database, EmitHook, EmitSignal } from "@checkstack/backend-api";
import {
  checksChanged,
  checkStatusChanged,
  checkStatusSignal,
  type Assertion,
  type CheckPolicy,
} from "@checkstack/healthcheck-common";
import type { Engine } from "../engine.ts";
import { isCheckId } from "../run-id.ts";
import type { StatusChange } from "../writer/finished-run.ts";
import { deleteChecks, insertChecks, setPaused, updateCheck } from "./check-changes.ts";
import type { CheckConfigs, ConfigErrors, TimeoutErrors } from "./check-config.ts";
import { selectChecks, type CheckStore } from "./check-store.ts";
import { definitionOf, type CheckRow } from "./definition.ts";

type Errors = ConfigErrors & TimeoutErrors;

/** Creates, changes and deletes checks: in the database first, then in the schedule. */
export interface CheckService {
  /** Returns the id. The first run begins at once. */
  create(input: CheckInput, errors: Errors): Promise<string>;
  /** What changes how the check runs begins at once. Returns false when there is no such check. */
  update(id: string, change: CheckChange, errors: Errors): Promise<boolean>;
  /** A copy that is paused. Returns its id, undefined when there is no such check. */
  clone(id: string, name: string | undefined): Promise<string | undefined>;
  /** These return how many were changed. */
  setPaused(ids: readonly string[], paused: boolean): Promise<number>;
  delete(ids: readonly string[]): Promise<number>;
}

export interface CheckInput {
  readonly name: string;
  readonly systemId: string;
  readonly strategy: string;
  readonly config: Record<string, unknown>;
  readonly intervalSeconds: number;
  readonly assertions: readonly Assertion[];
  readonly policy: CheckPolicy;
  readonly paused: boolean;
}

export type CheckChange = { readonly [Field in keyof Omit<CheckInput, "strategy">]?: CheckInput[Field] | undefined };

export function createCheckService(options: {
  database: Database;
  store: CheckStore;
  engine: Engine;
  configs: CheckConfigs;
  clock: Clock;
  emitHook: EmitHook;
  emitSignal: EmitSignal;
}): CheckService {
  const { database, store, engine, configs, clock, emitHook, emitSignal } = options;
  const tell = (ids: readonly string[]): void => emitSignal(checksChanged, { ids: [...ids] });

  /** Puts checks into the schedule as they are now. */
  async function reschedule(ids: readonly string[], { begin }: { begin: boolean }): Promise<void> {
    const checks = (await store.getMany(ids)).map(definitionOf);
    await engine.unschedule(checks.filter(({ paused }) => paused).map(({ id }) => id));
    await engine.schedule(checks);
    if (begin) await engine.begin(checks.filter(({ paused }) => !paused));
  }

  async function insert(check: Omit<CheckRow, "revision" | "activeSince" | "createdAt" | "updatedAt">): Promise<void> {
    const at = new Date(clock.now());
    const row: CheckRow = { ...check, revision: 1, activeSince: at, createdAt: at, updatedAt: at };
    await database.transaction((tx) => insertChecks(tx, [row]));
    await reschedule([row.id], { begin: true });
    tell([row.id]);
  }

  async function changed(row: CheckRow, change: CheckChange, errors: Errors): Promise<CheckRow> {
    const { config, intervalSeconds, paused: _, ...plain } = change;
    const at = new Date(clock.now());
    const intervalMs = intervalSeconds === undefined ? row.intervalMs : intervalSeconds * 1000;
    const next: CheckRow = {
      ...row,
      ...withoutUndefined(plain),
      intervalMs,
      revision: row.revision + 1,
      updatedAt: at,
    };
    if (!changesRuns(change)) return next;
    const before = configs.open(row);
    return {
      ...next,
      ...(await configs.prepare({ ...next, config: config ?? before, before }, errors)),
      activeSince: at,
    };
  }

  async function update(id: string, change: CheckChange, errors: Errors): Promise<boolean> {
    const row = await store.get(id);
    if (!row) return false;
    // Strategies are asked outside the transaction: one that answers slowly must not hold a lock.
    const next = await changed(row, change, errors);
    const written = await database.transaction(async (tx) => {
      const [now] = await selectChecks(tx, [id], { lock: true });
      if (now?.revision !== row.revision) return false;
      await updateCheck(tx, next, { restarted: changesRuns(change) });
      return true;
    });
    // Somebody changed it meanwhile: what was asked for is then done to the check as it is now.
    if (!written) return update(id, change, errors);
    await reschedule([id], { begin: changesRuns(change) });
    if (change.paused !== undefined) await turn([id], change.paused);
    tell([id]);
    return true;
  }

  /** Pauses or resumes, and tells of the status that changes by it. */
  async function turn(ids: readonly string[], paused: boolean): Promise<StatusChange[]> {
    const changes = await database.transaction(async (tx) => {
      const made = await setPaused(tx, ids.filter(isCheckId), { paused, at: new Date(clock.now()) });
      await Promise.all(made.map((change) => emitHook(checkStatusChanged, change, { tx })));
      return made;
    });
    const turned = changes.map(({ checkId }) => checkId);
    await reschedule(turned, { begin: true });
    for (const change of changes) emitSignal(checkStatusSignal, change, { subject: change.checkId });
    return changes;
  }

  return {
    update,
    async create({ intervalSeconds, ...input }, errors) {
      const check = { ...input, id: Bun.randomUUIDv7(), intervalMs: intervalSeconds * 1000 };
      await insert({ ...check, ...(await configs.prepare({ ...check, before: {} }, errors)) });
      return check.id;
    },
    async clone(id, name) {
      const row = await store.get(id);
      if (!row) return undefined;
      const copy = { ...row, id: Bun.randomUUIDv7(), name: name ?? copyName(row.name), paused: true };
      await insert({ ...copy, config: configs.move(row, copy.id) });
      return copy.id;
    },
    async setPaused(ids, paused) {
      const changes = await turn(ids, paused);
      if (changes.length > 0) tell(changes.map(({ checkId }) => checkId));
      return changes.length;
    },
    async delete(ids) {
      const gone = await database.transaction((tx) => deleteChecks(tx, ids.filter(isCheckId)));
      await engine.unschedule(gone);
      if (gone.length > 0) tell(gone);
      return gone.length;
    },
  };
}

/** Says whether a change is one of how the check runs, so that it begins anew. */
const changesRuns = ({ config, assertions, intervalSeconds }: CheckChange): boolean =>
  config !== undefined || assertions !== undefined || intervalSeconds !== undefined;

const withoutUndefined = <T extends object>(given: T): { [Field in keyof T]?: Exclude<T[Field], undefined> } => {
  const entries = Object.entries(given).filter(([, value]) => value !== undefined);
  return Object.assign({}, ...entries.map(([key, value]) => ({ [key]: value })));
};

const MAX_NAME = 100;
const copyName = (name: string): string => `${name.slice(0, MAX_NAME - " (copy)".length)} (copy)`;
