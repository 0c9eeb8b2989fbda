import * as z from "zod";
import { dependentSchema } from "./plugin.ts";
import { consentSchema } from "./preview.ts";

const id = z.object({ id: z.string() });
const sentences = z.object({ reasons: z.array(z.string()) });

export const pluginErrors = {
  PLUGIN_NOT_FOUND: { status: 404, message: "No plugin of this id is installed.", data: id },
} as const;

/** For what concerns installed packages alone. */
export const installedErrors = {
  ...pluginErrors,
  PLUGIN_BUILT_IN: { status: 409, message: "This plugin is part of the platform.", data: id },
  /** An operation on this or another package is running. */
  BUSY: { status: 409, message: "Another operation on plugins is running; try again when it has ended." },
  /** It was tried and went back by itself; the message says why. */
  OPERATION_FAILED: { status: 422, data: z.object({ step: z.string() }) },
} as const;

export const sourceErrors = {
  /** The source has no such package, version, release or file. */
  NOT_IN_SOURCE: { status: 404, data: z.object({ source: z.string() }) },
  /** The source did not answer, or not as it should. */
  SOURCE_FAILED: { status: 502, data: z.object({ source: z.string() }) },
  /** The registry, server or catalog is not configured. */
  SOURCE_UNKNOWN: { status: 400, data: z.object({ source: z.string() }) },
  /** The package breaks a rule; one sentence for each. */
  PACKAGE_REFUSED: { status: 422, data: sentences },
} as const;

export const installErrors = {
  ...sourceErrors,
  BUSY: installedErrors.BUSY,
  OPERATION_FAILED: installedErrors.OPERATION_FAILED,
  /** `confirm` is not the package's name, or a consent of the preview is missing. */
  CONFIRMATION_NEEDED: {
    status: 409,
    data: z.object({ confirm: z.string(), consents: z.array(consentSchema) }),
  },
  /** Between preview and install the source began to give another package. */
  PACKAGE_CHANGED: { status: 409, data: z.object({ previewed: z.string(), found: z.string() }) },
  /** The preview's `refusals`. */
  INSTALL_REFUSED: { status: 409, data: sentences },
} as const;

export const dependentErrors = {
  HAS_DEPENDENTS: { status: 409, data: z.object({ dependents: z.array(dependentSchema) }) },
} as const;
