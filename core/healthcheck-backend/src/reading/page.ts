import type { PageCursor } from "@checkstack/backend-api";
import type { Page } from "@checkstack/common";

/** One page out of one row more than was asked for: whether there is that row says whether there is a next page. */
export function pageFrom<Row, Item, Place>(
  rows: readonly Row[],
  options: { limit: number; item: (row: Row) => Item; cursor: PageCursor<Place>; placeOf: (row: Row) => Place },
): Page<Item> {
  const page = rows.slice(0, options.limit);
  const last = page.at(-1);
  const more = rows.length > options.limit && last !== undefined;
  return { items: page.map(options.item), nextCursor: more ? options.cursor.encode(options.placeOf(last)) : null };
}
