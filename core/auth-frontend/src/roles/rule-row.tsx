import type { Role } from "@checkstack/auth-common";
import { holds } from "@checkstack/common";
import { usePrincipal } from "@checkstack/frontend-api";
import { Checkbox, cn } from "@checkstack/ui";
import type { Rule } from "../shared/rule-groups.ts";
import { holdsRule, type RulesDraft } from "./rules-draft.ts";

export interface RuleRowProps {
  rule: Rule;
  columns: readonly { role: Role; className: string }[];
  draft: RulesDraft;
  mayManage: boolean;
  onToggle(role: Role): void;
}

/** Who holds a rule. Nobody gives what they do not hold, but may take it away. */
export function RuleRow({ rule, columns, draft, mayManage, onToggle }: RuleRowProps) {
  const person = usePrincipal();
  const mayGive = holds(person, rule.id);
  return (
    <tr>
      <th scope="row" className="sticky left-0 z-10 bg-surface py-2 pr-3 pl-4 text-left font-normal">
        <span className="block text-text">{rule.description ?? "Declared by no plugin that is running"}</span>
        <code className="font-mono text-xs wrap-anywhere text-text-muted">{rule.id}</code>
      </th>
      {columns.map(({ role, className }) => {
        const held = holdsRule(role, draft, rule.id);
        const changed = held !== holdsRule(role, {}, rule.id);
        return (
          <td key={role.id} className={cn("px-3 py-2 text-center", changed && "bg-accent-soft", className)}>
            <Checkbox
              aria-label={`${role.name}: ${rule.description ?? rule.id}`}
              checked={held}
              disabled={!mayManage || role.id === "admin" || !(held || mayGive)}
              onCheckedChange={() => onToggle(role)}
            />
          </td>
        );
      })}
    </tr>
  );
}
