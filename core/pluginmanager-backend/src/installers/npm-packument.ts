import * as z from "zod";

const distSchema = z.object({
  tarball: z.string(),
  /** Subresource integrity: `sha512-<base64>`. */
  integrity: z.string().optional(),
  /** SHA-1 in hexadecimal, of packages older than `integrity`. */
  shasum: z.string().optional(),
  attestations: z.object({ url: z.string() }).optional(),
});
export type Dist = z.infer<typeof distSchema>;

/** What a registry says of a package, as far as it is used. */
export const packumentSchema = z.object({
  "dist-tags": z.record(z.string(), z.string()).default({}),
  versions: z.record(
    z.string(),
    z.object({ version: z.string(), dist: distSchema, deprecated: z.unknown().optional() }),
  ),
});
export type Packument = z.infer<typeof packumentSchema>;

/**
 * The version that is meant by a version, a dist-tag or a range. Of a range the one that is tagged `latest`, where it fits, as
 * npm does; otherwise the highest that is not deprecated.
 */
export function pickVersion({ "dist-tags": tags, versions }: Packument, wanted: string): string | undefined {
  const tagged = Object.hasOwn(tags, wanted) ? tags[wanted] : wanted;
  if (tagged !== undefined && Object.hasOwn(versions, tagged)) return tagged;
  if (wanted === "" || !/[\d*xX]/.test(wanted)) return undefined;
  const fits = (version: string): boolean => Object.hasOwn(versions, version) && Bun.semver.satisfies(version, wanted);
  const latest = tags["latest"];
  if (latest !== undefined && fits(latest)) return latest;
  const fitting = Object.keys(versions).filter(fits).toSorted(Bun.semver.order);
  return fitting.findLast((version) => !versions[version]?.deprecated) ?? fitting.at(-1);
}
