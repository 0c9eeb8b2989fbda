import { createExtension, createFrontendPlugin, systemPageSlot } from "@checkstack/frontend-api";
import { access, pluginMetadata } from "@example/deadlines-common";
import { CalendarClock } from "lucide-react";
import { lazy } from "react";

const mayRead = [access.deadlineRead];

// Components live in files of their own: a change of one is then on the page at once, and keeps its state.
export default createFrontendPlugin({
  metadata: pluginMetadata,
  routes: [
    {
      path: "/deadlines",
      title: "Deadlines",
      component: lazy(() => import("./deadlines-page.tsx")),
      access: mayRead,
    },
  ],
  navItems: [{ title: "Deadlines", path: "/deadlines", icon: CalendarClock, section: "monitor", access: mayRead }],
  extensions: [
    createExtension({ slot: systemPageSlot, component: lazy(() => import("./system-deadlines.tsx")), access: mayRead }),
  ],
});
