import { InstallationError, type InstallStep } from "@checkstack/backend-api";
import { errorSentence } from "../kernel/error-text.ts";
import type { Operation } from "./journal.ts";
import { PackageChangedError } from "./package-write.ts";

/** Runs one step of an operation; its failure is noted and becomes an `InstallationError`. */
export async function takeStep<T>(operation: Operation, step: InstallStep, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const sentence = errorSentence(cause);
    // Where the database is the trouble, it cannot be noted either.
    await operation.note(step, "failed", sentence).catch(() => undefined);
    const problem =
      cause instanceof PackageChangedError ? { code: "BUSY" as const } : { code: "OPERATION_FAILED" as const, step };
    throw new InstallationError(sentence, problem, { cause });
  }
}
