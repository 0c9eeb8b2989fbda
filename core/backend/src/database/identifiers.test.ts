import { expect, test } from "bun:test";
import { assertPluginSchemaName, quoteIdentifier, quoteLiteral, roleNameOf } from "./identifiers.ts";

test("a login's name fits PostgreSQL and differs by database and by schema", () => {
  const long = "plugin_" + "a".repeat(40) + "-backend";
  expect(roleNameOf("db", "plugin_catalog-backend")).toMatch(/^checkstack_[0-9a-f]{8}_plugin_catalog-backend$/);
  expect(roleNameOf("db1", "plugin_a")).not.toBe(roleNameOf("db2", "plugin_a"));
  expect(roleNameOf("db", long)).toHaveLength(63);
  expect(roleNameOf("db", `${long}1`)).not.toBe(roleNameOf("db", `${long}2`));
});

test("a schema name that PostgreSQL would cut, or that is not a plugin's, is refused", () => {
  assertPluginSchemaName("plugin_catalog-backend");
  assertPluginSchemaName("a".repeat(63));
  expect(() => assertPluginSchemaName("a".repeat(64))).toThrow("longer than 63 bytes");
  for (const name of ["public", "pg_catalog", "information_schema", 'a"; drop schema public; --', "Ä", "A", "", "1a"])
    expect(() => assertPluginSchemaName(name)).toThrow("cannot be a plugin's schema");
});

test("quotes inside names and texts are doubled", () => {
  expect(quoteIdentifier('a"b')).toBe('"a""b"');
  expect(quoteLiteral("it's")).toBe("'it''s'");
});
