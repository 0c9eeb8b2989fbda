export const systemsPath = "/systems";
export const newSystemPath = "/systems/new";
export const groupsPath = "/groups";

export const systemPath = (id: string): string => `${systemsPath}/${encodeURIComponent(id)}`;
export const editSystemPath = (id: string): string => `${systemPath(id)}/edit`;

/** The systems that a filter leaves: `systemsWith({ tag: "eu" })`. */
export const systemsWith = (filter: Partial<Record<FilterName, string>>): string =>
  `${systemsPath}?${new URLSearchParams(filter)}`;

/** The filters of the list of systems, by their names in the address. */
export const filterNames = ["search", "tag", "group", "environment", "owner"] as const;
export type FilterName = (typeof filterNames)[number];
