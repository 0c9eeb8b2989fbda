import { ownCatalogUrl, ownPublishers } from "@checkstack/plugin-catalog-common";
import { keyIdOf } from "@checkstack/plugin-package-node";
import type { Publisher } from "@checkstack/pluginmanager-common";
import * as z from "zod";
import type { CatalogPlace } from "./catalog-reader.ts";

const ownPublisherSchema = z.object({
  name: z.string(),
  publicKey: z.string(),
  inProcess: z.boolean(),
  addedAt: z.coerce.date(),
});

const [first, ...others] = z.tuple([ownPublisherSchema], ownPublisherSchema).parse(ownPublishers);

/** Publishers that are trusted from the start. */
export const OWN_PUBLISHERS: readonly Publisher[] = [first, ...others].map((publisher) => ({
  ...publisher,
  keyId: keyIdOf(publisher.publicKey),
  builtIn: true,
}));

/** The catalog that comes with the platform, signed as any other. */
export const OWN_CATALOG: CatalogPlace = {
  id: "checkstack",
  name: first.name,
  url: ownCatalogUrl,
  publicKey: first.publicKey,
};
