import { personOf } from "@checkstack/backend-api";
import type { Principal } from "@checkstack/common";

/** The name under which an operation is recorded. */
export function actorOf(principal: Principal): string {
  const person = personOf(principal);
  if (person && person.type !== "anonymous") return person.name;
  return principal.type === "service" ? principal.pluginId : "somebody";
}
