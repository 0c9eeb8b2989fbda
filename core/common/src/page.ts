import * as z from "zod";

/** What every list takes. `cursor` is opaque: pass back the `nextCursor` of the page before. */
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(2000).default(100),
  cursor: z.string().max(500).optional(),
});

/** What every list answers; `nextCursor` is null on the last page. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() });

export interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}
