import { cn } from "@checkstack/ui";
import { NavLink } from "react-router";
import { useMayManagePlugins } from "./clients.ts";
import { eventsPath, instancesPath, pluginsPath, sourcesPath } from "./paths.ts";

/** The pages about plugins, beside each other. */
export function SectionNav() {
  const mayManage = useMayManagePlugins();
  const pages = [
    { title: "Installed", path: pluginsPath },
    { title: "Instances", path: instancesPath },
    { title: "Events", path: eventsPath },
    ...(mayManage ? [{ title: "Sources", path: sourcesPath }] : []),
  ];
  return (
    <nav aria-label="Plugins" className="mb-5 flex gap-1 overflow-x-auto border-b border-line">
      {pages.map(({ title, path }) => (
        <NavLink
          key={path}
          to={path}
          end
          className={({ isActive }) =>
            cn(
              "-mb-px flex h-9 shrink-0 items-center border-b-2 px-2.5 text-sm font-medium focus-visible:-outline-offset-2",
              isActive ? "border-accent text-text" : "border-transparent text-text-muted hover:text-text",
            )
          }
        >
          {title}
        </NavLink>
      ))}
    </nav>
  );
}
