import { ownCatalog, ownPublishers } from "@checkstack/plugin-catalog-common";
import { catalogIndexSchema, keyIdOf } from "@checkstack/plugin-package-node";
import type { Publisher } from "@checkstack/pluginmanager-common";
import * as z from "zod";
import { SourceError } from "../installers/source-error.ts";
import type { ReadCatalog } from "./catalog-reader.ts";

/** The catalog that comes with the platform: as trusted as the platform itself, so it needs no signature. */
export const OWN_CATALOG: ReadCatalog = {
  id: "checkstack",
  index: catalogIndexSchema.parse(ownCatalog),
  async file(path) {
    throw new SourceError("NOT_IN_SOURCE", "checkstack", `The catalog of the platform has no file ${path}.`);
  },
};

const ownPublishersSchema = z.array(
  z.object({ name: z.string(), publicKey: z.string(), inProcess: z.boolean(), addedAt: z.coerce.date() }),
);

/** Publishers that are trusted from the start. */
export const OWN_PUBLISHERS: readonly Publisher[] = ownPublishersSchema
  .parse(ownPublishers)
  .map((publisher) => ({ ...publisher, keyId: keyIdOf(publisher.publicKey), builtIn: true }));
