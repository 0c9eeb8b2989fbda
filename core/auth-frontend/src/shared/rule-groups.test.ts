import { expect, test } from "bun:test";
import { ruleGroups, ruleOfId, strayRules } from "./rule-groups.ts";

const read = { id: "catalog.entity.read", pluginId: "catalog", description: "Read systems" };
const manage = { id: "catalog.entity.manage", pluginId: "catalog", description: "Change systems" };
const users = { id: "auth.user.read", pluginId: "auth", description: "See users" };

test("rules stand under their plugin's name, and under its id when it has none", () => {
  const groups = ruleGroups({ rules: [read, users, manage], names: new Map([["auth", "Accounts"]]) });
  expect(groups).toEqual([
    { pluginId: "auth", title: "Accounts", rules: [users] },
    { pluginId: "catalog", title: "catalog", rules: [read, manage] },
  ]);
});

test("a rule that is known by its id belongs to the plugin it begins with", () => {
  expect(ruleOfId("healthcheck.check.run")).toEqual({ id: "healthcheck.check.run", pluginId: "healthcheck" });
});

test("rules of plugins that are away are found once; all access is no rule of a plugin", () => {
  expect(strayRules(["mail.send", "*", read.id, "mail.send"], [read])).toEqual([ruleOfId("mail.send")]);
});
