import type { User } from "@checkstack/auth-common";

/** What the form of a user holds. An empty password leaves the one there is. */
export interface UserValues {
  name: string;
  roles: string[];
  enabled: boolean;
  password: string;
}

export const userValues = ({ name, roles, disabled }: User): UserValues => ({
  name,
  roles: [...roles],
  enabled: !disabled,
  password: "",
});

/** Only what differs is sent: to set everything again would end sessions and touch roles for nothing. */
export function userChange(user: User, { name, roles, enabled, password }: UserValues) {
  return {
    id: user.id,
    ...(name.trim() !== user.name && { name }),
    ...(!sameMembers(roles, user.roles) && { roles }),
    ...(enabled === user.disabled && { disabled: !enabled }),
    ...(password !== "" && { password }),
  };
}

const sameMembers = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((member) => b.includes(member));
