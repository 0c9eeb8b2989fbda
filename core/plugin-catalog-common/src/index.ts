import index from "../index.json" with { type: "json" };
import publishers from "../publishers.json" with { type: "json" };

/** The index of our own catalog. */
export const ownCatalog: unknown = index;

/** Publishers that are trusted from the start. */
export const ownPublishers: unknown = publishers;
