import * as z from "zod";

/** The sentences that an error of the contract brings; none when it is of another kind. */
export const refusalReasons = (error: unknown): readonly string[] => refused.safeParse(error).data?.data.reasons ?? [];

const refused = z.object({ data: z.object({ reasons: z.array(z.string()) }) });
