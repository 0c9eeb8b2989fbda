import { createHmac, timingSafeEqual } from "node:crypto";
import type { Access } from "@checkstack/common";
import * as z from "zod";

const accessRuleSchema = z.object({
  id: z.string(),
  description: z.string(),
  defaultFor: z.array(z.enum(["users", "anonymous"])).optional(),
});

const accessSchema: z.ZodType<Access> = z.union([
  z.enum(["public", "authenticated", "service"]),
  z.array(accessRuleSchema).min(1),
]);

/** What an instance tells the others of one plugin that it runs. */
export const hostedPluginSchema = z.object({
  pluginId: z.string(),
  displayName: z.string(),
  packageName: z.string(),
  version: z.string(),
  state: z.enum(["registered", "ready", "blocked", "failed"]),
  reason: z.string().optional(),
  /** It answers calls and requests. */
  serves: z.boolean(),
  /** In a process of its own. */
  isolated: z.boolean(),
  /** The plugins that it may call. */
  calls: z.array(z.string()),
  accessRules: z.array(accessRuleSchema),
  signals: z.array(z.object({ id: z.string(), access: accessSchema })),
  sockets: z.array(z.object({ path: z.string(), access: accessSchema })),
  extensions: z.array(z.object({ pointId: z.string(), metadata: z.looseObject({ id: z.string() }) })),
});
export type HostedPlugin = z.infer<typeof hostedPluginSchema>;

const instanceRecordSchema = z.object({
  id: z.uuid(),
  /** The machine, for people. */
  name: z.string(),
  /** Where other instances reach it: `https://10.0.0.7:3551`. */
  url: z.url({ protocol: /^https$/ }),
  /** The one certificate that its server may show, with its chain (PEM). */
  certificate: z.string(),
  /** The name the certificate is made for, where that is not the host of `url`. */
  certificateName: z.string().optional(),
  version: z.string(),
  startedAt: z.iso.datetime(),
  state: z.enum(["starting", "running", "draining"]),
  /** Public keys (Ed25519, base64url) of its service tokens, by key id. */
  keys: z.array(z.object({ id: z.string(), publicKey: z.string() })),
  plugins: z.array(hostedPluginSchema),
  /** The plugins that it was told to run, as in `--plugins`; none means all. */
  patterns: z.array(z.string()).default([]),
  /** It runs, besides, what no instance names. */
  standsIn: z.boolean().default(false),
});

/** What an instance says of itself. */
export type InstanceRecord = z.infer<typeof instanceRecordSchema>;

/** A record as it is stored. */
export interface SealedRecord {
  readonly id: string;
  readonly record: string;
  readonly mac: string;
}

/** `key` comes from the installation's secret, purpose `instances`. */
export function sealRecord(record: InstanceRecord, key: Uint8Array): SealedRecord {
  const text = JSON.stringify(record);
  return { id: record.id, record: text, mac: macOf(text, key).toString("base64url") };
}

/** The record, or `undefined` when it was not written by a holder of the secret, or for another row. */
export function openRecord({ id, record, mac }: SealedRecord, key: Uint8Array): InstanceRecord | undefined {
  const given = Buffer.from(mac, "base64url");
  const expected = macOf(record, key);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
  const { data } = instanceRecordSchema.safeParse(JSON.parse(record));
  return data?.id === id ? data : undefined;
}

const macOf = (text: string, key: Uint8Array): Buffer => createHmac("sha256", key).update(text).digest();
