import { createExtension, createFrontendPlugin, topBarSlot } from "@checkstack/frontend-api";
import { access, pluginMetadata } from "@checkstack/notification-common";
import { lazy } from "react";

const Bell = lazy(() => import("./bell.tsx"));

export default createFrontendPlugin({
  metadata: pluginMetadata,
  extensions: [createExtension({ slot: topBarSlot, component: Bell, access: [access.notificationRead] })],
});
