import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { openCatalog } from "./testing/catalog-fixture.ts";

setDefaultTimeout(60_000);

type Client = Awaited<ReturnType<typeof openCatalog>>["client"];

const names = async (client: Client, query: Parameters<Client["systems"]["list"]>[0]) =>
  (await client.systems.list(query)).items.map((system) => system.name);

describe("a system", () => {
  test("is kept as it was given, with its tags in order and once each", async () => {
    await using catalog = await openCatalog();
    const { client } = catalog;
    const group = await client.groups.create({ name: "Shop" });
    const environment = await client.environments.create({ name: "Production" });
    const created = await client.systems.create({
      name: "  Payments ",
      owner: "Team Money",
      groupId: group.id,
      environmentId: environment.id,
      tags: ["PCI", "eu", "pci"],
      links: [{ label: "Wiki", url: "https://wiki.example.org/payments" }],
    });
    expect(created).toMatchObject({ name: "Payments", description: "", owner: "Team Money", tags: ["eu", "pci"] });
    expect(await client.systems.get({ id: created.id })).toEqual(created);
  });

  test("has a name that no other has, in capitals or not", async () => {
    await using catalog = await openCatalog();
    const { client } = catalog;
    await client.systems.create({ name: "Payments" });
    const other = await client.systems.create({ name: "Search" });
    const taken = { code: "NAME_TAKEN", data: { name: "PAYMENTS" } };
    await expect(client.systems.create({ name: "PAYMENTS" })).rejects.toMatchObject(taken);
    await expect(client.systems.update({ id: other.id, name: "PAYMENTS" })).rejects.toMatchObject(taken);
    await client.systems.update({ id: other.id, name: "SEARCH" });
  });

  test("lies in a group and an environment that exist", async () => {
    await using catalog = await openCatalog();
    const { client } = catalog;
    const { id } = await client.systems.create({ name: "Payments" });
    const noGroup = { code: "GROUP_NOT_FOUND", data: { id: "nowhere" } };
    const noEnvironment = { code: "ENVIRONMENT_NOT_FOUND", data: { id: "nowhere" } };
    await expect(client.systems.create({ name: "a", groupId: "nowhere" })).rejects.toMatchObject(noGroup);
    await expect(client.systems.create({ name: "b", environmentId: "nowhere" })).rejects.toMatchObject(noEnvironment);
    await expect(client.systems.update({ id, groupId: "nowhere" })).rejects.toMatchObject(noGroup);
    await expect(client.systems.bulkUpdate({ ids: [id], environmentId: "nowhere" })).rejects.toMatchObject(
      noEnvironment,
    );
    expect(await names(client, {})).toEqual(["Payments"]);
  });

  test("changes in the fields that are named, and null takes it out of its group", async () => {
    await using catalog = await openCatalog();
    const { client, pass } = catalog;
    const group = await client.groups.create({ name: "Shop" });
    const system = await client.systems.create({ name: "Payments", owner: "Ann", groupId: group.id, tags: ["eu"] });
    pass(5000);
    const moved = await client.systems.update({ id: system.id, groupId: null, description: "Takes money" });
    const updatedAt = new Date(system.updatedAt.getTime() + 5000);
    expect(moved).toEqual({ ...system, groupId: null, description: "Takes money", updatedAt });
    expect(await names(client, { search: "takes" })).toEqual(["Payments"]);
  });

  test("that is not there is told", async () => {
    await using catalog = await openCatalog();
    const { client } = catalog;
    const missing = { code: "SYSTEM_NOT_FOUND", data: { id: "x" } };
    await expect(client.systems.get({ id: "x" })).rejects.toMatchObject(missing);
    await expect(client.systems.update({ id: "x", name: "y" })).rejects.toMatchObject(missing);
    await expect(client.systems.delete({ id: "x" })).rejects.toMatchObject(missing);
  });
});

describe("the list of systems", () => {
  test("comes in pages, by name, each system once", async () => {
    await using catalog = await openCatalog();
    const { client } = catalog;
    for (const name of ["delta", "Alpha", "charlie", "Bravo", "echo"]) await client.systems.create({ name });
    const seen: string[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await client.systems.list({ limit: 2, ...(cursor && { cursor }) });
      seen.push(...page.items.map((system) => system.name));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(seen).toEqual(["Alpha", "Bravo", "charlie", "delta", "echo"]);
    expect((await client.systems.list({ limit: 5 })).nextCursor).toBeNull();
  });

  test("refuses a cursor that it did not give", async () => {
    await using catalog = await openCatalog();
    await expect(catalog.client.systems.list({ cursor: "x" })).rejects.toMatchObject({
      code: "BAD_REQUEST",
      data: { errors: [{ path: "cursor" }] },
    });
  });

  test("finds systems in which every word occurs, in whatever field and case; signs mean themselves", async () => {
    await using catalog = await openCatalog();
    const { client } = catalog;
    await client.systems.create({ name: "Payments", description: "Takes 100% of cards", owner: "Ann", tags: ["eu"] });
    await client.systems.create({ name: "Pay_roll", description: "Pays people", owner: "Bob" });
    expect(await names(client, { search: "PAY" })).toEqual(["Pay_roll", "Payments"]);
    expect(await names(client, { search: "ann pay  eu" })).toEqual(["Payments"]);
    expect(await names(client, { search: "0%" })).toEqual(["Payments"]);
    expect(await names(client, { search: "y_r" })).toEqual(["Pay_roll"]);
    expect(await names(client, { search: "\\" })).toEqual([]);
  });

  test("narrows by tag, owner, environment, and by a group with the groups in it, all at once", async () => {
    await using catalog = await openCatalog();
    const { client } = catalog;
    const shop = await client.groups.create({ name: "Shop" });
    const checkout = await client.groups.create({ name: "Checkout", parentId: shop.id });
    const other = await client.groups.create({ name: "Other" });
    const production = await client.environments.create({ name: "Production" });
    const base = { owner: "Ann", tags: ["eu"], environmentId: production.id };
    await client.systems.create({ ...base, name: "a", groupId: shop.id });
    await client.systems.create({ ...base, name: "b", groupId: checkout.id });
    await client.systems.create({ ...base, name: "c", groupId: other.id });
    await client.systems.create({ ...base, name: "d", groupId: checkout.id, tags: [] });
    await client.systems.create({ ...base, name: "e", groupId: checkout.id, owner: "Bob" });
    await client.systems.create({ ...base, name: "f", groupId: checkout.id, environmentId: null });
    const query = { groupId: shop.id, tag: "EU", owner: "ann", environmentId: production.id };
    expect(await names(client, query)).toEqual(["a", "b"]);
    expect(await names(client, { groupId: shop.id })).toEqual(["a", "b", "d", "e", "f"]);
    expect(await names(client, { groupId: "nowhere" })).toEqual([]);
  });
});

describe("many systems at once", () => {
  test("change in what is named, and those that are not there are left out", async () => {
    await using catalog = await openCatalog();
    const { client } = catalog;
    const group = await client.groups.create({ name: "Shop" });
    const a = await client.systems.create({ name: "a", tags: ["old", "eu"], owner: "Ann" });
    const b = await client.systems.create({ name: "b", tags: ["us"], groupId: group.id });
    const untouched = await client.systems.create({ name: "c", tags: ["old"] });
    const ids = [a.id, b.id, "nobody"];
    const change = { addTags: ["new", "eu"], removeTags: ["old"], owner: "Team X" };
    expect(await client.systems.bulkUpdate({ ids, ...change })).toEqual({ changed: 2 });
    const { items } = await client.systems.list({});
    expect(items.map(({ name, tags, owner, groupId }) => ({ name, tags, owner, groupId }))).toEqual([
      { name: "a", tags: ["eu", "new"], owner: "Team X", groupId: null },
      { name: "b", tags: ["eu", "new", "us"], owner: "Team X", groupId: group.id },
      { name: "c", tags: ["old"], owner: "", groupId: null },
    ]);
    expect(await names(client, { search: "team new" })).toEqual(["a", "b"]);
    expect((await client.systems.get({ id: untouched.id })).updatedAt).toEqual(untouched.updatedAt);
  });

  test("are deleted with one event for whoever keeps something for them", async () => {
    await using catalog = await openCatalog();
    const { client, hooks, signals } = catalog;
    const a = await client.systems.create({ name: "a" });
    const b = await client.systems.create({ name: "b" });
    await client.systems.create({ name: "c" });
    signals.length = 0;
    expect(await client.systems.bulkDelete({ ids: [a.id, b.id, "nobody"] })).toEqual({ deleted: 2 });
    expect(await client.systems.bulkDelete({ ids: ["nobody"] })).toEqual({ deleted: 0 });
    expect(await names(client, {})).toEqual(["c"]);
    const systemIds = expect.arrayContaining([a.id, b.id]);
    expect(hooks).toEqual([{ id: "catalog.systemsDeleted", payload: { systemIds }, inTransaction: true }]);
    expect(signals).toEqual([{ entity: "system", ids: systemIds }]);
  });

  test("stay when the event of their deletion cannot be stored", async () => {
    await using catalog = await openCatalog({ emitHook: () => Promise.reject(new Error("no outbox")) });
    const { client } = catalog;
    const { id } = await client.systems.create({ name: "a" });
    await expect(client.systems.delete({ id })).rejects.toThrow("no outbox");
    expect(await names(client, {})).toEqual(["a"]);
  });
});

test("tags are counted, the most used first", async () => {
  await using catalog = await openCatalog();
  const { client } = catalog;
  await client.systems.create({ name: "a", tags: ["eu", "pci"] });
  await client.systems.create({ name: "b", tags: ["eu", "api"] });
  expect(await client.tags()).toEqual([
    { tag: "eu", systemCount: 2 },
    { tag: "api", systemCount: 1 },
    { tag: "pci", systemCount: 1 },
  ]);
});

test("open pages hear of every change", async () => {
  await using catalog = await openCatalog();
  const { client, signals } = catalog;
  const environment = await client.environments.create({ name: "Production" });
  const system = await client.systems.create({ name: "a", environmentId: environment.id });
  await client.systems.update({ id: system.id, owner: "Ann" });
  await client.environments.delete({ id: environment.id });
  expect(signals).toEqual([
    { entity: "environment", ids: [environment.id] },
    { entity: "system", ids: [system.id] },
    { entity: "system", ids: [system.id] },
    { entity: "environment", ids: [environment.id] },
    { entity: "system", ids: [system.id] },
  ]);
});

describe("an environment", () => {
  test("counts its systems, is renamed, and leaves them behind when it is deleted", async () => {
    await using catalog = await openCatalog();
    const { client } = catalog;
    const staging = await client.environments.create({ name: "Staging" });
    await client.environments.create({ name: "production" });
    const system = await client.systems.create({ name: "a", environmentId: staging.id });
    await client.environments.update({ id: staging.id, name: "Test" });
    expect(await client.environments.list()).toMatchObject([
      { name: "production", systemCount: 0 },
      { name: "Test", systemCount: 1 },
    ]);
    await client.environments.delete({ id: staging.id });
    expect((await client.systems.get({ id: system.id })).environmentId).toBeNull();
  });

  test("has a name of its own, and is told when it is not there", async () => {
    await using catalog = await openCatalog();
    const { client } = catalog;
    await client.environments.create({ name: "Production" });
    await expect(client.environments.create({ name: "production" })).rejects.toMatchObject({ code: "NAME_TAKEN" });
    const missing = { code: "ENVIRONMENT_NOT_FOUND" };
    await expect(client.environments.update({ id: "x", name: "y" })).rejects.toMatchObject(missing);
    await expect(client.environments.delete({ id: "x" })).rejects.toMatchObject(missing);
  });
});
