export { access } from "./access.ts";
export { notificationContract } from "./contract.ts";
export { pluginMetadata } from "./metadata.ts";
export { notificationSchema, type Notification } from "./notification.ts";
export { notificationAdded } from "./signals.ts";
