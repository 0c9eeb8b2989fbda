import { access, pluginMetadata } from "@checkstack/catalog-common";
import {
  backgroundSlot,
  commandSlot,
  createDataExtension,
  createExtension,
  createFrontendPlugin,
} from "@checkstack/frontend-api";
import { Boxes, Plus, Server } from "lucide-react";
import { lazy } from "react";
import { Background } from "./live/background.tsx";
import { searchSystems } from "./search-systems.ts";
import { groupsPath, newSystemPath, systemsPath } from "./shared/paths.ts";

const mayRead = [access.entityRead];
const mayManage = [access.entityManage];

export default createFrontendPlugin({
  metadata: pluginMetadata,
  routes: [
    {
      path: systemsPath,
      title: "Systems",
      component: lazy(() => import("./systems/systems-page.tsx")),
      access: mayRead,
    },
    {
      path: newSystemPath,
      title: "Add a system",
      component: lazy(() => import("./system/new-system-page.tsx")),
      access: mayManage,
    },
    {
      path: `${systemsPath}/:systemId`,
      title: "System",
      component: lazy(() => import("./system/system-page.tsx")),
      access: mayRead,
    },
    {
      path: `${systemsPath}/:systemId/edit`,
      title: "Edit",
      component: lazy(() => import("./system/edit-system-page.tsx")),
      access: mayManage,
    },
    { path: groupsPath, title: "Groups", component: lazy(() => import("./groups/groups-page.tsx")), access: mayRead },
  ],
  navItems: [
    {
      title: "Systems",
      path: systemsPath,
      icon: Server,
      section: "monitor",
      order: 10,
      access: mayRead,
      shortcut: "s",
    },
    { title: "Groups", path: groupsPath, icon: Boxes, section: "monitor", order: 40, access: mayRead },
  ],
  extensions: [
    createExtension({ slot: backgroundSlot, component: Background, access: mayRead }),
    createDataExtension({ slot: commandSlot, access: mayRead, data: searchSystems }),
    createDataExtension({
      slot: commandSlot,
      access: mayManage,
      data: {
        id: "add-system",
        title: "Add a system",
        group: "Actions",
        keywords: ["create", "new", "service"],
        icon: Plus,
        path: newSystemPath,
      },
    }),
  ],
});
