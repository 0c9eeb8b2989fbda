import type { Page } from "@checkstack/common";

/** The largest page that a list gives. */
export const LARGEST_PAGE = 2000;

/** Everything that a list has, page after page. */
export async function allPages<Item>(fetchPage: (cursor: string | undefined) => Promise<Page<Item>>): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    // Each page begins where the one before ends: they cannot be asked for at once.
    // oxlint-disable-next-line no-await-in-loop
    const page = await fetchPage(cursor);
    items.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return items;
}
