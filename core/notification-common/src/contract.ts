import { createContract, pageOf, pageQuery, procedure } from "@checkstack/common";
import * as z from "zod";
import { access } from "./access.ts";
import { pluginMetadata } from "./metadata.ts";
import { notificationSchema } from "./notification.ts";

const read = procedure.meta({ access: [access.notificationRead] });

export const notificationContract = createContract(pluginMetadata, {
  list: read
    .route({ method: "GET", path: "/notifications", summary: "Notifications, newest first" })
    .input(pageQuery)
    .output(pageOf(notificationSchema.extend({ isRead: z.boolean() }))),
  unread: read
    .route({ method: "GET", path: "/notifications/unread", summary: "How many notifications the caller has not read" })
    .output(z.object({ count: z.number().int() })),
  markRead: read
    .route({ method: "POST", path: "/notifications/read", summary: "Mark notifications as read" })
    // The newest one that was on the page: what came after it stays unread.
    .input(z.object({ until: z.uuid("must be the id of a notification") }))
    .output(z.object({ count: z.number().int() })),
});
