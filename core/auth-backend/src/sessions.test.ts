import { expect, setDefaultTimeout, test } from "bun:test";
import { SESSION_LIFE_S } from "./browser-sessions.ts";
import { admin, createAuthFixture } from "./testing/auth-fixture.ts";
import { createBrowser } from "./testing/browser.ts";

setDefaultTimeout(60_000);

const DAY_MS = 24 * 60 * 60 * 1000;
const credentials = { email: admin.email, password: admin.password };

test("the cookie of a session is HttpOnly, SameSite=Lax and lives 30 days", async () => {
  await using auth = await createAuthFixture();
  const browser = await auth.administrator();
  const [cookie] = browser.answer().getSetCookie();
  expect(cookie).toStartWith("checkstack.session_token=");
  expect(cookie?.split("; ").slice(1).toSorted()).toEqual([
    "HttpOnly",
    `Max-Age=${SESSION_LIFE_S}`,
    "Path=/",
    "SameSite=Lax",
  ]);
});

test("behind https the cookie is Secure and bound to https by its name", async () => {
  await using auth = await createAuthFixture({ url: "https://status.example.org" });
  const browser = await auth.administrator();
  const [cookie] = browser.answer().getSetCookie();
  expect(cookie).toStartWith("__Secure-checkstack.session_token=");
  expect(cookie).toContain("; Secure");
  expect(await browser.person()).toMatchObject({ type: "user", email: admin.email });
});

test("a cookie that was changed by one character is nobody's", async () => {
  await using auth = await createAuthFixture();
  const browser = await auth.administrator();
  const [[name, value] = ["", ""]] = browser.cookies;
  for (const position of [0, value.length - 10]) {
    const changed = value.slice(0, position) + (value[position] === "A" ? "B" : "A") + value.slice(position + 1);
    const thief = createBrowser(auth.service, { cookies: new Map([[name, changed]]) });
    expect(await thief.person()).toMatchObject({ type: "anonymous" });
  }
});

test("each sign-in gives a new session, and the one that the browser brought is dead", async () => {
  await using auth = await createAuthFixture();
  const browser = await auth.administrator();
  const before = new Map(browser.cookies);
  await browser.call((api) => api.signInEmail(credentials));
  expect(browser.cookies).not.toEqual(before);
  expect(await browser.person()).toMatchObject({ type: "user" });
  expect(await createBrowser(auth.service, { cookies: before }).person()).toMatchObject({ type: "anonymous" });
  expect(await auth.database.query("select 1 from sessions")).toHaveLength(1);
});

test("after sign-out the cookie opens nothing, in the same moment", async () => {
  await using auth = await createAuthFixture();
  const browser = await auth.administrator();
  const stolen = createBrowser(auth.service, { cookies: new Map(browser.cookies) });
  expect(await stolen.person()).toMatchObject({ type: "user" });
  await browser.call((api) => api.signOut());
  expect(browser.cookies.size).toBe(0);
  expect(await stolen.person()).toMatchObject({ type: "anonymous" });
});

test("another process believes an ended session for one second at most", async () => {
  await using auth = await createAuthFixture();
  const browser = await auth.administrator();
  const other = await auth.anotherProcess();
  const elsewhere = createBrowser(other, { cookies: new Map(browser.cookies) });
  expect(await elsewhere.person()).toMatchObject({ type: "user" });
  await browser.call((api) => api.signOut());
  auth.clock.advance(1000);
  expect(await elsewhere.person()).toMatchObject({ type: "anonymous" });
});

test("an expired session is nobody's, even when it was just remembered", async () => {
  await using auth = await createAuthFixture();
  const browser = await auth.administrator();
  await auth.database.query("update sessions set expires_at = $1", [new Date(auth.clock.now() + 500)]);
  expect(await browser.person()).toMatchObject({ type: "user" });
  auth.clock.advance(500);
  expect(await browser.person()).toMatchObject({ type: "anonymous" });
});

test("a session in use is lengthened once a day, with its cookie", async () => {
  await using auth = await createAuthFixture();
  const browser = await auth.administrator();
  await browser.call((api) => api.session());
  expect(browser.answer().getSetCookie()).toEqual([]);
  const almostOver = new Date(auth.clock.now() + 2 * DAY_MS);
  await auth.database.query("update sessions set expires_at = $1", [almostOver]);
  auth.clock.advance(1000);
  await browser.call((api) => api.session());
  expect(browser.answer().getSetCookie()[0]).toContain(`Max-Age=${SESSION_LIFE_S}`);
  const [row] = await auth.database.query<{ expires_at: Date }>("select expires_at from sessions");
  expect(Number(row?.expires_at)).toBeGreaterThan(auth.clock.now() + 29 * DAY_MS);
  await browser.call((api) => api.session());
  expect(browser.answer().getSetCookie()).toEqual([]);
});

test("a new password ends the user's other sessions and keeps this one", async () => {
  await using auth = await createAuthFixture();
  const browser = await auth.administrator();
  const phone = auth.browser();
  await phone.call((api) => api.signInEmail(credentials));
  const newPassword = "a different long phrase";
  await browser.call((api) => api.changePassword({ currentPassword: admin.password, newPassword }));
  expect(await phone.person()).toMatchObject({ type: "anonymous" });
  expect(await browser.person()).toMatchObject({ type: "user" });
  await expect(phone.call((api) => api.signInEmail(credentials))).rejects.toMatchObject({ code: "SIGN_IN_REFUSED" });
  await phone.call((api) => api.signInEmail({ email: admin.email, password: newPassword }));
});

test("a password is changed only by who knows the current one", async () => {
  await using auth = await createAuthFixture();
  const browser = await auth.administrator();
  const change = (currentPassword: string, newPassword: string) =>
    browser.call((api) => api.changePassword({ currentPassword, newPassword }));
  await expect(change("wrong", "a different long phrase")).rejects.toMatchObject({
    code: "SIGN_IN_REFUSED",
    status: 401,
  });
  await expect(change(admin.password, "weak weak weak")).rejects.toMatchObject({
    code: "PASSWORD_REFUSED",
    data: { reason: "it is weak" },
  });
  await auth.browser().call((api) => api.signInEmail(credentials));
});

test("one sees and ends one's own sessions, and nobody else's", async () => {
  await using auth = await createAuthFixture();
  const browser = await auth.administrator();
  await browser.call((api) =>
    api.users.create({ name: "Bob", email: "bob@example.org", password: "bob's own phrase" }),
  );
  const bob = auth.browser({ address: "203.0.113.9" });
  await bob.call((api) => api.signInEmail({ email: "bob@example.org", password: "bob's own phrase" }));
  const [bobs, ...more] = await bob.call((api) => api.sessions.list());
  expect(more).toEqual([]);
  expect(bobs).toMatchObject({ current: true, address: "203.0.113.9", userAgent: "Test browser" });
  const id = bobs?.id ?? "";
  await expect(browser.call((api) => api.sessions.revoke({ id }))).rejects.toMatchObject({ code: "SESSION_NOT_FOUND" });
  expect(await bob.person()).toMatchObject({ type: "user" });
  await bob.call((api) => api.sessions.revoke({ id }));
  expect(await bob.person()).toMatchObject({ type: "anonymous" });
});
