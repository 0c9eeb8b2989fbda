import type { ContractRouterClient } from "@orpc/contract";
import type { platformContract } from "../protocol/platform-contract.ts";

/** Asks the platform. */
export type PlatformClient = ContractRouterClient<typeof platformContract>;
