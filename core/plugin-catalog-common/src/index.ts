import publishers from "../publishers.json" with { type: "json" };

/** Where the index of our own catalog lies, with its signature beside it. */
export const ownCatalogUrl: string = new URL("../index.json", import.meta.url).href;

/** Publishers that are trusted from the start; the key of the first one signs our own catalog. */
export const ownPublishers: unknown = publishers;
