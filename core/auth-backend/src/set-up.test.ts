import { expect, setDefaultTimeout, test } from "bun:test";
import { createAdminFromEnvironment } from "./admin-from-environment.ts";
import { admin, createAuthFixture } from "./testing/auth-fixture.ts";
import { createDirectoryStrategy } from "./testing/password-strategy.ts";

setDefaultTimeout(60_000);

const quiet = () => {};
const logger = { debug: quiet, info: quiet, warn: quiet, error: quiet };

test("of ten who set up at the same moment one becomes administrator", async () => {
  await using auth = await createAuthFixture();
  const other = await auth.anotherProcess();
  const attempts = Array.from({ length: 10 }, (_, index) => {
    const browser = auth.browser();
    return index % 2 === 0
      ? browser.call((api) => api.setUp({ ...admin, email: `admin${index}@example.org` }))
      : other.setUp.createAdmin(
          { ...admin, email: `admin${index}@example.org` },
          {
            ALREADY_SET_UP: () => Object.assign(new Error("already"), { code: "ALREADY_SET_UP" }),
            EMAIL_TAKEN: () => new Error("taken"),
            METHOD_NOT_FOUND: () => new Error("no method"),
          },
        );
  });
  const results = await Promise.allSettled(attempts);
  const refusals = results.filter((result) => result.status === "rejected").map(({ reason }) => reason.code);
  expect(refusals).toEqual(Array(9).fill("ALREADY_SET_UP"));
  expect(await auth.database.query("select 1 from users")).toHaveLength(1);
  expect(auth.passwords.subjects()).toHaveLength(1);
});

test("setting up signs the administrator in and is told to the next visitor", async () => {
  await using auth = await createAuthFixture();
  const visitor = auth.browser();
  expect(await visitor.call((api) => api.session())).toMatchObject({
    setUp: false,
    person: { type: "anonymous" },
    methods: [{ id: "credential" }],
  });
  const browser = await auth.administrator();
  expect(await browser.person()).toMatchObject({
    type: "user",
    name: "Ada",
    accessRules: ["*", "auth.api-key.manage", "catalog.entity.read"],
  });
  expect(await visitor.call((api) => api.session())).toMatchObject({ setUp: true, person: { type: "anonymous" } });
  await expect(visitor.call((api) => api.setUp(admin))).rejects.toMatchObject({ code: "ALREADY_SET_UP", status: 409 });
});

test("a refused password leaves nothing behind, and set-up can be tried again", async () => {
  await using auth = await createAuthFixture();
  const browser = auth.browser();
  await expect(browser.call((api) => api.setUp({ ...admin, password: "weak weak weak" }))).rejects.toMatchObject({
    code: "PASSWORD_REFUSED",
    status: 400,
  });
  expect(await auth.service.setUp.isDone()).toBe(false);
  await auth.administrator();
});

test("set-up does not take over the account of somebody who signed in before", async () => {
  const people = { ada: { subject: "1", email: admin.email, name: "Ada" } };
  await using auth = await createAuthFixture({ strategies: [createDirectoryStrategy(people)] });
  await auth.browser().call((api) => api.signIn({ method: "directory", fields: { username: "ada" } }));
  await expect(auth.browser().call((api) => api.setUp(admin))).rejects.toMatchObject({ code: "EMAIL_TAKEN" });
});

test("two variables of the environment make the first administrator, once, in however many processes", async () => {
  await using auth = await createAuthFixture();
  const env = { CHECKSTACK_ADMIN_EMAIL: "Root@Example.org", CHECKSTACK_ADMIN_PASSWORD: admin.password };
  const other = await auth.anotherProcess();
  await Promise.all(
    [auth.service, other, auth.service].map(({ setUp }) => createAdminFromEnvironment({ env, setUp, logger })),
  );
  const user = await auth
    .browser()
    .call((api) => api.signInEmail({ email: "root@example.org", password: admin.password }));
  expect(user.roles).toEqual(["admin", "users"]);
  await createAdminFromEnvironment({
    env: { CHECKSTACK_ADMIN_EMAIL: "not read any more" },
    setUp: other.setUp,
    logger,
  });
});

test.each([
  [
    { CHECKSTACK_ADMIN_EMAIL: "ada", CHECKSTACK_ADMIN_PASSWORD: admin.password },
    "CHECKSTACK_ADMIN_EMAIL must be an e-mail address",
  ],
  [
    { CHECKSTACK_ADMIN_EMAIL: admin.email, CHECKSTACK_ADMIN_PASSWORD: "short" },
    "CHECKSTACK_ADMIN_PASSWORD must have at least 10 characters",
  ],
  [{ CHECKSTACK_ADMIN_EMAIL: admin.email }, "CHECKSTACK_ADMIN_PASSWORD is not set; set both or neither"],
  [{ CHECKSTACK_ADMIN_EMAIL: admin.email, CHECKSTACK_ADMIN_PASSWORD: "weak weak weak" }, "it is weak"],
])("wrong variables stop the start and say why: %j", async (env, reason) => {
  await using auth = await createAuthFixture();
  await expect(createAdminFromEnvironment({ env, setUp: auth.service.setUp, logger })).rejects.toThrow(reason);
});

test("without the variables nothing happens", async () => {
  await using auth = await createAuthFixture();
  await createAdminFromEnvironment({ env: {}, setUp: auth.service.setUp, logger });
  expect(await auth.service.setUp.isDone()).toBe(false);
});
