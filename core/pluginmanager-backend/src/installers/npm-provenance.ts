import type { Preview } from "@checkstack/pluginmanager-common";
import * as z from "zod";

type Provenance = NonNullable<Preview["provenance"]>;

const SLSA = "https://slsa.dev/provenance/v1";

const attestationsSchema = z.object({
  attestations: z.array(
    z.object({
      predicateType: z.string(),
      bundle: z.object({ dsseEnvelope: z.object({ payload: z.string() }) }),
    }),
  ),
});

/** An in-toto statement with SLSA provenance, as GitHub and GitLab make it. */
const statementSchema = z.object({
  predicate: z.object({
    buildDefinition: z.object({
      externalParameters: z.object({
        workflow: z.object({ repository: z.string().max(300), path: z.string().max(300).optional() }),
      }),
      resolvedDependencies: z
        .array(z.object({ digest: z.object({ gitCommit: z.string().max(64).optional() }).optional() }))
        .optional(),
    }),
  }),
});

/** What npm's attestations say of where and how a package was built; `undefined` when they say nothing that can be shown. */
export function readProvenance(body: Uint8Array): Provenance | undefined {
  try {
    const { attestations } = attestationsSchema.parse(JSON.parse(new TextDecoder().decode(body)));
    const found = attestations.find(({ predicateType }) => predicateType === SLSA);
    if (!found) return undefined;
    const payload = Buffer.from(found.bundle.dsseEnvelope.payload, "base64").toString();
    const { externalParameters, resolvedDependencies } = statementSchema.parse(JSON.parse(payload)).predicate
      .buildDefinition;
    const { repository, path } = externalParameters.workflow;
    const commit = resolvedDependencies?.find(({ digest }) => digest?.gitCommit !== undefined)?.digest?.gitCommit;
    return { repository, ...(path !== undefined && { workflow: path }), ...(commit !== undefined && { commit }) };
  } catch {
    return undefined;
  }
}
