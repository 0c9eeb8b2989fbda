/** Where a run took place, as people say it. */
export const sourceName = (source: string): string => SOURCES[source] ?? source;

const SOURCES: Readonly<Record<string, string>> = { here: "From this server", manual: "Run by hand" };
