import { expect, test } from "bun:test";
import { createPluginRegistry, type NavItem } from "@checkstack/frontend-api";
import { activeEntry, navGroups } from "./nav.ts";

const icon = () => null;
const rule = { id: "user.read", description: "" };
const navItems: NavItem[] = [
  { title: "Users", path: "/users", icon, section: "manage", access: [rule] },
  { title: "Systems", path: "/systems", icon, section: "monitor", order: 20 },
  { title: "Overview", path: "/", icon, section: "monitor", order: 0 },
  { title: "Groups", path: "/systems/groups", icon, section: "monitor" },
];

const groupsFor = (accessRules: string[]) => {
  const registry = createPluginRegistry();
  registry.register({ metadata: { pluginId: "auth", displayName: "" }, navItems });
  const person = { type: "user", id: "u", name: "U", email: "", roles: [], accessRules } as const;
  return navGroups(registry.snapshot(), person);
};

test("entries stand in their sections in order, and only where they may be opened", () => {
  const titles = (rules: string[]) =>
    groupsFor(rules).map(({ section, entries }) => [section, entries.map(({ title }) => title)]);
  expect(titles([])).toEqual([["monitor", ["Overview", "Systems", "Groups"]]]);
  expect(titles(["auth.user.read"])).toContainEqual(["manage", ["Users"]]);
});

test("the shell's entry gives way to a plugin's for the same page", () => {
  const registry = createPluginRegistry();
  const entry = { title: "Overview", path: "/", icon, section: "monitor" } as const;
  for (const pluginId of ["shell", "healthcheck"]) {
    registry.register({ metadata: { pluginId, displayName: "" }, navItems: [entry] });
  }
  const person = { type: "user", id: "u", name: "U", email: "", roles: [], accessRules: [] } as const;
  const owners = navGroups(registry.snapshot(), person).flatMap(({ entries }) =>
    entries.map(({ pluginId }) => pluginId),
  );
  expect(owners).toEqual(["healthcheck"]);
});

test("the longest path that begins the address is the active one", () => {
  const groups = groupsFor([]);
  expect(activeEntry(groups, "/systems/1")?.title).toBe("Systems");
  expect(activeEntry(groups, "/systems/groups/2")?.title).toBe("Groups");
  expect(activeEntry(groups, "/")?.title).toBe("Overview");
  expect(activeEntry(groups, "/systemsx")).toBeUndefined();
});
