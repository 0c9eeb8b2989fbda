import { holds, mayAccess, type Access, type Principal } from "@checkstack/common";
import { personOf } from "@checkstack/backend-api";
import { ORPCError } from "@orpc/client";
import { qualifiedRules } from "./contract-procedures.ts";

/** Throws 401 `UNAUTHORIZED` or 403 `FORBIDDEN`, naming what is missing, unless `principal` may do what `access` guards. */
export function authorize(principal: Principal, pluginId: string, access: Access): void {
  if (mayAccess(principal, pluginId, access)) return;
  const person = personOf(principal);
  if (person === undefined || person.type === "anonymous") {
    throw new ORPCError("UNAUTHORIZED", { status: 401, message: "Sign in, or send an API key, to do this." });
  }
  if (access === "service") {
    throw new ORPCError("FORBIDDEN", { status: 403, message: "Only other plugins may call this." });
  }
  const missing = qualifiedRules(pluginId, access).filter((rule) => !holds(person, rule));
  throw new ORPCError("FORBIDDEN", {
    status: 403,
    message: `This needs the access rule ${missing.map((rule) => `"${rule}"`).join(", ")}; ask an administrator for it.`,
    data: { accessRules: missing },
  });
}
