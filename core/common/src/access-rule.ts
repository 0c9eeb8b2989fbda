/**
 * One thing a person may be allowed to do. The platform prefixes the id with the plugin's:
 * `entity.read` of plugin `catalog` is granted as `catalog.entity.read`.
 */
export interface AccessRule {
  /** `<noun>.<verb>`, unique within the plugin. */
  readonly id: string;
  readonly description: string;
  /** Roles that hold the rule until an administrator decides otherwise. `admin` holds every rule. */
  readonly defaultFor?: readonly DefaultRole[];
}

export type DefaultRole = "users" | "anonymous";

/** What a procedure or a signal asks of its caller. An array means: all of these rules. */
export type Access = "public" | "authenticated" | "service" | readonly AccessRule[];

export const qualifyAccessRule = (pluginId: string, ruleId: string): string => `${pluginId}.${ruleId}`;
