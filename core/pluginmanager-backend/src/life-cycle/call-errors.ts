import { InstallationError, type PluginDependent } from "@checkstack/backend-api";
import { PackageRefusedError } from "@checkstack/plugin-package-node";
import type { Dependent } from "@checkstack/pluginmanager-common";
import { ORPCError } from "@orpc/server";
import { SourceError } from "../installers/source-error.ts";

/** What a plugin is called, by its id. */
export type NameOf = (pluginId: string) => string;

/** Runs work of the core or of a source; what an operator can put right becomes an error of the contract. */
export async function answering<T>(nameOf: NameOf, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw callErrorOf(error, nameOf) ?? error;
  }
}

export const describeDependents = (dependents: readonly PluginDependent[], nameOf: NameOf): Dependent[] =>
  dependents.map(({ pluginId, why }) => ({
    pluginId,
    displayName: nameOf(pluginId),
    why: `${nameOf(pluginId)} ${why}.`,
  }));

function callErrorOf(error: unknown, nameOf: NameOf): ORPCError<string, unknown> | undefined {
  if (error instanceof SourceError) return fromSource(error);
  if (error instanceof PackageRefusedError) {
    return refusal("PACKAGE_REFUSED", 422, { message: error.message, reasons: error.reasons, cause: error });
  }
  if (!(error instanceof InstallationError)) return undefined;
  const { problem, message } = error;
  const cause = error;
  switch (problem.code) {
    case "PACKAGE_REFUSED":
      return refusal(problem.code, 422, { message, reasons: problem.reasons, cause });
    case "INSTALL_REFUSED":
      return refusal(problem.code, 409, { message, reasons: problem.reasons, cause });
    case "NOT_STAGED":
      return new ORPCError("NOT_IN_SOURCE", { status: 404, message, data: { source: "upload" }, cause });
    case "NOT_INSTALLED":
      return new ORPCError("PLUGIN_NOT_FOUND", { status: 404, message, data: { id: problem.name }, cause });
    case "VERSION_NOT_KEPT":
      return new ORPCError(problem.code, { status: 404, message, data: { version: problem.version }, cause });
    case "CONSENT_NEEDED":
      return new ORPCError("CONFIRMATION_NEEDED", {
        status: 409,
        message,
        data: { confirm: "", consents: problem.consents },
        cause,
      });
    case "HAS_DEPENDENTS":
      return new ORPCError(problem.code, {
        status: 409,
        message,
        data: { dependents: describeDependents(problem.dependents, nameOf) },
        cause,
      });
    case "BUSY":
      return new ORPCError(problem.code, { status: 409, message, cause });
    case "OPERATION_FAILED":
      return new ORPCError(problem.code, { status: 422, message, data: { step: problem.step }, cause });
  }
}

const STATUS = { NOT_IN_SOURCE: 404, SOURCE_FAILED: 502, SOURCE_UNKNOWN: 400 } as const;

const fromSource = ({ code, message, source, ...error }: SourceError): ORPCError<string, unknown> =>
  new ORPCError(code, { status: STATUS[code], message, data: { source }, cause: error });

const refusal = (
  code: string,
  status: number,
  { message, reasons, cause }: { message: string; reasons: readonly string[]; cause: unknown },
): ORPCError<string, unknown> => new ORPCError(code, { status, message, data: { reasons: [...reasons] }, cause });
