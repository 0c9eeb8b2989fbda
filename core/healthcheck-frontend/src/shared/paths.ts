/** Where things are shown. */
export const checksPath = "/checks";
export const checkPath = (checkId: string): string => `/checks/${encodeURIComponent(checkId)}`;
export const editCheckPath = (checkId: string): string => `${checkPath(checkId)}/edit`;
export const newCheckPath = (systemId?: string): string =>
  systemId === undefined ? "/checks/new" : `/checks/new?systemId=${encodeURIComponent(systemId)}`;
export const systemPath = (systemId: string): string => `/systems/${encodeURIComponent(systemId)}`;
