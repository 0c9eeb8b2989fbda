import * as z from "zod";

/** How near a deadline is, as the settings have it. */
export const urgencySchema = z.enum(["later", "soon", "urgent", "over"]);
export type Urgency = z.infer<typeof urgencySchema>;

export const deadlineInputSchema = z.object({
  systemId: z.string(),
  /** What expires: `Licence of the database`. */
  name: z.string().trim().min(1, "must not be empty").max(200),
  /** The last day on which it is fine: `2027-03-31`. */
  dueOn: z.iso.date("must be a date"),
});

export const deadlineSchema = deadlineInputSchema.extend({
  id: z.string(),
  /** Negative when it is over. */
  daysLeft: z.number().int(),
  urgency: urgencySchema,
});
export type Deadline = z.infer<typeof deadlineSchema>;
