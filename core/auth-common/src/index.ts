export { access } from "./access.ts";
export {
  apiKeySchema,
  authContract,
  emailSchema,
  passwordSchema,
  roleSchema,
  sessionSchema,
  userSchema,
  type ApiKey,
  type Role,
  type Session,
  type User,
} from "./contract.ts";
export { userDeleted } from "./events.ts";
export { pluginMetadata } from "./metadata.ts";
export {
  authenticationStrategies,
  authenticationStrategyMetadataSchema,
  identitySchema,
  type AuthenticationStrategyMetadata,
  type Identity,
} from "./strategy.ts";
