import type { PluginDetail } from "@checkstack/pluginmanager-common";
import { Card, CardBody, CardHeader, CopyButton, RelativeTime } from "@checkstack/ui";
import { CircleAlert } from "lucide-react";
import { reportForAuthor, stateWords } from "../shared/boot-report.ts";
import { SubHeading } from "../shared/section.tsx";

/** Why it does not run, and what went wrong since it does; nothing when all is well. */
export function FaultCard({ plugin }: { plugin: PluginDetail }) {
  const { state, reason, phase, stack, lateErrors } = plugin;
  if (reason === undefined && lateErrors.length === 0) return null;
  return (
    <Card aria-label="What went wrong" className="border-degraded">
      <CardHeader title="What went wrong" />
      <CardBody className="flex flex-col gap-4">
        {reason !== undefined && (
          <p className="flex items-start gap-2 text-sm text-text">
            <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-degraded-text" />
            <span className="min-w-0 wrap-anywhere">
              <span className="font-medium">
                {stateWords[state]}
                {phase !== undefined && ` in ${phase}`}:
              </span>{" "}
              {reason}
            </span>
          </p>
        )}
        {lateErrors.length > 0 && (
          <div>
            <SubHeading>Errors since the start</SubHeading>
            <ul className="flex flex-col gap-1 text-sm">
              {lateErrors.toReversed().map(({ at, message }) => (
                <li key={`${at.getTime()} ${message}`} className="wrap-anywhere">
                  <RelativeTime at={at} className="mr-2 text-xs text-text-muted" />
                  {message}
                </li>
              ))}
            </ul>
          </div>
        )}
        {(stack !== undefined || lateErrors.length > 0) && (
          <div className="min-w-0">
            <div className="flex items-center justify-between">
              <SubHeading>For the author</SubHeading>
              <CopyButton text={reportForAuthor(plugin)} label="Copy the report" />
            </div>
            <Stack text={stack ?? reportForAuthor(plugin)} />
          </div>
        )}
      </CardBody>
    </Card>
  );
}

const Stack = ({ text }: { text: string }) => (
  <div
    role="region"
    aria-label="Stack"
    // A region that scrolls must be reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    tabIndex={0}
    className="max-h-80 overflow-auto rounded-md border border-line bg-sunken"
  >
    <pre className="p-3 font-mono text-xs">{text}</pre>
  </div>
);
