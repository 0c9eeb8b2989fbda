import { commandSlot, createDataExtension, createFrontendPlugin } from "@checkstack/frontend-api";
import { access, pluginMetadata } from "@checkstack/pluginmanager-common";
import { PackagePlus, Puzzle } from "lucide-react";
import { lazy } from "react";
import { eventsPath, installPath, instancesPath, pluginsPath, sourcesPath } from "./shared/paths.ts";

const read = [access.pluginRead];
const manage = [access.pluginManage];

const PluginsPage = lazy(() => import("./list/plugins-page.tsx"));
const PluginPage = lazy(() => import("./plugin/plugin-page.tsx"));
const InstallPage = lazy(() => import("./install/install-page.tsx"));
const InstancesPage = lazy(() => import("./instances/instances-page.tsx"));
const EventsPage = lazy(() => import("./events/events-page.tsx"));
const SourcesPage = lazy(() => import("./sources/sources-page.tsx"));

export default createFrontendPlugin({
  metadata: pluginMetadata,
  routes: [
    { path: pluginsPath, title: "Plugins", component: PluginsPage, access: read },
    { path: "/plugins/installed/:pluginId", title: "Plugin", component: PluginPage, access: read },
    { path: installPath, title: "Install a plugin", component: InstallPage, access: manage },
    { path: instancesPath, title: "Instances", component: InstancesPage, access: read },
    { path: eventsPath, title: "Events of plugins", component: EventsPage, access: read },
    { path: sourcesPath, title: "Sources and publishers", component: SourcesPage, access: manage },
  ],
  navItems: [
    {
      title: "Plugins",
      path: pluginsPath,
      icon: Puzzle,
      section: "manage",
      order: 10,
      access: read,
      shortcut: "p",
    },
  ],
  extensions: [
    createDataExtension({
      slot: commandSlot,
      data: { id: "install", title: "Install a plugin", group: "Actions", icon: PackagePlus, path: installPath },
      access: manage,
    }),
  ],
});
