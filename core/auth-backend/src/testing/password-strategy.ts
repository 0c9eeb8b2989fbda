import { authenticationStrategies } from "@checkstack/auth-common";
import { implementContract } from "@checkstack/backend-api";
import { createRouterClient } from "@orpc/server";
import type { Strategy } from "../passwords.ts";

const os = implementContract({ pluginId: "test", router: authenticationStrategies.router });

/** A strategy that keeps passwords in memory: what another plugin would contribute. */
export function createPasswordStrategy(): Strategy & { readonly subjects: () => readonly string[] } {
  const people = new Map<string, { email: string; name: string; password: string }>();
  const router = os.router({
    authenticate: os.authenticate.handler(({ input: { fields } }) => {
      for (const [subject, { email, name, password }] of people) {
        if (email === fields.email?.toLowerCase() && password === fields.password) {
          return { outcome: "recognised" as const, identity: { subject, email, name } };
        }
      }
      return { outcome: "refused" as const };
    }),
    setPassword: os.setPassword.handler(({ input: { subject, ...person }, errors }) => {
      if (person.password.startsWith("weak")) throw errors.PASSWORD_REFUSED({ data: { reason: "it is weak" } });
      people.set(subject, person);
    }),
    removeSubject: os.removeSubject.handler(({ input: { subject } }) => void people.delete(subject)),
  });
  return {
    pluginId: "auth-credential",
    metadata: {
      id: "credential",
      displayName: "E-mail and password",
      form: {
        type: "object",
        properties: { email: { type: "string" }, password: { type: "string", "x-secret": true } },
      },
      managesPasswords: true,
    },
    client: createRouterClient(router, { context: { principal: { type: "service", pluginId: "auth" } } }),
    subjects: () => [...people.keys()],
  };
}

/** A strategy of a directory outside: recognises whoever names an entry of `people`. */
export function createDirectoryStrategy(
  people: Record<string, { subject: string; email: string; name: string }>,
): Strategy {
  const router = os.router({
    authenticate: os.authenticate.handler(({ input: { fields } }) => {
      const identity = people[fields.username ?? ""];
      return identity ? { outcome: "recognised" as const, identity } : { outcome: "refused" as const };
    }),
    setPassword: os.setPassword.handler(() => {}),
    removeSubject: os.removeSubject.handler(() => {}),
  });
  return {
    pluginId: "auth-directory",
    metadata: {
      id: "directory",
      displayName: "Directory",
      form: {
        type: "object",
        properties: { username: { type: "string" }, password: { type: "string", "x-secret": true } },
      },
      managesPasswords: false,
    },
    client: createRouterClient(router, { context: { principal: { type: "service", pluginId: "auth" } } }),
  };
}
