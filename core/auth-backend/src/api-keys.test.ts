import { expect, setDefaultTimeout, test } from "bun:test";
import { createAuthFixture } from "./testing/auth-fixture.ts";
import { createBrowser } from "./testing/browser.ts";

setDefaultTimeout(60_000);

test("a key is shown once and holds its own rules alone", async () => {
  await using auth = await createAuthFixture();
  const browser = await auth.administrator();
  const { apiKey, key } = await browser.call((api) =>
    api.apiKeys.create({ name: "deploy", accessRules: ["catalog.entity.manage"] }),
  );
  expect(key).toMatch(/^ck_[\w-]{43}$/);
  expect(apiKey).toMatchObject({ name: "deploy", start: `${key.slice(0, 7)}…`, expiresAt: null, lastUsedAt: null });
  expect(await auth.browser({ key }).person()).toEqual({
    type: "api-key",
    id: apiKey.id,
    name: "deploy",
    ownerId: apiKey.ownerId,
    accessRules: ["catalog.entity.manage"],
  });
});

test("a key loses what its owner loses", async () => {
  await using auth = await createAuthFixture();
  const browser = await auth.administrator();
  const bob = { name: "Bob", email: "bob@example.org", password: "bob's own phrase", roles: ["admin"] };
  const { id } = await browser.call((api) => api.users.create(bob));
  const bobs = auth.browser();
  await bobs.call((api) => api.signInEmail(bob));
  const { key } = await bobs.call((api) =>
    api.apiKeys.create({ name: "k", accessRules: ["catalog.entity.manage", "catalog.entity.read"] }),
  );
  const script = auth.browser({ key });
  expect(await script.person()).toMatchObject({ accessRules: ["catalog.entity.manage", "catalog.entity.read"] });
  await browser.call((api) => api.users.update({ id, roles: ["users"] }));
  expect(await script.person()).toMatchObject({ accessRules: ["catalog.entity.read"] });
});

test("nobody gives a key more than they hold", async () => {
  await using auth = await createAuthFixture();
  const browser = await auth.administrator();
  const bob = { name: "Bob", email: "bob@example.org", password: "bob's own phrase" };
  await browser.call((api) => api.users.create(bob));
  const bobs = auth.browser();
  await bobs.call((api) => api.signInEmail(bob));
  for (const rule of ["catalog.entity.manage", "*"]) {
    await expect(bobs.call((api) => api.apiKeys.create({ name: "k", accessRules: [rule] }))).rejects.toMatchObject({
      code: "RULE_NOT_HELD",
      data: { rule },
    });
  }
});

test("a revoked key opens nothing in the same moment, and only its owner can revoke it", async () => {
  await using auth = await createAuthFixture();
  const browser = await auth.administrator();
  const bob = { name: "Bob", email: "bob@example.org", password: "bob's own phrase", roles: ["admin"] };
  await browser.call((api) => api.users.create(bob));
  const bobs = auth.browser();
  await bobs.call((api) => api.signInEmail(bob));
  const { apiKey, key } = await bobs.call((api) =>
    api.apiKeys.create({ name: "k", accessRules: ["catalog.entity.read"] }),
  );
  const script = auth.browser({ key });
  await expect(browser.call((api) => api.apiKeys.revoke({ id: apiKey.id }))).rejects.toMatchObject({
    code: "API_KEY_NOT_FOUND",
  });
  expect(await browser.call((api) => api.apiKeys.list())).toEqual([]);
  expect(await script.person()).toMatchObject({ type: "api-key" });
  await bobs.call((api) => api.apiKeys.revoke({ id: apiKey.id }));
  expect(await script.person()).toMatchObject({ type: "anonymous" });
});

test("a key ends at its time, even when it was just remembered", async () => {
  await using auth = await createAuthFixture();
  const browser = await auth.administrator();
  const expiresAt = new Date(auth.clock.now() + 500);
  const { key } = await browser.call((api) =>
    api.apiKeys.create({ name: "k", accessRules: ["catalog.entity.read"], expiresAt }),
  );
  const script = auth.browser({ key });
  expect(await script.person()).toMatchObject({ type: "api-key" });
  auth.clock.advance(500);
  expect(await script.person()).toMatchObject({ type: "anonymous" });
});

test("a wrong key is nobody's, whatever cookie comes with it", async () => {
  await using auth = await createAuthFixture();
  const { cookies } = await auth.administrator();
  for (const key of [`ck_${"A".repeat(43)}`, "ck_short", "something else", ""]) {
    expect(await createBrowser(auth.service, { key, cookies }).person()).toMatchObject({ type: "anonymous" });
  }
});

test("a proxy's own Authorization header does not hide the cookie", async () => {
  await using auth = await createAuthFixture();
  const headers = (await auth.administrator()).headers();
  headers.set("authorization", "Basic cHJveHk6c2VjcmV0");
  expect(await auth.service.authenticator.authenticate(headers)).toMatchObject({ type: "user" });
});

test("the use of a key is noted once a minute at most", async () => {
  await using auth = await createAuthFixture();
  const browser = await auth.administrator();
  const { key } = await browser.call((api) => api.apiKeys.create({ name: "k", accessRules: ["catalog.entity.read"] }));
  const script = auth.browser({ key });
  const lastUsedAt = async () => (await browser.call((api) => api.apiKeys.list()))[0]?.lastUsedAt?.getTime();
  await script.person();
  const first = auth.clock.now();
  expect(await lastUsedAt()).toBe(first);
  auth.clock.advance(59_000);
  await script.person();
  expect(await lastUsedAt()).toBe(first);
  auth.clock.advance(1000);
  await script.person();
  expect(await lastUsedAt()).toBe(first + 60_000);
});

test("a key cannot reach its owner's account: keys, sessions and password need a session", async () => {
  await using auth = await createAuthFixture();
  const browser = await auth.administrator();
  const { key } = await browser.call((api) => api.apiKeys.create({ name: "k", accessRules: ["*"] }));
  const script = auth.browser({ key });
  const refused = { code: "SESSION_REQUIRED", status: 403 };
  await expect(script.call((api) => api.apiKeys.list())).rejects.toMatchObject(refused);
  await expect(script.call((api) => api.apiKeys.create({ name: "k2", accessRules: ["*"] }))).rejects.toMatchObject(
    refused,
  );
  await expect(script.call((api) => api.sessions.list())).rejects.toMatchObject(refused);
  await expect(
    script.call((api) => api.changePassword({ currentPassword: "x", newPassword: "another long phrase" })),
  ).rejects.toMatchObject(refused);
});
