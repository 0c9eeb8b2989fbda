import { createContract, pageOf, pageQuery, procedure } from "@checkstack/common";
import * as z from "zod";
import { access } from "./access.ts";
import { catalogEntrySchema, catalogProblemSchema } from "./catalog.ts";
import { dependentErrors, installedErrors, installErrors, pluginErrors, sourceErrors } from "./errors.ts";
import { instanceSchema } from "./instance.ts";
import { pluginMetadata } from "./metadata.ts";
import { installEventSchema, operationIdSchema, operationSchema } from "./operation.ts";
import { frontendModuleSchema, pluginDetailSchema, pluginSchema, removalSchema } from "./plugin.ts";
import { consentSchema, previewSchema } from "./preview.ts";
import { pluginSettingSchema, settingIssuesSchema, settingRecordSchema } from "./settings.ts";
import { runsSchema } from "./signature.ts";
import { pluginSourceSchema } from "./source.ts";
import { policySchema, publisherInputSchema, publisherSchema, sourceSettingsSchema } from "./trust.ts";

/** The largest package that is taken. */
export const MAX_ARTIFACT_BYTES = 50_000_000;

const id = z.object({ id: z.string() });
const operation = id.extend({ operationId: operationIdSchema });
const setting = id.extend({ key: z.string() });

const read = procedure.meta({ access: [access.pluginRead] });
const configure = procedure.meta({ access: [access.pluginConfigure] });
const manage = procedure.meta({ access: [access.pluginManage] });

const settingErrors = {
  ...pluginErrors,
  SETTING_NOT_FOUND: { status: 404, data: z.object({ key: z.string() }) },
  /** A running plugin alone knows its settings. */
  PLUGIN_NOT_RUNNING: { status: 409, data: id },
} as const;
const publisherErrors = {
  PUBLISHER_NOT_FOUND: { status: 404, data: z.object({ keyId: z.string() }) },
  KEY_INVALID: { status: 400, message: "This is not an Ed25519 public key." },
  KEY_KNOWN: { status: 409, data: z.object({ keyId: z.string() }) },
  KEY_BUILT_IN: { status: 409, message: "This key comes with the platform.", data: z.object({ keyId: z.string() }) },
} as const;

export const pluginmanagerContract = createContract(pluginMetadata, {
  plugins: {
    list: read
      .route({ method: "GET", path: "/plugins", summary: "Installed plugins and the boot report" })
      .output(z.array(pluginSchema)),
    get: read
      .route({ method: "GET", path: "/plugins/{id}", summary: "One plugin with its versions and dependents" })
      .input(id)
      .output(pluginDetailSchema)
      .errors(pluginErrors),
    enable: manage
      .route({ method: "POST", path: "/plugins/{id}/enable", summary: "Start a disabled plugin with its package" })
      .input(operation)
      .output(operationSchema)
      .errors(installedErrors),
    disable: manage
      .route({
        method: "POST",
        path: "/plugins/{id}/disable",
        summary: "Stop a plugin with its package; its data stays",
      })
      .input(operation)
      .output(operationSchema)
      .errors({ ...installedErrors, ...dependentErrors }),
    rollback: manage
      .route({ method: "POST", path: "/plugins/{id}/rollback", summary: "Go back to a kept version of the package" })
      .input(operation.extend({ version: z.string() }))
      .output(operationSchema)
      .errors({ ...installedErrors, VERSION_NOT_KEPT: { status: 404, data: z.object({ version: z.string() }) } }),
    move: manage
      .route({
        method: "POST",
        path: "/plugins/{id}/move",
        summary: "Move a plugin into a process of its own on the machine that answers, or back",
      })
      .input(id.extend({ to: runsSchema }))
      .output(z.void())
      .errors({
        ...pluginErrors,
        /** What was installed to run in a process of its own is installed again to run elsewhere. */
        PLUGIN_INSTALLED: { status: 409, data: id },
        /** It goes on where it was; the message says why. */
        MOVE_FAILED: { status: 422, data: id },
      }),
    removal: read
      .route({ method: "GET", path: "/plugins/{id}/removal", summary: "What an uninstall would take along" })
      .input(id)
      .output(removalSchema)
      .errors(installedErrors),
    uninstall: manage
      .route({ method: "POST", path: "/plugins/{id}/uninstall", summary: "Remove a plugin with its package" })
      .input(
        operation.extend({
          /** The package's name, typed. */
          confirm: z.string(),
          /** Keeps the tables and settings, for a later install. */
          keepData: z.boolean(),
        }),
      )
      .output(operationSchema)
      .errors({
        ...installedErrors,
        ...dependentErrors,
        CONFIRMATION_NEEDED: { status: 409, data: z.object({ confirm: z.string() }) },
      }),
  },
  settings: {
    list: configure
      .route({ method: "GET", path: "/plugins/{id}/settings", summary: "Settings of a plugin" })
      .input(id)
      .output(z.array(pluginSettingSchema))
      .errors(settingErrors),
    update: configure
      .route({ method: "PUT", path: "/plugins/{id}/settings/{key}", summary: "Change a setting" })
      .input(setting.extend({ data: z.unknown() }))
      .output(pluginSettingSchema)
      .errors({
        ...settingErrors,
        INVALID_SETTING: { status: 400, data: settingIssuesSchema },
      }),
    history: configure
      .route({
        method: "GET",
        path: "/plugins/{id}/settings/{key}/history",
        summary: "A setting as it was, newest first",
      })
      .input(setting)
      .output(z.array(settingRecordSchema))
      .errors(settingErrors),
    rollback: configure
      .route({ method: "POST", path: "/plugins/{id}/settings/{key}/rollback", summary: "Bring an earlier record back" })
      .input(setting.extend({ recordId: z.string() }))
      .output(pluginSettingSchema)
      .errors({ ...settingErrors, RECORD_NOT_FOUND: { status: 404, data: z.object({ recordId: z.string() }) } }),
  },
  artifacts: {
    upload: manage
      .meta({ maxBodyBytes: MAX_ARTIFACT_BYTES })
      .route({ method: "POST", path: "/artifacts", summary: "Upload a packed plugin (.tgz)", successStatus: 201 })
      .input(z.file("send the .tgz itself as the body, with content-type: application/gzip"))
      .output(z.object({ sha256: z.string(), size: z.number().int(), name: z.string(), version: z.string() }))
      .errors({ PACKAGE_REFUSED: sourceErrors.PACKAGE_REFUSED }),
  },
  preview: manage
    .route({ method: "POST", path: "/preview", summary: "Fetch a package and say what it is, without installing it" })
    .input(z.object({ source: pluginSourceSchema, operationId: operationIdSchema }))
    .output(previewSchema)
    .errors(sourceErrors),
  install: manage
    .route({ method: "POST", path: "/install", summary: "Install a package, or upgrade to it" })
    .input(
      z.object({
        source: pluginSourceSchema,
        /** The package's name, typed. */
        confirm: z.string(),
        /** Ids of the preview's consents. */
        consents: z.array(consentSchema.shape.id).default([]),
        /** Of the preview: anything else is refused. */
        sha256: z.string().optional(),
        runs: runsSchema.default("isolated"),
        operationId: operationIdSchema,
      }),
    )
    .output(operationSchema)
    .errors(installErrors),
  events: read
    .route({ method: "GET", path: "/events", summary: "What was installed, changed and removed, newest first" })
    .input(pageQuery.extend({ pluginId: z.string().optional(), packageName: z.string().optional() }))
    .output(pageOf(installEventSchema)),
  catalog: {
    search: manage
      .route({ method: "GET", path: "/catalog", summary: "What the configured catalogs offer" })
      .input(
        pageQuery.extend({
          search: z.string().max(200).optional(),
          category: z.string().max(100).optional(),
          catalog: z.string().max(64).optional(),
        }),
      )
      .output(
        pageOf(catalogEntrySchema).extend({
          /** Of everything that the catalogs offer, with how many entries each has. */
          categories: z.array(z.object({ name: z.string(), entries: z.number().int() })),
          problems: z.array(catalogProblemSchema),
        }),
      ),
    image: manage
      .route({ method: "GET", path: "/catalog/images/{sha256}", summary: "A screenshot out of a catalog" })
      .input(z.object({ sha256: z.string() }))
      .output(z.file())
      .errors({ IMAGE_NOT_FOUND: { status: 404, data: z.object({ sha256: z.string() }) } }),
  },
  sources: {
    get: manage
      .route({ method: "GET", path: "/sources", summary: "Where packages are fetched from" })
      .output(sourceSettingsSchema),
    update: manage
      .route({ method: "PUT", path: "/sources", summary: "Change where packages are fetched from" })
      .input(sourceSettingsSchema)
      .output(sourceSettingsSchema)
      .errors({ SOURCES_INVALID: { status: 400, data: z.object({ reasons: z.array(z.string()) }) } }),
  },
  publishers: {
    list: read.route({ method: "GET", path: "/publishers", summary: "Trusted keys" }).output(z.array(publisherSchema)),
    add: manage
      .route({ method: "POST", path: "/publishers", summary: "Trust a key", successStatus: 201 })
      .input(publisherInputSchema)
      .output(publisherSchema)
      .errors({ KEY_INVALID: publisherErrors.KEY_INVALID, KEY_KNOWN: publisherErrors.KEY_KNOWN }),
    update: manage
      .route({
        method: "PATCH",
        path: "/publishers/{keyId}",
        summary: "Rename a key, or let it into the platform's process",
      })
      .input(
        z.object({
          keyId: z.string(),
          name: publisherInputSchema.shape.name.optional(),
          inProcess: z.boolean().optional(),
        }),
      )
      .output(publisherSchema)
      .errors({ PUBLISHER_NOT_FOUND: publisherErrors.PUBLISHER_NOT_FOUND, KEY_BUILT_IN: publisherErrors.KEY_BUILT_IN }),
    remove: manage
      .route({ method: "DELETE", path: "/publishers/{keyId}", summary: "Trust a key no longer" })
      .input(z.object({ keyId: z.string() }))
      .output(z.void())
      .errors({ PUBLISHER_NOT_FOUND: publisherErrors.PUBLISHER_NOT_FOUND, KEY_BUILT_IN: publisherErrors.KEY_BUILT_IN }),
  },
  policy: {
    get: read
      .route({ method: "GET", path: "/policy", summary: "What is done with packages that no trusted key signed" })
      .output(policySchema),
    update: manage
      .route({ method: "PUT", path: "/policy", summary: "Change the policy" })
      .input(policySchema)
      .output(policySchema),
  },
  instances: read
    .route({
      method: "GET",
      path: "/instances",
      summary: "The processes of the installation, and what each of them runs",
    })
    .output(z.array(instanceSchema)),
  frontend: procedure
    .meta({ access: "public" })
    .route({ method: "GET", path: "/frontend", summary: "Front-end modules that the shell loads" })
    .output(z.array(frontendModuleSchema)),
});
