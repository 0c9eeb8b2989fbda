import { createExtension, createFrontendPlugin, overviewSlot } from "@checkstack/frontend-api";
import { lazy } from "react";
import "./tally.css";
import { TallyIcon } from "./tally-icon.tsx";
import { TallyWidget } from "./tally-widget.tsx";

/** Counts. Made as somebody outside of this repository would make it: it shares React with the shell, and little else. */
export default createFrontendPlugin({
  metadata: { pluginId: "tally", displayName: "Tally" },
  routes: [{ path: "/tally", title: "Tally", component: lazy(() => import("./tally-page.tsx")) }],
  navItems: [{ title: "Tally", path: "/tally", icon: TallyIcon, section: "manage" }],
  extensions: [createExtension({ slot: overviewSlot, component: TallyWidget })],
});
