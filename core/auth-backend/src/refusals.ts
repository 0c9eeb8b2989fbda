/**
 * Errors that services throw for what the caller must be told. The procedures' own error constructors fit, so that a
 * handler passes its `errors`; only what a service names can be thrown by it.
 */
export interface SetUpErrors extends NoMethodError, EmailTakenError {
  ALREADY_SET_UP(): Error;
}

export interface CreateUserErrors extends NoMethodError, EmailTakenError, RoleMissingError, NotHeldError {}

export interface ChangeUserErrors extends NoMethodError, RoleMissingError, DeleteUserErrors {}

export interface DeleteUserErrors extends NotHeldError {
  USER_NOT_FOUND(options: { data: { id: string } }): Error;
  LAST_ADMIN(): Error;
}

export interface CreateRoleErrors extends NotHeldError {
  RULE_NOT_FOUND(options: { data: { rule: string } }): Error;
  NAME_TAKEN(options: { data: { name: string } }): Error;
}

export interface ChangeRoleErrors extends CreateRoleErrors, DeleteRoleErrors {}

export interface DeleteRoleErrors extends RoleMissingError {
  ROLE_FIXED(options: { data: { id: string } }): Error;
}

export interface NotHeldError {
  RULE_NOT_HELD(options: { data: { rule: string } }): Error;
}

interface RoleMissingError {
  ROLE_NOT_FOUND(options: { data: { id: string } }): Error;
}

interface NoMethodError {
  METHOD_NOT_FOUND(options: { data: { method: string } }): Error;
}

interface EmailTakenError {
  EMAIL_TAKEN(options: { data: { email: string } }): Error;
}
