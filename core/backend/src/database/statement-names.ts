/** Names for statements that come again, so that PostgreSQL parses and plans them once for each connection. */
export interface StatementNames {
  /** A name from the second time on; undefined for what is seen once, or when too many different ones are in use. */
  nameOf(sql: string): string | undefined;
}

/** A connection keeps every named statement in the server's memory, so there are at most `max` names. */
export function createStatementNames({ max = 500 }: { max?: number } = {}): StatementNames {
  const named = new Map<string, string>();
  let seenOnce = new Set<string>();
  return {
    nameOf(sql) {
      const name = named.get(sql);
      if (name !== undefined || named.size >= max) return name;
      if (!seenOnce.has(sql)) {
        if (seenOnce.size >= max) seenOnce = new Set();
        seenOnce.add(sql);
        return undefined;
      }
      seenOnce.delete(sql);
      const fresh = `s${Bun.hash(sql).toString(36)}`;
      named.set(sql, fresh);
      return fresh;
    },
  };
}
