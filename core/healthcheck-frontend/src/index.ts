import { backgroundSlot, createExtension, createFrontendPlugin } from "@checkstack/frontend-api";
import { access, pluginMetadata } from "@checkstack/healthcheck-common";
import { LayoutDashboard } from "lucide-react";
import { lazy } from "react";

const read = [access.checkRead];

export default createFrontendPlugin({
  metadata: pluginMetadata,
  routes: [
    { path: "/", title: "Overview", component: lazy(() => import("./overview/overview-page.tsx")), access: read },
  ],
  navItems: [
    { title: "Overview", path: "/", icon: LayoutDashboard, section: "monitor", order: 0, shortcut: "o", access: read },
  ],
  extensions: [
    createExtension({ slot: backgroundSlot, component: lazy(() => import("./live/background.tsx")), access: read }),
  ],
});
