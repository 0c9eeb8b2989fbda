import { expect, test } from "bun:test";
import type { Person } from "@checkstack/common";
import type { PageRoute } from "@checkstack/frontend-api";
import { chooseRoutes } from "./choose-routes.ts";

const user = (accessRules: string[]): Person => ({
  type: "user",
  id: "u",
  name: "U",
  email: "",
  roles: [],
  accessRules,
});
const route = (pluginId: string, path: string, access?: PageRoute["access"]) => ({
  pluginId,
  item: { path, title: path, component: () => null, ...(access && { access }) },
});
const rule = { id: "check.read", description: "" };
const routes = [route("shell", "/"), route("healthcheck", "/", [rule]), route("catalog", "/systems")];

const ownersFor = (accessRules: string[]) =>
  Object.fromEntries(chooseRoutes(routes, user(accessRules)).map(({ pluginId, item }) => [item.path, pluginId]));

test("a plugin's page goes before the shell's own at the same path", () => {
  expect(ownersFor(["healthcheck.check.read"])).toEqual({ "/": "healthcheck", "/systems": "catalog" });
});

test("who may not open the plugin's page gets the shell's", () => {
  expect(ownersFor([])).toEqual({ "/": "shell", "/systems": "catalog" });
});
