import { expect, test } from "bun:test";
import { ruleGroups, strayRules } from "./rule-groups.ts";

const read = { id: "catalog.entity.read", pluginId: "catalog", description: "Read systems" };
const manage = { id: "catalog.entity.manage", pluginId: "catalog", description: "Change systems" };
const users = { id: "auth.user.read", pluginId: "auth", pluginName: "Accounts", description: "See users" };

test("rules stand under their plugin's name, and under its id when it has none", () => {
  expect(ruleGroups([read, users, manage])).toEqual([
    { pluginId: "auth", title: "Accounts", rules: [users] },
    { pluginId: "catalog", title: "catalog", rules: [read, manage] },
  ]);
});

test("rules of plugins that are away are found once; all access is no rule of a plugin", () => {
  expect(strayRules(["mail.send", "*", read.id, "mail.send"], [read])).toEqual([{ id: "mail.send", pluginId: "mail" }]);
});
