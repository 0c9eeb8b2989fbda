import type { Role } from "@checkstack/auth-common";
import { Card, Select, Table, TableBody, TableHead } from "@checkstack/ui";
import { useMemo, useState } from "react";
import { ruleGroups, strayRules, type Rule } from "../shared/rule-groups.ts";
import { RoleHeader } from "./role-header.tsx";
import { RuleRow } from "./rule-row.tsx";
import { countChanges, toggleRule, type RulesDraft } from "./rules-draft.ts";
import { SaveBar } from "./save-bar.tsx";
import { useSaveRules } from "./use-roles.ts";

export interface RulesMatrixProps {
  roles: readonly Role[];
  rules: readonly Rule[];
  mayManage: boolean;
  onRename(role: Role): void;
  onDelete(role: Role): void;
}

/** A row for each rule, a column for each role. On a phone one role at a time. */
export function RulesMatrix({ roles, rules, mayManage, onRename, onDelete }: RulesMatrixProps) {
  const [draft, setDraft] = useState<RulesDraft>({});
  const [phoneId, setPhoneId] = useState<string>("users");
  const save = useSaveRules();
  const groups = useMemo(() => {
    const stray = strayRules(
      roles.flatMap(({ accessRules }) => accessRules),
      rules,
    );
    return ruleGroups([...rules, ...stray]);
  }, [roles, rules]);
  const onPhone = roles.find(({ id }) => id === phoneId) ?? roles[0];
  const columns = roles.map((role) => ({ role, className: role === onPhone ? "" : "max-sm:hidden" }));

  return (
    <>
      <Select
        label="Role to show"
        value={onPhone?.id}
        onValueChange={setPhoneId}
        options={roles.map(({ id, name }) => ({ value: id, label: name }))}
        className="mb-3 sm:hidden"
      />
      <Card>
        <Table label="Access rules of roles" className="sm:w-auto sm:min-w-full">
          <TableHead>
            <tr>
              <th
                scope="col"
                className="sticky left-0 z-10 border-b border-line bg-surface px-4 font-medium sm:min-w-80"
              >
                Rule
              </th>
              {columns.map(({ role, className }) => (
                <RoleHeader
                  key={role.id}
                  role={role}
                  mayManage={mayManage}
                  onRename={() => onRename(role)}
                  onDelete={() => onDelete(role)}
                  className={className}
                />
              ))}
            </tr>
          </TableHead>
          {groups.map(({ pluginId, title, rules: members }) => (
            <TableBody key={pluginId} className="border-t border-line">
              <tr>
                <th
                  scope="rowgroup"
                  colSpan={roles.length + 1}
                  className="bg-sunken px-4 py-1.5 text-xs font-semibold text-text"
                >
                  <span className="sticky left-4">{title}</span>
                </th>
              </tr>
              {members.map((rule) => (
                <RuleRow
                  key={rule.id}
                  rule={rule}
                  columns={columns}
                  draft={draft}
                  mayManage={mayManage}
                  onToggle={(role) => setDraft((current) => toggleRule(current, role, rule.id))}
                />
              ))}
            </TableBody>
          ))}
        </Table>
      </Card>
      <SaveBar
        changes={countChanges(roles, draft)}
        pending={save.isPending}
        error={save.error}
        onDiscard={() => {
          setDraft({});
          save.reset();
        }}
        onSave={() => save.mutate({ roles, draft }, { onSuccess: () => setDraft({}) })}
      />
    </>
  );
}
