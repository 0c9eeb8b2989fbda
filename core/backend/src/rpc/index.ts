export { createContractRegistry, type ContractRegistry } from "./contract-registry.ts";
