import { join } from "node:path";
import { expect, setDefaultTimeout, test } from "bun:test";
import { createPluginDatabase } from "@checkstack/test-utils-backend";
import { createRouterClient } from "@orpc/server";
import { createCredentialStrategy } from "./credential-strategy.ts";
import { passwordHasher } from "./password-hasher.ts";
import { createPasswordStore } from "./password-store.ts";

setDefaultTimeout(60_000);

const ada = { subject: "1", email: "Ada@Example.org", name: "Ada", password: "correct horse battery" };

async function createFixture() {
  const database = await createPluginDatabase({ migrations: join(import.meta.dir, "../drizzle") });
  const counts = { hashed: 0, verified: 0 };
  const router = createCredentialStrategy({
    store: createPasswordStore({ database }),
    clock: { now: Date.now, monotonic: () => performance.now() },
    hasher: {
      hash: (password) => {
        counts.hashed++;
        return passwordHasher.hash(password);
      },
      verify: (check) => {
        counts.verified++;
        return passwordHasher.verify(check);
      },
    },
  });
  const strategy = createRouterClient(router, { context: { principal: { type: "service", pluginId: "auth" } } });
  return {
    database,
    counts,
    strategy,
    authenticate: (email: string, password: string) => strategy.authenticate({ fields: { email, password } }),
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}

test("the right password is recognised, however the address is written", async () => {
  await using fixture = await createFixture();
  await fixture.strategy.setPassword(ada);
  expect(await fixture.authenticate(" ADA@example.ORG ", ada.password)).toEqual({
    outcome: "recognised",
    identity: { subject: "1", email: "ada@example.org", name: "Ada" },
  });
});

test("known and unknown accounts get the same answer for the same work", async () => {
  await using fixture = await createFixture();
  await fixture.strategy.setPassword(ada);
  const attempt = async (email: string, password: string) => {
    const before = { ...fixture.counts };
    const answer = await fixture.authenticate(email, password);
    const { hashed, verified } = fixture.counts;
    return { answer, hashed: hashed - before.hashed, verified: verified - before.verified };
  };
  expect(await attempt("nobody@example.org", "wrong")).toMatchObject({ hashed: 1, verified: 1 });
  const refused = { answer: { outcome: "refused" as const }, hashed: 0, verified: 1 };
  expect(await attempt(ada.email, "wrong")).toEqual(refused);
  expect(await attempt("nobody@example.org", "wrong")).toEqual(refused);
  expect(await attempt("no address", "wrong")).toEqual(refused);
  expect(await attempt("nul\0@example.org", "wrong")).toEqual(refused);
  expect(await attempt("", "")).toEqual(refused);
  expect(await attempt(ada.email, ada.password)).toMatchObject({ hashed: 0, verified: 1 });
});

test("the very first attempt costs the same for a known account as for an unknown one", async () => {
  await using fixture = await createFixture();
  await fixture.strategy.setPassword(ada);
  const { hashed } = fixture.counts;
  await fixture.authenticate(ada.email, "wrong");
  expect(fixture.counts).toEqual({ hashed: hashed + 1, verified: 1 });
});

test("fields that are missing are refused", async () => {
  await using fixture = await createFixture();
  expect(await fixture.strategy.authenticate({ fields: {} })).toEqual({ outcome: "refused" });
});

test("a new password replaces the old one", async () => {
  await using fixture = await createFixture();
  await fixture.strategy.setPassword(ada);
  await fixture.strategy.setPassword({ ...ada, password: "a different long phrase" });
  expect(await fixture.authenticate(ada.email, ada.password)).toEqual({ outcome: "refused" });
  expect(await fixture.authenticate(ada.email, "a different long phrase")).toMatchObject({ outcome: "recognised" });
});

test("an address that is given to another subject is no longer the first one's", async () => {
  await using fixture = await createFixture();
  await fixture.strategy.setPassword(ada);
  await fixture.strategy.setPassword({ ...ada, subject: "2", password: "a different long phrase" });
  expect(await fixture.authenticate(ada.email, ada.password)).toEqual({ outcome: "refused" });
  expect(await fixture.authenticate(ada.email, "a different long phrase")).toMatchObject({
    identity: { subject: "2" },
  });
});

test("a removed subject is not recognised", async () => {
  await using fixture = await createFixture();
  await fixture.strategy.setPassword(ada);
  await fixture.strategy.removeSubject({ subject: "1" });
  expect(await fixture.authenticate(ada.email, ada.password)).toEqual({ outcome: "refused" });
  expect(await fixture.database.query("select 1 from passwords")).toEqual([]);
});

test("a weak password is refused with a reason, and nothing is stored", async () => {
  await using fixture = await createFixture();
  await expect(fixture.strategy.setPassword({ ...ada, password: "Password123!" })).rejects.toMatchObject({
    code: "PASSWORD_REFUSED",
    data: { reason: "It is one of the most common passwords." },
  });
  expect(await fixture.database.query("select 1 from passwords")).toEqual([]);
});

test("what is stored is a salted hash", async () => {
  await using fixture = await createFixture();
  await fixture.strategy.setPassword(ada);
  await fixture.strategy.setPassword({ ...ada, subject: "2", email: "bob@example.org" });
  const rows = await fixture.database.query<{ password_hash: string }>("select * from passwords");
  expect(JSON.stringify(rows)).not.toContain(ada.password);
  expect(new Set(rows.map((row) => row.password_hash)).size).toBe(2);
});
