import { createFrontendPlugin, type FrontendPlugin } from "@checkstack/frontend-api";
import { LayoutDashboard } from "lucide-react";
import { OverviewPage } from "./overview-page.tsx";

/** The one page of the shell itself; what it shows comes from plugins. */
export const shellPlugin: FrontendPlugin = createFrontendPlugin({
  metadata: { pluginId: "shell", displayName: "Overview" },
  routes: [{ path: "/", title: "Overview", component: OverviewPage }],
  navItems: [{ title: "Overview", path: "/", icon: LayoutDashboard, section: "monitor", order: 0, shortcut: "o" }],
});
