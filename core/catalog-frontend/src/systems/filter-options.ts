import type { System } from "@checkstack/catalog-common";

/** A value that systems have, and how many have it. */
export interface Counted {
  readonly value: string;
  readonly count: number;
}

/** Tags in use, most used first. */
export const countTags = (systems: readonly System[]): Counted[] => counted(systems.flatMap(({ tags }) => tags));

/** Owners of systems, most named first; systems without one do not count. */
export const countOwners = (systems: readonly System[]): Counted[] =>
  counted(systems.flatMap(({ owner }) => (owner === "" ? [] : [owner])));

const counted = (values: readonly string[]): Counted[] =>
  [...Map.groupBy(values, (value) => value)]
    .map(([value, members]) => ({ value, count: members.length }))
    .toSorted((a, b) => b.count - a.count || a.value.localeCompare(b.value, "en"));
