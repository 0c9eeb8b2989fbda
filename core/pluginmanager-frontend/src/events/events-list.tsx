import { plural } from "@checkstack/frontend-api";
import type { InstallEvent } from "@checkstack/pluginmanager-common";
import {
  Badge,
  Button,
  Duration,
  EmptyState,
  ErrorState,
  RelativeTime,
  SkeletonRows,
  type BadgeProps,
} from "@checkstack/ui";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { CircleCheck, CircleX, History, LoaderCircle, type LucideIcon } from "lucide-react";
import { useManager } from "../shared/clients.ts";
import { actionTitle, stepTitle } from "./event-words.ts";
import { operationsOf, type PastOperation } from "./operations-of.ts";

const PAGE = 50;

/** What was done with installed packages, newest first; with one package or all. */
export function EventsList({ packageName }: { packageName?: string | undefined }) {
  const events = useInfiniteQuery(
    useManager().events.infiniteOptions({
      input: (cursor: string | undefined) => ({
        limit: PAGE,
        ...(cursor !== undefined && { cursor }),
        ...(packageName !== undefined && { packageName }),
      }),
      initialPageParam: undefined,
      getNextPageParam: ({ nextCursor }) => nextCursor,
      placeholderData: keepPreviousData,
    }),
  );
  const items = events.data?.pages.flatMap((page) => page.items);
  if (!items) {
    return events.error ? (
      <ErrorState
        error={events.error}
        title="The events could not be loaded"
        onRetry={() => void events.refetch()}
        className="m-4"
      />
    ) : (
      <SkeletonRows rows={6} />
    );
  }
  if (items.length === 0) {
    return (
      <EmptyState
        icon={History}
        title="Nothing has happened yet"
        description="Whatever is installed, upgraded, rolled back or removed is kept here, with who did it and what came of it."
      />
    );
  }
  return (
    <>
      <ol aria-label="Events" className="divide-y divide-line">
        {operationsOf(items).map((operation) => (
          <OperationRow key={operation.steps[0]?.id} operation={operation} />
        ))}
      </ol>
      {events.hasNextPage && (
        <div className="border-t border-line p-2 text-center">
          <Button
            size="sm"
            look="ghost"
            pending={events.isFetchingNextPage}
            onClick={() => void events.fetchNextPage()}
          >
            Show older
          </Button>
        </div>
      )}
    </>
  );
}

function OperationRow({ operation: { last, steps } }: { operation: PastOperation }) {
  const { icon: Icon, tone, word } = OUTCOMES[last.outcome];
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 gap-y-1 px-4 py-3 text-sm">
      <span className="min-w-0 flex-1">
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Badge tone={tone}>
            <Icon aria-hidden />
            {word}
          </Badge>
          <span className="font-medium text-text">{actionTitle(last.action)}</span>
          <span className="wrap-anywhere text-text-muted">
            {last.packageName} {last.version}
          </span>
        </span>
        {last.detail !== "" && <span className="mt-1 block wrap-anywhere text-text-muted">{last.detail}</span>}
        {steps.length > 1 && <Steps steps={steps} />}
      </span>
      <span className="shrink-0 text-xs text-text-muted max-sm:w-full">
        {last.actor}, <RelativeTime at={last.at} />
      </span>
    </li>
  );
}

/** How it went, and how long each step took; its end is told above. */
const Steps = ({ steps }: { steps: readonly InstallEvent[] }) => {
  const taken = steps.filter(({ step }) => step !== "done");
  return (
    <details className="mt-1 text-xs">
      <summary className="cursor-pointer text-accent-text">{plural(taken.length, "step")}</summary>
      <ol className="mt-1.5 flex flex-col gap-1.5 border-l border-line pl-3">
        {taken.map((step, index) => {
          const next = steps[index + 1];
          return (
            <li key={step.id} className="wrap-anywhere text-text-muted">
              <span className="font-medium text-text">{stepTitle(step.step)}</span>
              {next && (
                <>
                  {" "}
                  (<Duration ms={next.at.getTime() - step.at.getTime()} />)
                </>
              )}
              {step.detail !== "" && <span className="block">{step.detail}</span>}
            </li>
          );
        })}
      </ol>
    </details>
  );
};

const OUTCOMES: Readonly<
  Record<InstallEvent["outcome"], { icon: LucideIcon; tone: NonNullable<BadgeProps["tone"]>; word: string }>
> = {
  started: { icon: LoaderCircle, tone: "neutral", word: "Begun" },
  succeeded: { icon: CircleCheck, tone: "healthy", word: "Done" },
  failed: { icon: CircleX, tone: "unhealthy", word: "Failed" },
};
