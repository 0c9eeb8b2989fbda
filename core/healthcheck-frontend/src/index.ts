import {
  backgroundSlot,
  commandSlot,
  createDataExtension,
  createExtension,
  createFrontendPlugin,
  createPluginClient,
  type QueryPrefetcher,
  systemPageSlot,
} from "@checkstack/frontend-api";
import { pluginMetadata as catalogMetadata, type catalogContract } from "@checkstack/catalog-common";
import { access, pluginMetadata, type healthcheckContract } from "@checkstack/healthcheck-common";
import { Activity, LayoutDashboard, Plus } from "lucide-react";
import { lazy } from "react";
import { Background } from "./live/background.tsx";
import { OverviewPage } from "./overview/overview-page.tsx";
import { searchChecks } from "./search-checks.ts";
import { allSystems, allSystemStatuses } from "./shared/lists.ts";
import { checksPath, newCheckPath } from "./shared/paths.ts";

const read = [access.checkRead];
const manage = [access.checkManage];

const ChecksPage = lazy(() => import("./list/checks-page.tsx"));
const CheckPage = lazy(() => import("./check/check-page.tsx"));
const editor = () => import("./editor/check-editor-page.tsx");
const NewCheckPage = lazy(async () => ({ default: (await editor()).NewCheckPage }));
const EditCheckPage = lazy(async () => ({ default: (await editor()).EditCheckPage }));
const ChecksOfSystem = lazy(() => import("./system/checks-of-system.tsx"));

function prefetchOverview(queries: QueryPrefetcher): void {
  void queries.prefetchQuery(allSystems(createPluginClient<typeof catalogContract>(catalogMetadata)));
  void queries.prefetchQuery(allSystemStatuses(createPluginClient<typeof healthcheckContract>(pluginMetadata)));
}

export default createFrontendPlugin({
  metadata: pluginMetadata,
  routes: [
    { path: "/", title: "Overview", component: OverviewPage, prefetch: prefetchOverview, access: read },
    { path: "/checks", title: "Checks", component: ChecksPage, access: read },
    { path: "/checks/new", title: "New check", component: NewCheckPage, access: manage },
    { path: "/checks/:checkId", title: "Check", component: CheckPage, access: read },
    { path: "/checks/:checkId/edit", title: "Edit check", component: EditCheckPage, access: manage },
  ],
  navItems: [
    { title: "Overview", path: "/", icon: LayoutDashboard, section: "monitor", order: 0, shortcut: "o", access: read },
    { title: "Checks", path: checksPath, icon: Activity, section: "monitor", order: 30, shortcut: "c", access: read },
  ],
  extensions: [
    createExtension({ slot: backgroundSlot, component: Background, access: read }),
    createExtension({ slot: systemPageSlot, component: ChecksOfSystem, order: 10, access: read }),
    createDataExtension({
      slot: commandSlot,
      data: { id: "new", title: "New check", group: "Actions", icon: Plus, path: newCheckPath() },
      access: manage,
    }),
    createDataExtension({ slot: commandSlot, data: searchChecks, access: read }),
  ],
});
