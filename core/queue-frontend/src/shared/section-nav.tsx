import { Badge, cn } from "@checkstack/ui";
import type { ReactNode } from "react";
import { NavLink } from "react-router";
import { MOST_LETTERS, useLetters, useMayManageQueues } from "./clients.ts";
import { enginePath, lettersPath, queuesPath } from "./paths.ts";

/** The pages about queues, beside each other. */
export function SectionNav() {
  const mayManage = useMayManageQueues();
  if (!mayManage) return null;
  return (
    <nav aria-label="Queues" className="mb-5 flex gap-1 overflow-x-auto border-b border-line">
      <Tab to={queuesPath}>Live</Tab>
      <Tab to={lettersPath}>
        Dead letters <LetterCount />
      </Tab>
      <Tab to={enginePath}>Engine</Tab>
    </nav>
  );
}

function LetterCount() {
  const count = useLetters().data?.items.length ?? 0;
  return count > 0 && <Badge tone="unhealthy">{count === MOST_LETTERS ? `${count}+` : count}</Badge>;
}

const Tab = ({ to, children }: { to: string; children: ReactNode }) => (
  <NavLink
    to={to}
    end
    className={({ isActive }) =>
      cn(
        "-mb-px flex h-9 shrink-0 items-center gap-1.5 border-b-2 px-2.5 text-sm font-medium focus-visible:-outline-offset-2",
        isActive ? "border-accent text-text" : "border-transparent text-text-muted hover:text-text",
      )
    }
  >
    {children}
  </NavLink>
);
