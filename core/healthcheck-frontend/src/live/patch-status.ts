import { worstStatus, type Check, type StatusChange, type SystemStatus } from "@checkstack/healthcheck-common";

/**
 * How systems are after some of their checks changed. A change for the worse is all there is to know; after one for the
 * better only the server knows whether another check is still as bad: the system then stays as it is, and `sure` is false.
 */
export function patchSystems(
  systems: readonly SystemStatus[],
  changes: readonly StatusChange[],
): { systems: SystemStatus[]; sure: boolean } {
  const patched = new Map(systems.map((system) => [system.systemId, system]));
  let sure = true;
  for (const change of changes) {
    const system = patched.get(change.systemId);
    const next = system && patchSystem(system, change);
    if (next) patched.set(next.systemId, next);
    else sure = false;
  }
  return { systems: [...patched.values()], sure };
}

/** The check with what the changes say of it; the same object when they say nothing. */
export const patchCheck = (check: Check, changes: readonly StatusChange[]): Check =>
  changes
    .filter(({ checkId }) => checkId === check.id)
    .reduce(
      (patched, { to, at, message }) => ({
        ...patched,
        status: to,
        statusSince: at,
        message: to === "healthy" ? "" : message,
        paused: to === "paused",
      }),
      check,
    );

function patchSystem(system: SystemStatus, { from, to, at, message }: StatusChange): SystemStatus | undefined {
  const changed = { ...system, status: to, since: at, message: to === "healthy" ? "" : message };
  if (system.checks === 1) return changed;
  if (to === system.status) return system;
  if (worstStatus([to, system.status]) === to) return changed;
  return from === system.status ? undefined : system;
}
