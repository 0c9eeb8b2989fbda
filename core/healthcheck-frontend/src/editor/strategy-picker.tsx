import { matchesSearch } from "@checkstack/frontend-api";
import type { StrategyMetadata } from "@checkstack/healthcheck-common";
import { Button, cn, EmptyState, Input } from "@checkstack/ui";
import { Plug, Search } from "lucide-react";
import { useState } from "react";
import { StrategyIcon } from "../strategy/strategy-icon.tsx";

export interface StrategyPickerProps {
  strategies: readonly StrategyMetadata[];
  chosen: StrategyMetadata | undefined;
  /** Undefined when the strategy of a check cannot be changed any more. */
  onChoose: ((strategy: StrategyMetadata) => void) | undefined;
}

/** What kind of check: the chosen one, or all of them by category. */
export function StrategyPicker({ strategies, chosen, onChoose }: StrategyPickerProps) {
  const [changing, setChanging] = useState(false);
  if (chosen && !changing) {
    return (
      <div className="flex items-center gap-3">
        <Description strategy={chosen} />
        {onChoose && strategies.length > 1 && (
          <Button size="sm" className="ml-auto" onClick={() => setChanging(true)}>
            Change
          </Button>
        )}
      </div>
    );
  }
  if (strategies.length === 0) {
    return (
      <EmptyState
        icon={Plug}
        title="No plugin brings a way to check something"
        description="Install one, or look on the page of plugins why those that are installed do not run."
      />
    );
  }
  return (
    <Choices
      strategies={strategies}
      chosen={chosen}
      onChoose={(strategy) => {
        setChanging(false);
        onChoose?.(strategy);
      }}
    />
  );
}

interface ChoicesProps {
  strategies: readonly StrategyMetadata[];
  chosen: StrategyMetadata | undefined;
  onChoose(strategy: StrategyMetadata): void;
}

function Choices({ strategies, chosen, onChoose }: ChoicesProps) {
  const [search, setSearch] = useState("");
  const found = strategies.filter(({ id, displayName, description, category }) =>
    matchesSearch(search, [id, displayName, description, category]),
  );
  const categories = [...Map.groupBy(found, ({ category }) => category)];
  return (
    <div className="flex flex-col gap-4">
      <Input
        type="search"
        aria-label="Search kinds of check"
        placeholder="Search kinds of check"
        value={search}
        before={<Search aria-hidden />}
        onChange={(event) => setSearch(event.target.value)}
      />
      {found.length === 0 && <p className="py-4 text-center text-sm text-text-muted">No kind of check matches.</p>}
      {categories.map(([category, members]) => (
        <section key={category} aria-label={category}>
          <h3 className="mb-1.5 text-xs font-medium text-text-muted">{category}</h3>
          <ul className="grid gap-2 sm:grid-cols-2">
            {members.map((strategy) => (
              <li key={strategy.id}>
                <button
                  type="button"
                  aria-pressed={strategy.id === chosen?.id}
                  onClick={() => onChoose(strategy)}
                  className={cn(
                    "flex h-full w-full items-center gap-3 rounded-md border border-line p-3 text-left hover:bg-hover",
                    "aria-pressed:border-accent aria-pressed:bg-accent-soft",
                  )}
                >
                  <Description strategy={strategy} />
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

const Description = ({ strategy: { icon, displayName, description } }: { strategy: StrategyMetadata }) => (
  <>
    <span className="flex size-8 shrink-0 items-center justify-center rounded-md border border-line bg-sunken text-text-muted">
      <StrategyIcon name={icon} className="size-4" />
    </span>
    <span className="min-w-0">
      <span className="block text-sm font-medium text-text">{displayName}</span>
      <span className="block text-xs text-text-muted">{description}</span>
    </span>
  </>
);
