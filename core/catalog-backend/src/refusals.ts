import { violatedConstraint } from "./violated-constraint.ts";

/** Errors that services throw for what a caller must be told. The constructors of the procedures fit. */
export interface NameTakenError {
  NAME_TAKEN(options: { data: { name: string } }): Error;
}

export interface SystemMissingError {
  SYSTEM_NOT_FOUND(options: { data: { id: string } }): Error;
}

export interface GroupMissingError {
  GROUP_NOT_FOUND(options: { data: { id: string } }): Error;
}

export interface EnvironmentMissingError {
  ENVIRONMENT_NOT_FOUND(options: { data: { id: string } }): Error;
}

export interface GroupDepthError {
  GROUP_TOO_DEEP(options: { data: { limit: number } }): Error;
}

export interface PlacingErrors extends GroupMissingError, EnvironmentMissingError {}

/** What a row was refused for, by the constraints of the schema. */
export interface Refused {
  readonly name?: string | undefined;
  readonly groupId?: string | null | undefined;
  readonly environmentId?: string | null | undefined;
}

/**
 * Runs `write`; what the database refuses becomes the error that the caller can act on. The database decides, because
 * asking before writing would leave room for somebody else between the two.
 */
export async function orRefuse<T>(
  write: () => Promise<T>,
  refused: Refused,
  errors: Partial<NameTakenError & PlacingErrors>,
): Promise<T> {
  try {
    return await write();
  } catch (error) {
    throw refusalOf(violatedConstraint(error), refused, errors) ?? error;
  }
}

function refusalOf(
  constraint: string | undefined,
  { name, groupId, environmentId }: Refused,
  errors: Partial<NameTakenError & PlacingErrors>,
): Error | undefined {
  if (constraint?.endsWith("_name_key")) return errors.NAME_TAKEN?.({ data: { name: name ?? "" } });
  if (constraint === "systems_group_fk") return errors.GROUP_NOT_FOUND?.({ data: { id: groupId ?? "" } });
  if (constraint === "systems_environment_fk") {
    return errors.ENVIRONMENT_NOT_FOUND?.({ data: { id: environmentId ?? "" } });
  }
  return undefined;
}
