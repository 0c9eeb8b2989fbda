/** The typed name of a client-side service. Two refs with one id are the same ref, whoever bundled them. */
export interface ApiRef<T> {
  readonly id: string;
  /** Never set: it carries the type. */
  readonly api?: T;
}

/** A service beside the ref it fulfils. */
export interface ApiProvision<T = unknown> {
  readonly ref: ApiRef<T>;
  readonly api: T;
}

/** `id` is `<pluginId>.<name>`, such as `theme.preference`. */
export const createApiRef = <T>(id: string): ApiRef<T> => ({ id });

export const provideApi = <T>(ref: ApiRef<T>, api: T): ApiProvision<T> => ({ ref, api });

/** Says whether a provision fulfils a ref. The id decides, since a plugin loaded at run time brings its own copy of the ref. */
export const fulfils = <T>(provision: ApiProvision, ref: ApiRef<T>): provision is ApiProvision<T> =>
  provision.ref.id === ref.id;
