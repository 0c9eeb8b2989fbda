import type { healthcheckContract } from "@checkstack/healthcheck-common";
import type { ContractClient } from "@checkstack/common";
import { useMutation } from "@tanstack/react-query";
import { useHealthcheck } from "../shared/clients.ts";

type TestInput = Parameters<ContractClient<typeof healthcheckContract>["test"]>[0];
export type TestResult = Awaited<ReturnType<ContractClient<typeof healthcheckContract>["test"]>>;

export interface CheckTest {
  readonly pending: boolean;
  readonly result: TestResult | undefined;
  readonly error: unknown;
  run(input: TestInput): void;
}

/** Tries a configuration once. `onRefused` hears what the server found wrong with it. */
export function useCheckTest({ onRefused }: { onRefused(error: unknown): void }): CheckTest {
  const { mutate, isPending, data, error } = useMutation(useHealthcheck().test.mutationOptions({ onError: onRefused }));
  return { pending: isPending, result: data, error: error ?? undefined, run: mutate };
}
