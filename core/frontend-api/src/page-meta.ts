/** Where a page stands: the trail in the top bar and the browser's title. */
export interface PageMeta {
  readonly title: string;
  readonly crumbs?: readonly Crumb[];
}

export interface Crumb {
  readonly title: string;
  readonly path: string;
}

/** The meta of the page that is open; nothing while a page has set none. */
export interface PageMetaStore {
  set(meta: PageMeta): () => void;
  snapshot(): PageMeta | undefined;
  subscribe(listener: () => void): () => void;
}

export function createPageMetaStore(): PageMetaStore {
  const listeners = new Set<() => void>();
  let current: PageMeta | undefined;

  const become = (meta: PageMeta | undefined) => {
    current = meta;
    for (const listener of listeners) listener();
  };

  return {
    set(meta) {
      become(meta);
      return () => {
        // The next page may have set its own before the last one went.
        if (current === meta) become(undefined);
      };
    },
    snapshot: () => current,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
