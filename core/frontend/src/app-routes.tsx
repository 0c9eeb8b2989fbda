import { PluginBoundary, useSession, type Owned, type PageRoute } from "@checkstack/frontend-api";
import { Suspense } from "react";
import { Navigate, Route, Routes, useLocation } from "react-router";
import { decidePage } from "./decide-page.ts";
import { ForbiddenPage, NotFoundPage } from "./message-pages.tsx";
import { PageSkeleton } from "./page-skeleton.tsx";
import type { PluginLoader } from "./plugin-loader.ts";
import { ShellLayout } from "./shell-layout.tsx";
import { usePageRoutes } from "./use-page-routes.ts";

/** The pages of all plugins, with or without the sidebar around them. */
export function AppRoutes({ loader }: { loader: PluginLoader }) {
  const routes = usePageRoutes();
  const { setUp, person } = useSession();
  const bare = routes.filter(({ item }) => item.layout === "bare");
  const shell = routes.filter(({ item }) => item.layout !== "bare");
  const signedIn = setUp && person.type !== "anonymous";
  const draw = (route: Owned<PageRoute>) => (
    <Route key={`${route.pluginId} ${route.item.path}`} path={route.item.path} element={<Page route={route} />} />
  );
  return (
    <Routes>
      {bare.map((route) => draw(route))}
      <Route element={<ShellLayout loader={loader} />}>
        {shell.map((route) => draw(route))}
        {signedIn && <Route path="*" element={<NotFoundPage />} />}
      </Route>
      {!signedIn && <Route path="*" element={<Page />} />}
    </Routes>
  );
}

/** A page, if this person may see it; otherwise where to go. Without a route: an address that no plugin answers. */
function Page({ route }: { route?: Owned<PageRoute> }) {
  const session = useSession();
  const { pathname, search, hash } = useLocation();
  const decision = decidePage({ session, route, location: `${pathname}${search}${hash}` });
  switch (decision.show) {
    case "redirect":
      return <Navigate to={decision.to} replace />;
    case "forbidden":
      return <ForbiddenPage />;
    case "not-found":
      return <NotFoundPage />;
    case "page": {
      const { pluginId, item } = decision.route;
      return (
        <PluginBoundary key={`${pluginId} ${item.path}`} pluginId={pluginId}>
          <Suspense fallback={<PageSkeleton />}>
            <item.component />
          </Suspense>
        </PluginBoundary>
      );
    }
  }
}
