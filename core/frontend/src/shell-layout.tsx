import { backgroundSlot, PluginBoundary, SlotOutlet, usePrincipal } from "@checkstack/frontend-api";
import { lazy, Suspense, useCallback, useState } from "react";
import { Outlet } from "react-router";
import { ConnectionBanner } from "./connection-banner.tsx";
import type { PluginLoader } from "./plugin-loader.ts";
import { PluginFailures } from "./plugin-failures.tsx";
import { Sidebar } from "./sidebar.tsx";
import { TopBar } from "./top-bar.tsx";
import { TypeAhead } from "./type-ahead.tsx";
import { useNav } from "./use-nav.ts";
import { useShortcuts } from "./use-shortcuts.ts";

// Nobody needs these at once.
const Palette = lazy(async () => ({ default: (await import("./palette.tsx")).Palette }));
const SidebarSheet = lazy(async () => ({ default: (await import("./sidebar-sheet.tsx")).SidebarSheet }));
const ShortcutsDialog = lazy(async () => ({ default: (await import("./shortcuts-dialog.tsx")).ShortcutsDialog }));

type Overlay = "none" | "palette" | "shortcuts" | "sidebar";

/** Sidebar, top bar, and the page between them. */
export function ShellLayout({ loader }: { loader: PluginLoader }) {
  const [overlay, setOverlay] = useState<Overlay>("none");
  /** What is searched for; kept here, because people type before the palette has arrived. */
  const [search, setSearch] = useState("");
  const close = useCallback(() => {
    setOverlay("none");
    setSearch("");
  }, []);
  const groups = useNav();
  const person = usePrincipal();
  useShortcuts({
    groups,
    onPalette: () => (overlay === "palette" ? close() : setOverlay("palette")),
    onHelp: () => setOverlay("shortcuts"),
  });

  // Whoever is not signed in is on the way to sign-in: there is nothing to frame.
  if (person.type === "anonymous") return <Outlet />;
  return (
    <div className="flex min-h-dvh">
      <a
        href="#content"
        className="fixed top-2 left-2 z-50 -translate-y-16 rounded-md bg-accent px-3 py-2 text-sm font-medium text-on-accent focus:translate-y-0"
      >
        Skip to the content
      </a>
      <aside className="sticky top-0 hidden h-dvh w-56 shrink-0 flex-col border-r border-line bg-surface md:flex">
        <Sidebar groups={groups} />
      </aside>
      <div className="flex min-w-0 flex-1 flex-col">
        <TopBar
          groups={groups}
          onMenu={() => setOverlay("sidebar")}
          onSearch={() => setOverlay("palette")}
          onShortcuts={() => setOverlay("shortcuts")}
        />
        <ConnectionBanner />
        <PluginFailures loader={loader} />
        <main
          id="content"
          tabIndex={-1}
          className="mx-auto w-full max-w-7xl flex-1 px-4 py-5 outline-none sm:px-6 sm:py-6"
        >
          <Outlet />
        </main>
      </div>
      <SlotOutlet slot={backgroundSlot} props={{}} />
      <PluginBoundary pluginId="shell">
        <Suspense fallback={overlay === "palette" && <TypeAhead onType={setSearch} onClose={close} />}>
          {overlay === "sidebar" && <SidebarSheet groups={groups} onClose={close} />}
          {overlay === "palette" && (
            <Palette groups={groups} search={search} onSearchChange={setSearch} onClose={close} />
          )}
          {overlay === "shortcuts" && <ShortcutsDialog groups={groups} onClose={close} />}
        </Suspense>
      </PluginBoundary>
    </div>
  );
}
