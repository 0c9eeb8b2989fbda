import * as z from "zod";

export const notificationSchema = z.object({
  id: z.string(),
  type: z.enum(["problem", "recovery", "flapping"]),
  /** One line: `Shop: Landing page is unhealthy`. */
  title: z.string(),
  /** Why, in one sentence. */
  body: z.string(),
  systemId: z.string(),
  checkId: z.string(),
  /** When the first run was due that showed it. */
  since: z.date(),
  createdAt: z.date(),
});
export type Notification = z.infer<typeof notificationSchema>;
