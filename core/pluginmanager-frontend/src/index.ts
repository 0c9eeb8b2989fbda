import { createFrontendPlugin } from "@checkstack/frontend-api";
import { access, pluginMetadata } from "@checkstack/pluginmanager-common";
import { Puzzle } from "lucide-react";
import { lazy } from "react";

export default createFrontendPlugin({
  metadata: pluginMetadata,
  routes: [
    {
      path: "/plugins",
      title: "Plugins",
      component: lazy(() => import("./plugins-page.tsx")),
      access: [access.pluginRead],
    },
  ],
  navItems: [
    {
      title: "Plugins",
      path: "/plugins",
      icon: Puzzle,
      section: "manage",
      order: 10,
      access: [access.pluginRead],
      shortcut: "p",
    },
  ],
});
