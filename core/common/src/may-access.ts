import { qualifyAccessRule, type Access } from "./access-rule.ts";
import type { Principal } from "./principal.ts";

/** The access rule that holds every other one. */
export const ALL_ACCESS = "*";

/** Says whether `principal` holds what `access`, declared by plugin `pluginId`, asks for. */
export function mayAccess(principal: Principal, pluginId: string, access: Access): boolean {
  if (access === "public") return true;
  if (principal.type === "service") {
    return (
      principal.onBehalfOf === undefined || access === "service" || mayAccess(principal.onBehalfOf, pluginId, access)
    );
  }
  if (access === "service") return false;
  if (access === "authenticated") return principal.type !== "anonymous";
  return access.every((rule) => holds(principal, qualifyAccessRule(pluginId, rule.id)));
}

/** Says whether a person holds a rule by its qualified id, such as `catalog.entity.read`. */
export const holds = (person: { readonly accessRules: readonly string[] }, qualifiedId: string): boolean =>
  person.accessRules.includes(qualifiedId) || person.accessRules.includes(ALL_ACCESS);
