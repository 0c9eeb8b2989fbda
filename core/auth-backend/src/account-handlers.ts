import { personOf, type Database, type PluginDirectory } from "@checkstack/backend-api";
import { deleteApiKey, insertApiKey, listApiKeys } from "./api-key-store.ts";
import type { Callers } from "./callers.ts";
import { os, requireUser } from "./implementation.ts";
import { listRoles } from "./role-store.ts";
import type { Roles } from "./roles.ts";
import { refuseMoreThanHeld } from "./rule-sets.ts";
import { listUsers } from "./user-store.ts";
import type { Users } from "./users.ts";
import { visibleRules } from "./visible-rules.ts";

/** Users, roles, access rules and one's own API keys. */
export function createAccountHandlers(options: {
  database: Database;
  now: () => Date;
  callers: Callers;
  plugins: PluginDirectory;
  users: Users;
  roles: Roles;
}) {
  const { database, now, callers, plugins, users, roles } = options;
  return {
    users: {
      list: os.users.list.handler(async ({ input: { limit, cursor, search } }) => {
        const found = await listUsers(database, { search, after: cursor && decodeCursor(cursor), limit: limit + 1 });
        const items = found.slice(0, limit);
        const last = found.length > limit ? items.at(-1) : undefined;
        return { items, nextCursor: last ? encodeCursor(last.email) : null };
      }),
      create: os.users.create.handler(({ input, context, errors }) =>
        users.create(input, personOf(context.principal), errors),
      ),
      update: os.users.update.handler(async ({ input, context, errors }) => {
        const caller = context.http && (await callers.identify(context.http.request.headers));
        return users.update(input, { person: personOf(context.principal), sessionId: caller?.session?.id }, errors);
      }),
      delete: os.users.delete.handler(({ input, context, errors }) =>
        users.delete(input.id, personOf(context.principal), errors),
      ),
    },
    roles: {
      list: os.roles.list.handler(() => listRoles(database)),
      create: os.roles.create.handler(({ input, context, errors }) =>
        roles.create(input, personOf(context.principal), errors),
      ),
      update: os.roles.update.handler(({ input, context, errors }) =>
        roles.update(input, personOf(context.principal), errors),
      ),
      delete: os.roles.delete.handler(({ input, errors }) => roles.delete(input.id, errors)),
    },
    accessRules: os.accessRules.handler(({ context }) => visibleRules(plugins, personOf(context.principal))),
    apiKeys: {
      list: os.apiKeys.list.handler(({ context, errors }) => listApiKeys(database, requireUser(context, errors).id)),
      create: os.apiKeys.create.handler(({ input, context, errors }) => {
        const user = requireUser(context, errors);
        refuseMoreThanHeld(user, input.accessRules, errors);
        const { name, accessRules, expiresAt } = input;
        return insertApiKey(database, { ownerId: user.id, name, accessRules, expiresAt, now: now() });
      }),
      revoke: os.apiKeys.revoke.handler(async ({ input, context, errors }) => {
        const { id: ownerId } = requireUser(context, errors);
        if (!(await deleteApiKey(database, { id: input.id, ownerId }))) throw errors.API_KEY_NOT_FOUND({ data: input });
        callers.forget();
      }),
    },
  };
}

const encodeCursor = (email: string): string => Buffer.from(email).toString("base64url");
const decodeCursor = (cursor: string): string => Buffer.from(cursor, "base64url").toString();
