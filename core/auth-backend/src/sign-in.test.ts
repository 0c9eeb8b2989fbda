import { expect, setDefaultTimeout, test } from "bun:test";
import { admin, createAuthFixture } from "./testing/auth-fixture.ts";
import { createBrowser } from "./testing/browser.ts";
import { createDirectoryStrategy } from "./testing/password-strategy.ts";

setDefaultTimeout(60_000);

const failure = (
  promise: Promise<unknown>,
): Promise<{ code: string; status: number; message: string; data: unknown }> =>
  promise.then(
    () => {
      throw new Error("should have been refused");
    },
    (error) => ({ code: error.code, status: error.status, message: error.message, data: error.data }),
  );

test("an e-mail address is one account, however it is written", async () => {
  await using auth = await createAuthFixture();
  await auth.administrator();
  const user = await auth
    .browser()
    .call((api) => api.signInEmail({ email: "ADA@Example.org", password: admin.password }));
  expect(user).toMatchObject({ email: admin.email, roles: ["admin", "users"], disabled: false });
  expect(user.lastSignInAt).toBeInstanceOf(Date);
});

test("unknown accounts, wrong passwords and disabled users get one answer, limits included", async () => {
  await using auth = await createAuthFixture();
  const browser = await auth.administrator();
  const bob = await browser.call((api) =>
    api.users.create({ name: "Bob", email: "bob@example.org", password: "bob's own phrase" }),
  );
  await browser.call((api) => api.users.update({ id: bob.id, disabled: true }));
  const answersFor = async (address: string, email: string, password: string) => {
    const stranger = auth.browser({ address });
    const answers = [];
    for (let attempt = 0; attempt < 12; attempt++) {
      answers.push(await failure(stranger.call((api) => api.signInEmail({ email, password }))));
    }
    return [answers, stranger.answer().get("retry-after")];
  };
  const known = await answersFor("203.0.113.1", admin.email, "wrong");
  expect(known).toEqual(await answersFor("203.0.113.2", "nobody@example.org", "wrong"));
  const disabled = await failure(
    auth.browser().call((api) => api.signInEmail({ email: "bob@example.org", password: "bob's own phrase" })),
  );
  expect(known[0]).toContainEqual(disabled);
});

test("the eleventh wrong password within 15 minutes is not even tried, in any process, however the address is written", async () => {
  await using auth = await createAuthFixture();
  await auth.administrator();
  const other = await auth.anotherProcess();
  for (let attempt = 0; attempt < 10; attempt++) {
    const browser = createBrowser(attempt % 2 === 0 ? auth.service : other, { address: `203.0.113.${attempt}` });
    const email = attempt % 3 === 0 ? ` ${admin.email.toUpperCase()}` : admin.email;
    expect(await failure(browser.call((api) => api.signInEmail({ email, password: "wrong" })))).toMatchObject({
      status: 401,
    });
  }
  auth.clock.advance(60_000);
  const browser = createBrowser(other);
  const refused = await failure(browser.call((api) => api.signInEmail(admin)));
  expect(refused).toMatchObject({ code: "TOO_MANY_ATTEMPTS", status: 429, data: { retryAfterSeconds: 840 } });
  expect(browser.answer().get("retry-after")).toBe("840");
  auth.clock.advance(840_000);
  await browser.call((api) => api.signInEmail(admin));
});

test("a hundred attempts at the same moment do not slip through together", async () => {
  await using auth = await createAuthFixture();
  await auth.administrator();
  const attempts = Array.from({ length: 100 }, (_, index) =>
    failure(
      auth
        .browser({ address: `10.0.0.${index}` })
        .call((api) => api.signInEmail({ email: admin.email, password: "wrong" })),
    ),
  );
  const codes = (await Promise.all(attempts)).map(({ code }) => code);
  expect(codes.filter((code) => code === "SIGN_IN_REFUSED")).toHaveLength(10);
});

test("one network may fail fifty times, over whatever accounts, and an IPv6 network is a /64", async () => {
  await using auth = await createAuthFixture();
  await auth.administrator();
  for (let attempt = 0; attempt < 50; attempt++) {
    const browser = auth.browser({ address: `2001:db8:0:1::${attempt}` });
    const email = `nobody${attempt}@example.org`;
    expect(await failure(browser.call((api) => api.signInEmail({ email, password: "wrong" })))).toMatchObject({
      status: 401,
    });
  }
  const sameNetwork = auth.browser({ address: "2001:db8:0:1:ffff::1" });
  expect(await failure(sameNetwork.call((api) => api.signInEmail(admin)))).toMatchObject({ status: 429 });
  await auth.browser({ address: "2001:db8:0:2::1" }).call((api) => api.signInEmail(admin));
});

test("signing in often is no attack", async () => {
  await using auth = await createAuthFixture();
  await auth.administrator();
  for (let time = 0; time < 12; time++) await auth.browser().call((api) => api.signInEmail(admin));
});

test("a guesser cannot change the account's name by adding fields to the form", async () => {
  await using auth = await createAuthFixture();
  await auth.administrator();
  const attempt = (number: number) =>
    failure(
      auth.browser({ address: `10.0.0.${number}` }).call((api) =>
        api.signIn({
          method: "credential",
          fields: { email: admin.email, password: `${number}`, extra: `${number}` },
        }),
      ),
    );
  for (let number = 0; number < 10; number++) expect(await attempt(number)).toMatchObject({ status: 401 });
  expect(await attempt(10)).toMatchObject({ status: 429 });
});

test("attempts that no longer count are removed", async () => {
  await using auth = await createAuthFixture();
  const fail = (email: string) => failure(auth.browser().call((api) => api.signInEmail({ email, password: "wrong" })));
  await fail("one@example.org");
  auth.clock.advance(16 * 60_000);
  await fail("two@example.org");
  expect(await auth.database.query("select 1 from sign_in_attempts")).toHaveLength(2);
});

test("a directory adds who comes for the first time, and knows them by subject when the address changes", async () => {
  const entry = { subject: "uid-7", email: "Grace@Example.org", name: "Grace" };
  const people = { grace: entry };
  await using auth = await createAuthFixture({ strategies: [createDirectoryStrategy(people)] });
  const enter = () =>
    auth.browser().call((api) => api.signIn({ method: "directory", fields: { username: "grace", password: "x" } }));
  const [first, again] = await Promise.all([enter(), enter()]);
  expect(again.id).toBe(first.id);
  expect(first).toMatchObject({ email: "grace@example.org", roles: ["users"] });
  people.grace = { ...entry, email: "hopper@example.org" };
  expect((await enter()).id).toBe(first.id);
});

test("nobody takes over an account by its e-mail address through another provider", async () => {
  const people = { ada: { subject: "uid-1", email: admin.email.toUpperCase(), name: "Not Ada" } };
  await using auth = await createAuthFixture({ strategies: [createDirectoryStrategy(people)] });
  await auth.administrator();
  const thief = auth.browser();
  const answer = await failure(thief.call((api) => api.signIn({ method: "directory", fields: { username: "ada" } })));
  expect(answer).toMatchObject({ code: "SIGN_IN_REFUSED", status: 401 });
  expect(await thief.person()).toMatchObject({ type: "anonymous" });
});

test("a password that was never linked with a user opens nothing", async () => {
  await using auth = await createAuthFixture();
  await auth.administrator();
  await auth.passwords.client.setPassword({
    subject: "stray",
    email: "x@example.org",
    name: "X",
    password: "long enough",
  });
  const answer = await failure(
    auth.browser().call((api) => api.signInEmail({ email: "x@example.org", password: "long enough" })),
  );
  expect(answer).toMatchObject({ code: "SIGN_IN_REFUSED" });
});

test("a method that no plugin offers is not found", async () => {
  await using auth = await createAuthFixture();
  const answer = await failure(auth.browser().call((api) => api.signIn({ method: "none", fields: {} })));
  expect(answer).toMatchObject({ code: "METHOD_NOT_FOUND", status: 404, data: { method: "none" } });
});
