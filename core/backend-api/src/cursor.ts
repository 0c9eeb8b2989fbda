import { ORPCError } from "@orpc/server";
import type * as z from "zod";

/** Turns the last place of a page into the opaque `nextCursor` of a list, and back. */
export interface PageCursor<Place> {
  encode(place: Place): string;
  /** Answers BAD_REQUEST to a cursor that no page of this list gave. */
  decode(cursor: string | undefined): Place | undefined;
}

/** Makes the cursors of one list; `place` is plain data, such as the sort key and id of the last item. */
export const pageCursor = <Place>(place: z.ZodType<Place>): PageCursor<Place> => ({
  encode: (last) => Buffer.from(JSON.stringify(last)).toString("base64url"),
  decode: (cursor) => (cursor === undefined ? undefined : parse(place, cursor)),
});

function parse<Place>(place: z.ZodType<Place>, cursor: string): Place {
  try {
    return place.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
  } catch (cause) {
    const message = "is no cursor of this list; pass back the nextCursor of the page before, or leave it out";
    throw new ORPCError("BAD_REQUEST", {
      message: `cursor ${message}`,
      data: { errors: [{ path: "cursor", message }] },
      cause,
    });
  }
}
