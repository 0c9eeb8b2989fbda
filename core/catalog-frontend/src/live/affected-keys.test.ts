import { expect, test } from "bun:test";
import { catalogContract } from "@checkstack/catalog-common";
import { createPluginClient } from "@checkstack/frontend-api";
import { affectedKeys } from "./affected-keys.ts";

const catalog = createPluginClient(catalogContract);
const one = (id: string) => catalog.systems.get.key({ input: { id } });

test("a changed system concerns the lists, the tags and its own page, each once", () => {
  const keys = affectedKeys(catalog, [
    { entity: "system", ids: ["a"] },
    { entity: "system", ids: ["a", "b"] },
  ]);
  expect(keys).toEqual([
    catalog.systems.list.key(),
    catalog.groups.key(),
    catalog.environments.key(),
    catalog.tags.key(),
    one("a"),
    one("b"),
  ]);
});

test("a group that changes may concern every system, and no tag", () => {
  const keys = affectedKeys(catalog, [{ entity: "group", ids: ["g"] }]);
  expect(keys).toContainEqual(catalog.systems.get.key());
  expect(keys).not.toContainEqual(catalog.tags.key());
});

test("a bulk change does not name two thousand pages", () => {
  const ids = Array.from({ length: 2_000 }, (_, index) => String(index));
  expect(affectedKeys(catalog, [{ entity: "system", ids }])).toHaveLength(5);
});
