import { Checkbox } from "@checkstack/ui";
import { useMemo } from "react";
import { ruleGroups, type Rule } from "./rule-groups.ts";

export interface RulesPickerProps {
  rules: readonly Rule[];
  chosen: readonly string[];
  onChange(chosen: string[]): void;
}

/** Access rules to choose from, under their plugins. The box beside a plugin's name stands for all of its rules. */
export function RulesPicker({ rules, chosen, onChange }: RulesPickerProps) {
  const groups = useMemo(() => ruleGroups(rules), [rules]);
  const held = new Set(chosen);
  const set = (ids: readonly string[], on: boolean) => {
    const others = chosen.filter((id) => !ids.includes(id));
    onChange(on ? [...others, ...ids] : others);
  };
  return (
    <div className="flex flex-col gap-4">
      {groups.map(({ pluginId, title, rules: members }) => {
        const ids = members.map(({ id }) => id);
        const count = ids.filter((id) => held.has(id)).length;
        return (
          <div key={pluginId} role="group" aria-label={title} className="flex flex-col gap-2">
            <Checkbox
              label={<span className="font-medium">{title}</span>}
              checked={count === ids.length ? true : count === 0 ? false : "indeterminate"}
              onCheckedChange={() => set(ids, count < ids.length)}
            />
            <div className="ml-6 flex flex-col gap-2">
              {members.map(({ id, description }) => (
                <Checkbox
                  key={id}
                  label={description ?? <code className="font-mono text-xs">{id}</code>}
                  hint={description && <code className="font-mono">{id}</code>}
                  checked={held.has(id)}
                  onCheckedChange={(checked) => set([id], checked === true)}
                />
              ))}
            </div>
          </div>
        );
      })}
    </div>
  );
}
