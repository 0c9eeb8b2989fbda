import type { ContractPoint } from "@checkstack/common";
import { getContractRouter, isContractProcedure } from "@orpc/contract";

/**
 * What an implementation in another process answered, after it was compared with the contract point: that process may be
 * of another version, or lie. So output schemas of contract points must accept what they themselves give.
 */
export async function checkedOutput(point: ContractPoint, path: readonly string[], output: unknown): Promise<unknown> {
  const found = getContractRouter(point.router, path);
  const schema = isContractProcedure(found) ? found["~orpc"].outputSchema : undefined;
  if (!schema) return output;
  const result = await schema["~standard"].validate(output);
  if (!result.issues) return result.value;
  const issues = result.issues.slice(0, 3).map((issue: { readonly message: string }) => issue.message);
  throw new Error(`"${path.join(".")}" of "${point.id}" answered what it must not: ${issues.join("; ")}`);
}
