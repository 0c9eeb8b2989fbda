import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { openCatalog } from "./testing/catalog-fixture.ts";

setDefaultTimeout(60_000);

type Client = Awaited<ReturnType<typeof openCatalog>>["client"];

/** Makes a chain of groups, each in the one before; answers their ids. */
async function chain(client: Client, length: number, prefix: string): Promise<string[]> {
  const ids: string[] = [];
  for (let depth = 1; depth <= length; depth++) {
    const parentId = ids.at(-1) ?? null;
    ids.push((await client.groups.create({ name: `${prefix}${depth}`, parentId })).id);
  }
  return ids;
}

describe("a group", () => {
  test("lies in others to a depth of ten", async () => {
    await using catalog = await openCatalog();
    const { client } = catalog;
    const ids = await chain(client, 10, "g");
    const tooDeep = { code: "GROUP_TOO_DEEP", data: { limit: 10 } };
    await expect(client.groups.create({ name: "g11", parentId: ids[9] })).rejects.toMatchObject(tooDeep);
    const [top = ""] = await chain(client, 2, "h");
    await expect(client.groups.update({ id: top, parentId: ids[8] })).rejects.toMatchObject(tooDeep);
    expect(await client.groups.update({ id: top, parentId: ids[7] })).toMatchObject({ parentId: ids[7] });
  });

  test("cannot lie in itself or in a group of its own", async () => {
    await using catalog = await openCatalog();
    const { client } = catalog;
    const [top = "", middle = "", bottom = ""] = await chain(client, 3, "g");
    for (const parentId of [top, middle, bottom]) {
      await expect(client.groups.update({ id: top, parentId })).rejects.toMatchObject({ code: "GROUP_CYCLE" });
    }
    expect(await client.groups.get({ id: top })).toMatchObject({ parentId: null });
  });

  test("cannot get into a cycle by moves that are each sound, made at the same time", async () => {
    await using catalog = await openCatalog();
    const { client } = catalog;
    const [a = "", b = "", c = ""] = (
      await Promise.all(["a", "b", "c"].map((name) => client.groups.create({ name })))
    ).map(({ id }) => id);
    for (let round = 0; round < 10; round++) {
      const moves = [
        client.groups.update({ id: a, parentId: b }),
        client.groups.update({ id: b, parentId: c }),
        client.groups.update({ id: c, parentId: a }),
      ];
      const results = await Promise.allSettled(moves);
      const refused = results.filter((result) => result.status === "rejected");
      expect(refused).toMatchObject([{ reason: { code: "GROUP_CYCLE" } }]);
      for (const id of [a, b, c]) await client.groups.update({ id, parentId: null });
    }
  });

  test("cannot get too deep by moves that are each sound, made at the same time", async () => {
    await using catalog = await openCatalog();
    const { client } = catalog;
    const [x, y, z] = [await chain(client, 4, "x"), await chain(client, 4, "y"), await chain(client, 4, "z")];
    const results = await Promise.allSettled([
      client.groups.update({ id: y[0] ?? "", parentId: x[3] }),
      client.groups.update({ id: z[0] ?? "", parentId: y[3] }),
    ]);
    expect(results.filter((result) => result.status === "rejected")).toMatchObject([
      { reason: { code: "GROUP_TOO_DEEP" } },
    ]);
  });

  test("has a name of its own among the groups beside it", async () => {
    await using catalog = await openCatalog();
    const { client } = catalog;
    const shop = await client.groups.create({ name: "Shop" });
    const taken = { code: "NAME_TAKEN", data: { name: "shop" } };
    await expect(client.groups.create({ name: "shop" })).rejects.toMatchObject(taken);
    const inside = await client.groups.create({ name: "shop", parentId: shop.id });
    await expect(client.groups.update({ id: inside.id, parentId: null })).rejects.toMatchObject(taken);
  });

  test("counts the systems in it and in the groups in it", async () => {
    await using catalog = await openCatalog();
    const { client } = catalog;
    const [top = "", inside = ""] = await chain(client, 2, "g");
    await client.systems.create({ name: "a", groupId: top });
    await client.systems.create({ name: "b", groupId: inside });
    await client.systems.create({ name: "c", groupId: inside });
    expect(await client.groups.list({})).toMatchObject({
      items: [
        { id: top, systemCount: 3 },
        { id: inside, systemCount: 2 },
      ],
      nextCursor: null,
    });
  });

  test("that is deleted hands its systems and groups to the group it lay in; a name that is taken there gets a number", async () => {
    await using catalog = await openCatalog();
    const { client, pass } = catalog;
    const top = await client.groups.create({ name: "Top" });
    const eu = await client.groups.create({ name: "EU", parentId: top.id });
    await client.groups.create({ name: "Databases", parentId: top.id });
    const sameName = await client.groups.create({ name: "databases", parentId: eu.id });
    const likeParent = await client.groups.create({ name: "EU", parentId: eu.id });
    const system = await client.systems.create({ name: "a", groupId: eu.id });
    pass(1000);
    await client.groups.delete({ id: eu.id });
    const moved = await client.systems.get({ id: system.id });
    expect(moved.groupId).toBe(top.id);
    expect(moved.updatedAt.getTime()).toBe(system.updatedAt.getTime() + 1000);
    expect(await client.groups.get({ id: sameName.id })).toMatchObject({ name: "databases 2", parentId: top.id });
    expect(await client.groups.get({ id: likeParent.id })).toMatchObject({ name: "EU", parentId: top.id });
    await expect(client.groups.get({ id: eu.id })).rejects.toMatchObject({ code: "GROUP_NOT_FOUND" });
  });

  test("that is deleted while systems are put into it leaves none behind in it", async () => {
    await using catalog = await openCatalog();
    const { client } = catalog;
    for (let round = 0; round < 5; round++) {
      const group = await client.groups.create({ name: `g${round}` });
      const put = [1, 2, 3, 4].map((n) => client.systems.create({ name: `s${round}-${n}`, groupId: group.id }));
      const results = await Promise.allSettled([...put, client.groups.delete({ id: group.id })]);
      const refused = results.filter((result) => result.status === "rejected");
      for (const { reason } of refused) expect(reason).toMatchObject({ code: "GROUP_NOT_FOUND" });
      const { items } = await client.systems.list({});
      expect(items.filter((system) => system.groupId !== null)).toEqual([]);
    }
  });

  test("that is not there is told, as a place too", async () => {
    await using catalog = await openCatalog();
    const { client } = catalog;
    const missing = { code: "GROUP_NOT_FOUND", data: { id: "x" } };
    await expect(client.groups.get({ id: "x" })).rejects.toMatchObject(missing);
    await expect(client.groups.update({ id: "x", name: "y" })).rejects.toMatchObject(missing);
    await expect(client.groups.delete({ id: "x" })).rejects.toMatchObject(missing);
    await expect(client.groups.create({ name: "a", parentId: "x" })).rejects.toMatchObject(missing);
  });
});

test("the list of groups comes in pages, each group once, also those with one name", async () => {
  await using catalog = await openCatalog();
  const { client } = catalog;
  const parents = await chain(client, 3, "p");
  for (const parentId of parents) await client.groups.create({ name: "Databases", parentId });
  const seen: string[] = [];
  let cursor: string | null | undefined;
  do {
    const page = await client.groups.list({ limit: 2, ...(cursor && { cursor }) });
    seen.push(...page.items.map((group) => group.name));
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(seen).toEqual(["Databases", "Databases", "Databases", "p1", "p2", "p3"]);
});
