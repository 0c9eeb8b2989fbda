import { createFrontendPlugin } from "@checkstack/frontend-api";
import { access, pluginMetadata } from "@checkstack/queue-common";
import { ListOrdered } from "lucide-react";
import { lazy } from "react";
import { enginePath, lettersPath, queuesPath } from "./shared/paths.ts";

const read = [access.queueRead];
const manage = [access.queueManage];

const QueuesPage = lazy(() => import("./queues/queues-page.tsx"));
const LettersPage = lazy(() => import("./letters/letters-page.tsx"));
const EnginePage = lazy(() => import("./engine/engine-page.tsx"));

export default createFrontendPlugin({
  metadata: pluginMetadata,
  routes: [
    { path: queuesPath, title: "Queues", component: QueuesPage, access: read },
    { path: lettersPath, title: "Dead letters", component: LettersPage, access: manage },
    { path: enginePath, title: "Queue engine", component: EnginePage, access: manage },
  ],
  navItems: [
    {
      title: "Queues",
      path: queuesPath,
      icon: ListOrdered,
      section: "manage",
      order: 30,
      access: read,
      shortcut: "q",
    },
  ],
});
