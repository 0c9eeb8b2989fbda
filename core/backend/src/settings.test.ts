import { expect, test } from "bun:test";
import { readSettings } from "./settings.ts";

const messageOf = (env: NodeJS.ProcessEnv, argv: string[] = []): string => {
  try {
    readSettings(env, argv);
    return "accepted";
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
};

test("an empty environment is enough", () => {
  expect(readSettings({}, [])).toMatchObject({
    port: 3000,
    plugins: [],
    devPlugins: [],
    isolation: "enforced",
    pages: true,
    dev: false,
  });
});

test("an empty variable means the same as none", () => {
  expect(readSettings({ PORT: "", DATABASE_URL: "" }, [])).toMatchObject({ port: 3000 });
});

test.each([
  [{ PORT: "web" }, 'PORT: "web" is not right'],
  [{ PORT: "70000" }, 'PORT: "70000" is not right'],
  [{ CHECKSTACK_PAGES: "no" }, 'CHECKSTACK_PAGES: "no" is not right'],
  [{ CHECKSTACK_URL: "status.example.org" }, "must be a web address"],
  [{ CHECKSTACK_LOG: "loud" }, 'CHECKSTACK_LOG: "loud" is not right'],
  [{ DATABASE_URL: "mysql://root:hunter2@db" }, "must look like postgres://"],
  [{ CHECKSTACK_SECRET: "short" }, "at least 32 characters"],
  [{ CHECKSTACK_ADMIN_EMAIL: "a@example.org" }, "together, or neither"],
])("%j is refused by name", (env, expected) => {
  expect(messageOf(env)).toContain("SettingsError: ");
  expect(messageOf(env)).toContain(expected);
});

test("a refused secret is not repeated", () => {
  expect(messageOf({ DATABASE_URL: "mysql://root:hunter2@db" })).not.toContain("hunter2");
});

test("--plugins goes before CHECKSTACK_PLUGINS", () => {
  const env = { CHECKSTACK_PLUGINS: "catalog-backend" };
  expect(readSettings(env, []).plugins).toEqual(["catalog-backend"]);
  expect(readSettings(env, ["--plugins=auth-*, !auth-ldap-backend"]).plugins).toEqual(["auth-*", "!auth-ldap-backend"]);
});

test("an unknown argument is refused", () => {
  expect(messageOf({}, ["--plugin=x"])).toContain('Unknown argument "--plugin=x"');
});
