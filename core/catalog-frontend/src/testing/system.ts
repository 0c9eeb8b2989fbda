import type { System } from "@checkstack/catalog-common";

/** A system for tests; its id is its name. */
export const system = (name: string, rest: Partial<System> = {}): System => ({
  id: name,
  name,
  description: "",
  owner: "",
  groupId: null,
  environmentId: null,
  tags: [],
  links: [],
  createdAt: new Date("2026-01-01T00:00:00Z"),
  updatedAt: new Date("2026-01-01T00:00:00Z"),
  ...rest,
});
