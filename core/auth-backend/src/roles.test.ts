import { expect, setDefaultTimeout, test } from "bun:test";
import { createAuthFixture, rule } from "./testing/auth-fixture.ts";

setDefaultTimeout(60_000);

test("visitors hold the rules of the role anonymous, and people who are signed in hold them too", async () => {
  await using auth = await createAuthFixture();
  const visitor = auth.browser();
  expect(await visitor.person()).toEqual({ type: "anonymous", accessRules: ["catalog.entity.read"] });
  const browser = await auth.administrator();
  await browser.call((api) => api.roles.update({ id: "anonymous", accessRules: [] }));
  expect(await visitor.person()).toEqual({ type: "anonymous", accessRules: [] });
  await browser.call((api) => api.roles.update({ id: "anonymous", accessRules: ["catalog.entity.manage"] }));
  await browser.call((api) => api.roles.update({ id: "users", accessRules: [] }));
  const roleless = { name: "Bob", email: "bob@example.org", password: "bob's own phrase", roles: [] };
  await browser.call((api) => api.users.create(roleless));
  const bob = auth.browser();
  await bob.call((api) => api.signInEmail(roleless));
  expect(await bob.person()).toMatchObject({ accessRules: ["catalog.entity.manage"] });
});

test("a default that an administrator took away stays away, and a plugin that arrives later is seen", async () => {
  await using auth = await createAuthFixture();
  const browser = await auth.administrator();
  await browser.call((api) => api.roles.update({ id: "anonymous", accessRules: [] }));
  const restarted = await auth.anotherProcess();
  await restarted.grantDefaults();
  expect(await restarted.authenticator.authenticate(new Headers())).toMatchObject({ accessRules: [] });
  auth.rules.push(rule("statuspage", "page.read", ["anonymous"]));
  auth.clock.advance(1000);
  expect(await auth.browser().person()).toMatchObject({ accessRules: ["statuspage.page.read"] });
});

test("built-in roles come first, and admin holds everything and cannot be changed", async () => {
  await using auth = await createAuthFixture();
  const browser = await auth.administrator();
  await browser.call((api) => api.roles.create({ name: "Operators" }));
  const roles = await browser.call((api) => api.roles.list());
  expect(roles.map(({ name, builtIn }) => [name, builtIn])).toEqual([
    ["Administrators", true],
    ["Users", true],
    ["Visitors", true],
    ["Operators", false],
  ]);
  const fixed = { code: "ROLE_FIXED", status: 409 };
  await expect(browser.call((api) => api.roles.update({ id: "admin", accessRules: [] }))).rejects.toMatchObject(fixed);
  await expect(browser.call((api) => api.roles.update({ id: "users", name: "Staff" }))).rejects.toMatchObject(fixed);
  await expect(browser.call((api) => api.roles.delete({ id: "anonymous" }))).rejects.toMatchObject(fixed);
  await expect(browser.call((api) => api.roles.delete({ id: "none" }))).rejects.toMatchObject({
    code: "ROLE_NOT_FOUND",
  });
});

test("a role is created, changed and removed, and its members notice at once", async () => {
  await using auth = await createAuthFixture();
  const browser = await auth.administrator();
  const role = await browser.call((api) =>
    api.roles.create({ name: "Operators", accessRules: ["catalog.entity.manage"] }),
  );
  const bob = { name: "Bob", email: "bob@example.org", password: "bob's own phrase", roles: [role.id] };
  await browser.call((api) => api.users.create(bob));
  const bobs = auth.browser();
  await bobs.call((api) => api.signInEmail(bob));
  expect(await bobs.person()).toMatchObject({ accessRules: ["catalog.entity.manage", "catalog.entity.read"] });
  await browser.call((api) => api.roles.update({ id: role.id, name: "Ops", accessRules: [] }));
  expect(await bobs.person()).toMatchObject({ roles: [role.id], accessRules: ["catalog.entity.read"] });
  await browser.call((api) => api.roles.delete({ id: role.id }));
  expect(await bobs.person()).toMatchObject({ roles: [] });
});

test("names are unique, rules exist, and nobody puts into a role what they do not hold", async () => {
  await using auth = await createAuthFixture();
  const browser = await auth.administrator();
  const role = await browser.call((api) => api.roles.create({ name: "Operators" }));
  await expect(browser.call((api) => api.roles.create({ name: "Operators" }))).rejects.toMatchObject({
    code: "NAME_TAKEN",
  });
  const rename = browser.call((api) => api.roles.update({ id: role.id, name: "Users" }));
  await expect(rename).rejects.toMatchObject({ code: "NAME_TAKEN", data: { name: "Users" } });
  for (const unknown of ["catalog.nothing", "*"]) {
    await expect(
      browser.call((api) => api.roles.update({ id: role.id, accessRules: [unknown] })),
    ).rejects.toMatchObject({ code: "RULE_NOT_FOUND", data: { rule: unknown } });
  }
  const bob = { name: "Bob", email: "bob@example.org", password: "bob's own phrase" };
  await browser.call((api) => api.users.create(bob));
  const bobs = auth.browser();
  await bobs.call((api) => api.signInEmail(bob));
  await expect(
    bobs.call((api) => api.roles.create({ name: "Mine", accessRules: ["catalog.entity.manage"] })),
  ).rejects.toMatchObject({ code: "RULE_NOT_HELD", data: { rule: "catalog.entity.manage" } });
});

test("a rule whose plugin is away may stay in a role that is edited", async () => {
  await using auth = await createAuthFixture();
  const browser = await auth.administrator();
  const role = await browser.call((api) =>
    api.roles.create({ name: "Operators", accessRules: ["catalog.entity.manage"] }),
  );
  auth.rules.splice(1, 1);
  const accessRules = ["catalog.entity.manage", "catalog.entity.read"];
  expect(await browser.call((api) => api.roles.update({ id: role.id, accessRules }))).toMatchObject({ accessRules });
});

test("all rules of all plugins are listed", async () => {
  await using auth = await createAuthFixture();
  const browser = await auth.administrator();
  expect(await browser.call((api) => api.accessRules())).toContainEqual({
    id: "catalog.entity.read",
    pluginId: "catalog",
    pluginName: "Catalog",
    description: "entity.read",
  });
});

test("whoever may not see users sees the rules held by oneself, to make keys of", async () => {
  await using auth = await createAuthFixture();
  const browser = await auth.administrator();
  const bob = { name: "Bob", email: "bob@example.org", password: "bob's own phrase", roles: ["users"] };
  await browser.call((api) => api.users.create(bob));
  const bobs = auth.browser();
  await bobs.call((api) => api.signInEmail(bob));
  expect((await bobs.call((api) => api.accessRules())).map(({ id }) => id)).toEqual([
    "catalog.entity.read",
    "auth.api-key.manage",
  ]);
});
