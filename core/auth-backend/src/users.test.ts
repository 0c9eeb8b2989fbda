import { expect, setDefaultTimeout, test } from "bun:test";
import { admin, createAuthFixture, type AuthFixture } from "./testing/auth-fixture.ts";
import type { Browser } from "./testing/browser.ts";

setDefaultTimeout(60_000);

const bob = { name: "Bob", email: "Bob@Example.org", password: "bob's own phrase" };

/** Bob, made by the administrator and signed in. */
async function createBob(auth: AuthFixture, by: Browser, roles: string[] = ["users"]) {
  const user = await by.call((api) => api.users.create({ ...bob, roles }));
  const browser = auth.browser();
  await browser.call((api) => api.signInEmail(bob));
  return { user, browser };
}

test("a disabled user is out in the same moment, and stays out when enabled again", async () => {
  await using auth = await createAuthFixture();
  const browser = await auth.administrator();
  const { user, browser: bobs } = await createBob(auth, browser);
  const { key } = await bobs.call((api) =>
    api.apiKeys.create({ name: "script", accessRules: ["catalog.entity.read"] }),
  );
  const script = auth.browser({ key });
  expect(await script.person()).toMatchObject({ type: "api-key" });
  await browser.call((api) => api.users.update({ id: user.id, disabled: true }));
  expect(await bobs.person()).toMatchObject({ type: "anonymous" });
  expect(await script.person()).toMatchObject({ type: "anonymous" });
  await browser.call((api) => api.users.update({ id: user.id, disabled: false }));
  expect(await bobs.person()).toMatchObject({ type: "anonymous" });
  expect(await script.person()).toMatchObject({ type: "api-key" });
});

test("a deleted user is out in the same moment, with keys and password, and other plugins are told", async () => {
  await using auth = await createAuthFixture();
  const browser = await auth.administrator();
  const { user, browser: bobs } = await createBob(auth, browser);
  const { key } = await bobs.call((api) =>
    api.apiKeys.create({ name: "script", accessRules: ["catalog.entity.read"] }),
  );
  await browser.call((api) => api.users.delete({ id: user.id }));
  expect(await bobs.person()).toMatchObject({ type: "anonymous" });
  expect(await auth.browser({ key }).person()).toMatchObject({ type: "anonymous" });
  expect(auth.passwords.subjects()).not.toContain(user.id);
  expect(auth.deletedUsers).toEqual([{ userId: user.id }]);
  await expect(browser.call((api) => api.users.delete({ id: user.id }))).rejects.toMatchObject({
    code: "USER_NOT_FOUND",
  });
});

test("a password that an administrator sets ends the user's sessions", async () => {
  await using auth = await createAuthFixture();
  const browser = await auth.administrator();
  const { user, browser: bobs } = await createBob(auth, browser);
  await browser.call((api) => api.users.update({ id: user.id, password: "a different long phrase" }));
  expect(await bobs.person()).toMatchObject({ type: "anonymous" });
  expect(await browser.person()).toMatchObject({ type: "user" });
  await bobs.call((api) => api.signInEmail({ email: bob.email, password: "a different long phrase" }));
});

test("a change of roles counts at once", async () => {
  await using auth = await createAuthFixture();
  const browser = await auth.administrator();
  const { user, browser: bobs } = await createBob(auth, browser);
  expect(await bobs.person()).toMatchObject({ roles: ["users"] });
  await browser.call((api) => api.users.update({ id: user.id, roles: ["admin"] }));
  expect(await bobs.person()).toMatchObject({ roles: ["admin"], accessRules: ["*", "catalog.entity.read"] });
});

test("there is always an administrator: neither disabling, demoting nor deleting removes the last", async () => {
  await using auth = await createAuthFixture();
  const browser = await auth.administrator();
  const [me] = (await browser.call((api) => api.users.list({ limit: 10 }))).items;
  const id = me?.id ?? "";
  for (const change of [{ disabled: true }, { roles: ["users"] }]) {
    await expect(browser.call((api) => api.users.update({ id, ...change }))).rejects.toMatchObject({
      code: "LAST_ADMIN",
    });
  }
  await expect(browser.call((api) => api.users.delete({ id }))).rejects.toMatchObject({
    code: "LAST_ADMIN",
    status: 409,
  });
  expect(await browser.person()).toMatchObject({ roles: ["admin", "users"] });
  expect(auth.deletedUsers).toEqual([]);
});

test("two administrators who demote each other at the same moment do not both succeed", async () => {
  await using auth = await createAuthFixture();
  const browser = await auth.administrator();
  const { user, browser: bobs } = await createBob(auth, browser, ["admin"]);
  const [ada] = (await browser.call((api) => api.users.list({ limit: 1 }))).items;
  const both = await auth.database.transaction(async (tx) => {
    // Neither can write before both are under way.
    await tx.query("select 1 from users for update");
    const changes = Promise.allSettled([
      browser.call((api) => api.users.update({ id: user.id, roles: ["users"] })),
      bobs.call((api) => api.users.update({ id: ada?.id ?? "", roles: ["users"] })),
    ]);
    const waiting = () => tx.query("select 1 from pg_locks where not granted");
    while ((await waiting()).length < 2);
    return { changes };
  });
  expect((await both.changes).map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
});

test("a session that outlives its user's permission opens nothing", async () => {
  await using auth = await createAuthFixture();
  const browser = await auth.administrator();
  const { user, browser: bobs } = await createBob(auth, browser);
  // As when a sign-in was on its way while the user was disabled.
  await auth.database.query("update users set disabled = true where id = $1", [user.id]);
  expect(await bobs.person()).toMatchObject({ type: "anonymous" });
});

test("who manages users gains nothing by it: neither roles nor accounts of those who may do more", async () => {
  await using auth = await createAuthFixture();
  const browser = await auth.administrator();
  const role = await browser.call((api) => api.roles.create({ name: "Helpdesk", accessRules: ["auth.user.manage"] }));
  const { user, browser: bobs } = await createBob(auth, browser, ["users", role.id]);
  const [ada] = (await browser.call((api) => api.users.list({ limit: 1 }))).items;
  const adaId = ada?.id ?? "";
  const refused = { code: "RULE_NOT_HELD", status: 403, data: { rule: "*" } };
  for (const change of [
    { id: user.id, roles: ["admin"] },
    { id: adaId, password: "a different long phrase" },
    { id: adaId, disabled: true },
  ]) {
    await expect(bobs.call((api) => api.users.update(change))).rejects.toMatchObject(refused);
  }
  await expect(bobs.call((api) => api.users.delete({ id: adaId }))).rejects.toMatchObject(refused);
  const eve = { name: "Eve", email: "eve@example.org", password: "eve's own phrase" };
  await expect(bobs.call((api) => api.users.create({ ...eve, roles: ["admin"] }))).rejects.toMatchObject(refused);
  await bobs.call((api) => api.users.create(eve));
});

test("an e-mail address belongs to one user, and roles that are none are named", async () => {
  await using auth = await createAuthFixture();
  const browser = await auth.administrator();
  const create = (user: { email: string; roles?: string[] }) =>
    browser.call((api) => api.users.create({ name: "X", password: "x's own phrase", ...user }));
  await expect(create({ email: admin.email.toUpperCase() })).rejects.toMatchObject({
    code: "EMAIL_TAKEN",
    data: { email: admin.email },
  });
  for (const id of ["nothing", "anonymous"]) {
    await expect(create({ email: "x@example.org", roles: [id] })).rejects.toMatchObject({
      code: "ROLE_NOT_FOUND",
      data: { id },
    });
  }
  await expect(create({ email: "x@example.org", roles: [] })).resolves.toMatchObject({ roles: [] });
});

test("users come in pages, and a search takes its text as it is", async () => {
  await using auth = await createAuthFixture();
  const browser = await auth.administrator();
  for (const name of ["Bob", "Carl", "100%"]) {
    await browser.call((api) =>
      api.users.create({ name, email: `${name.replace("%", "")}@example.org`, password: "some long phrase" }),
    );
  }
  const list = (input: { limit: number; cursor?: string; search?: string }) =>
    browser.call((api) => api.users.list(input));
  const first = await list({ limit: 3 });
  expect(first.items.map(({ name }) => name)).toEqual(["100%", "Ada", "Bob"]);
  const second = await list({ limit: 3, cursor: first.nextCursor ?? "" });
  expect(second).toMatchObject({ items: [{ name: "Carl" }], nextCursor: null });
  expect((await list({ limit: 10, search: "%" })).items.map(({ name }) => name)).toEqual(["100%"]);
  expect((await list({ limit: 10, search: "bOb@" })).items.map(({ name }) => name)).toEqual(["Bob"]);
});

test("no answer carries a token, a hash or a password", async () => {
  await using auth = await createAuthFixture();
  const browser = await auth.administrator();
  const { browser: bobs } = await createBob(auth, browser);
  const { apiKey, key } = await bobs.call((api) =>
    api.apiKeys.create({ name: "k", accessRules: ["catalog.entity.read"] }),
  );
  const answers = await bobs.call((api) =>
    Promise.all([
      api.session(),
      api.sessions.list(),
      api.users.list({ limit: 10 }),
      api.roles.list(),
      api.apiKeys.list(),
    ]),
  );
  const text = JSON.stringify([answers, apiKey, await auth.browser({ key }).person(), await bobs.person()]);
  const stored = await auth.database.query<{ secret: string }>(
    "select token as secret from sessions union all select key_hash from api_keys union all select sealed from cookie_secrets",
  );
  expect(stored.length).toBe(4);
  for (const { secret } of stored) expect(text).not.toContain(secret);
  for (const secret of [key, bob.password, ...bobs.cookies.values()]) expect(text).not.toContain(secret);
  const tables = await auth.database.query<{ row: string }>("select k::text as row from api_keys k");
  expect(JSON.stringify(tables)).not.toContain(key);
});
