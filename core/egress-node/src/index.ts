export { addressProblem, isPrivateAddress } from "./address-policy.ts";
export { createEgress, type Egress, type EgressOptions, type EgressRequest, type EgressResponse } from "./egress.ts";
export { EgressError, type EgressErrorCode } from "./egress-error.ts";
