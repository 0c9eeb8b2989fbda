import { userDeleted, type Role, type User } from "@checkstack/auth-common";
import type { Clock, Database, EmitHook, Logger, Queries } from "@checkstack/backend-api";
import type { Person } from "@checkstack/common";
import { findRulesOfUser } from "./caller-queries.ts";
import { listIdentities, type LinkedIdentity } from "./identity-store.ts";
import { EMAIL_METHOD, findPasswordStrategy, givePassword, type Strategies } from "./passwords.ts";
import type { ChangeUserErrors, CreateUserErrors, DeleteUserErrors } from "./refusals.ts";
import { findAssignableRoles } from "./role-store.ts";
import { refuseMoreThanHeld } from "./rule-sets.ts";
import { deleteSessionsOf } from "./session-store.ts";
import { deleteUser, findUser, hasAdmin, insertUser, lockAdmins, replaceRoles, updateUser } from "./user-store.ts";

/** Changes of users by somebody who may manage them, and who never gains or overrules more than they hold. */
export interface Users {
  create(user: NewUser, by: Person | undefined, errors: CreateUserErrors): Promise<User>;
  /** Disabling, enabling and a new password end the user's sessions. */
  update(change: UserChange, by: Manager, errors: ChangeUserErrors): Promise<User>;
  delete(id: string, by: Person | undefined, errors: DeleteUserErrors): Promise<void>;
}

export interface NewUser {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly roles: readonly string[];
}

export interface UserChange {
  readonly id: string;
  readonly name?: string | undefined;
  readonly roles?: readonly string[] | undefined;
  readonly disabled?: boolean | undefined;
  readonly password?: string | undefined;
}

export interface Manager {
  readonly person: Person | undefined;
  /** Spared when managers change their own password. */
  readonly sessionId: string | undefined;
}

export function createUsers(options: {
  database: Database;
  clock: Clock;
  logger: Logger;
  strategies: Strategies;
  emitHook: EmitHook;
  /** What callers may do has changed. */
  onChange: () => void;
}): Users {
  const { database, clock, logger, strategies, emitHook, onChange } = options;
  const now = () => new Date(clock.now());

  async function setPassword(tx: Queries, user: User, password: string, errors: ChangeUserErrors | CreateUserErrors) {
    const strategy = findPasswordStrategy(strategies);
    if (!strategy) throw errors.METHOD_NOT_FOUND({ data: { method: EMAIL_METHOD } });
    await givePassword(tx, strategy, { ...user, password, now: now() });
  }

  async function removePasswords(identities: readonly LinkedIdentity[]): Promise<void> {
    for (const { provider, subject } of identities) {
      try {
        await strategies.get(provider)?.client.removeSubject({ subject });
      } catch (error) {
        // What stays behind is linked with nobody and opens nothing.
        logger.warn("a strategy could not remove a user who was deleted", { provider, subject, error });
      }
    }
  }

  return {
    create: ({ name, email, password, roles }, by, errors) =>
      database.transaction(async (tx) => {
        refuseMoreThanHeld(by, rulesOf(await findRoles(tx, roles, errors)), errors);
        const user = await insertUser(tx, { name, email, roles, now: now() });
        if (!user) throw errors.EMAIL_TAKEN({ data: { email } });
        await setPassword(tx, user, password, errors);
        return user;
      }),

    async update({ id, name, roles, disabled, password }, { person, sessionId }, errors) {
      const changed = await database.transaction(async (tx) => {
        await lockAdmins(tx);
        const before = await findUser(tx, id);
        if (!before) throw errors.USER_NOT_FOUND({ data: { id } });
        refuseMoreThanHeld(person, await findRulesOfUser(tx, id), errors);
        if (roles) {
          refuseMoreThanHeld(person, rulesOf(await findRoles(tx, roles, errors)), errors);
          await replaceRoles(tx, id, roles);
        }
        await updateUser(tx, { id, name, disabled, now: now() });
        if (!(await hasAdmin(tx))) throw errors.LAST_ADMIN();
        const endsSessions = password !== undefined || (disabled !== undefined && disabled !== before.disabled);
        if (endsSessions) await deleteSessionsOf(tx, { userId: id, exceptId: sessionId });
        if (password !== undefined) await setPassword(tx, before, password, errors);
        return (await findUser(tx, id)) ?? before;
      });
      onChange();
      return changed;
    },

    async delete(id, by, errors) {
      const identities = await database.transaction(async (tx) => {
        await lockAdmins(tx);
        if (!(await findUser(tx, id))) throw errors.USER_NOT_FOUND({ data: { id } });
        refuseMoreThanHeld(by, await findRulesOfUser(tx, id), errors);
        const linked = await listIdentities(tx, id);
        await deleteUser(tx, id);
        if (!(await hasAdmin(tx))) throw errors.LAST_ADMIN();
        await emitHook(userDeleted, { userId: id }, { tx });
        return linked;
      });
      onChange();
      await removePasswords(identities);
    },
  };
}

async function findRoles(
  queries: Queries,
  ids: readonly string[],
  errors: ChangeUserErrors | CreateUserErrors,
): Promise<Role[]> {
  const roles = await findAssignableRoles(queries, ids);
  const missing = ids.find((id) => !roles.some((role) => role.id === id));
  if (missing !== undefined) throw errors.ROLE_NOT_FOUND({ data: { id: missing } });
  return roles;
}

const rulesOf = (roles: readonly Role[]): string[] => roles.flatMap(({ accessRules }) => accessRules);
