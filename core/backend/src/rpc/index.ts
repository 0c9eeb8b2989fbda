export { authorize } from "./authorize.ts";
export { type FieldError, type HandlerFailure, type OnHandlerError } from "./call-error.ts";
export { createContractRegistry, type ContractRegistry, type ContractRegistryOptions } from "./contract-registry.ts";
export { createExtensionClient, type ExtensionClientOptions } from "./extension-client.ts";
export { type RemoteTarget } from "./remote-call.ts";
export { type ServedContract, type ServedProcedure } from "./served-contract.ts";
export {
  createServiceTokenSigner,
  createServiceTokenVerifier,
  type ServiceCall,
  type ServiceKey,
  type ServiceTokenSigner,
  type ServiceTokenVerifier,
} from "./service-token.ts";
