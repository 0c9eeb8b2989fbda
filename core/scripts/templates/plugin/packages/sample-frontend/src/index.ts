import { access, pluginMetadata } from "@acme/sample-common";
import { createFrontendPlugin } from "@checkstack/frontend-api";
import { Package } from "lucide-react";
import { lazy } from "react";

const mayRead = [access.itemRead];

// Components live in files of their own: a change of one is then on the page at once, and keeps its state.
export default createFrontendPlugin({
  metadata: pluginMetadata,
  routes: [{ path: "/sample", title: "Sample", component: lazy(() => import("./items-page.tsx")), access: mayRead }],
  navItems: [{ title: "Sample", path: "/sample", icon: Package, section: "monitor", access: mayRead }],
});
