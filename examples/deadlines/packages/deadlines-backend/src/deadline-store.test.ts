import { join } from "node:path";
import { expect, setDefaultTimeout, test } from "bun:test";
import { createPluginDatabase } from "@checkstack/test-utils-backend";
import { createDeadlineStore } from "./deadline-store.ts";

// The first run on a machine unpacks PostgreSQL.
setDefaultTimeout(60_000);

test("deadlines come in the order of their days, and go with their systems", async () => {
  await using database = await createPluginDatabase({ migrations: join(import.meta.dir, "../drizzle") });
  const store = createDeadlineStore(database);
  const licence = { id: "1", systemId: "shop", name: "Licence at 100%", dueOn: "2027-05-01" };
  const domain = { id: "2", systemId: "shop", name: "Domain", dueOn: "2027-02-01" };
  const lease = { id: "3", systemId: "office", name: "Lease", dueOn: "2027-01-01" };
  for (const deadline of [licence, domain, lease]) await store.add(deadline);

  expect(await store.list({})).toEqual([lease, domain, licence]);
  expect(await store.list({ systemId: "shop" })).toEqual([domain, licence]);
  expect(await store.nearest("")).toEqual(lease);
  expect(await store.nearest("l")).toEqual(lease);
  expect(await store.nearest("100%")).toEqual(licence);
  expect(await store.nearest("_")).toBeUndefined();
  expect(await store.impactOfSystems(["shop", "gone"])).toEqual([{ label: "deadlines", count: 2 }]);

  await store.removeOfSystems(["shop"]);
  expect(await store.list({})).toEqual([lease]);
  expect(await store.remove("3")).toEqual(lease);
  expect(await store.remove("3")).toBeUndefined();
});
