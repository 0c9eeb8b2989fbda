import type { Role } from "@checkstack/auth-common";
import type { Clock, Database, PluginDirectory, Queries } from "@checkstack/backend-api";
import type { Person } from "@checkstack/common";
import type { ChangeRoleErrors, CreateRoleErrors, DeleteRoleErrors } from "./refusals.ts";
import { deleteRole, findRole, insertRole, isRoleNameTaken, renameRole, replaceRules } from "./role-store.ts";
import { refuseMoreThanHeld } from "./rule-sets.ts";

/** Changes of roles, as far as the one who asks may make them. */
export interface Roles {
  create(role: NewRole, by: Person | undefined, errors: CreateRoleErrors): Promise<Role>;
  update(change: RoleChange, by: Person | undefined, errors: ChangeRoleErrors): Promise<Role>;
  delete(id: string, errors: DeleteRoleErrors): Promise<void>;
}

export interface NewRole {
  readonly name: string;
  readonly accessRules: readonly string[];
}

export interface RoleChange extends Partial<NewRole> {
  readonly id: string;
}

export function createRoles(options: {
  database: Database;
  clock: Clock;
  plugins: PluginDirectory;
  /** What callers may do has changed. */
  onChange: () => void;
}): Roles {
  const { database, clock, plugins, onChange } = options;

  /** A rule that the role has already may stay, even when its plugin is away at the moment. */
  function checkAdded(added: readonly string[], by: Person | undefined, errors: CreateRoleErrors): void {
    const known = new Set(plugins.accessRules().map(({ qualifiedId }) => qualifiedId));
    const unknown = added.find((rule) => !known.has(rule));
    if (unknown !== undefined) throw errors.RULE_NOT_FOUND({ data: { rule: unknown } });
    refuseMoreThanHeld(by, added, errors);
  }

  return {
    async create({ name, accessRules }, by, errors) {
      checkAdded(accessRules, by, errors);
      return database.transaction(async (tx) => {
        const role = await insertRole(tx, { name, now: new Date(clock.now()) });
        if (!role) throw errors.NAME_TAKEN({ data: { name } });
        return change(tx, role, { accessRules });
      });
    },
    async update({ id, name, accessRules }, by, errors) {
      const changed = await database.transaction(async (tx) => {
        const role = await findRole(tx, id);
        if (!role) throw errors.ROLE_NOT_FOUND({ data: { id } });
        const isRenamed = name !== undefined && name !== role.name;
        if (id === "admin" || (role.builtIn && isRenamed)) throw errors.ROLE_FIXED({ data: { id } });
        if (isRenamed && (await isRoleNameTaken(tx, name))) throw errors.NAME_TAKEN({ data: { name } });
        checkAdded(
          (accessRules ?? []).filter((rule) => !role.accessRules.includes(rule)),
          by,
          errors,
        );
        return change(tx, role, { name, accessRules });
      });
      onChange();
      return changed;
    },
    async delete(id, errors) {
      const role = await findRole(database, id);
      if (!role) throw errors.ROLE_NOT_FOUND({ data: { id } });
      if (role.builtIn) throw errors.ROLE_FIXED({ data: { id } });
      await deleteRole(database, id);
      onChange();
    },
  };
}

async function change(tx: Queries, role: Role, to: Partial<NewRole>): Promise<Role> {
  if (to.accessRules) await replaceRules(tx, role.id, to.accessRules);
  if (to.name !== undefined) await renameRole(tx, role.id, to.name);
  return (await findRole(tx, role.id)) ?? role;
}
