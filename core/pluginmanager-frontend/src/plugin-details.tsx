import type { Plugin } from "@checkstack/pluginmanager-common";
import { CopyButton, Duration, RelativeTime } from "@checkstack/ui";
import type { ReactNode } from "react";
import { reportForAuthor } from "./boot-report.ts";

/** The rest of what is known of a plugin; a stack is for its author. */
export function PluginDetails({ plugin }: { plugin: Plugin }) {
  const { description, packageName, importMs, initMs, lateErrors, accessRules, stack } = plugin;
  return (
    <div className="flex flex-col gap-4 px-4 pt-1 pb-4 text-sm sm:pl-11">
      {description && <p className="text-text-muted">{description}</p>}
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
        <Detail term="Package">
          <code className="font-mono text-xs wrap-anywhere">{packageName}</code>
        </Detail>
        {importMs !== undefined && (
          <Detail term="Import">
            <Duration ms={importMs} />
          </Detail>
        )}
        {initMs !== undefined && (
          <Detail term="Init">
            <Duration ms={initMs} />
          </Detail>
        )}
      </dl>
      {lateErrors.length > 0 && (
        <Section title="Errors since the start">
          <ul className="flex flex-col gap-1">
            {lateErrors.toReversed().map(({ at, message }) => (
              <li key={`${at.getTime()} ${message}`} className="wrap-anywhere">
                <RelativeTime at={at} className="mr-2 text-xs text-text-muted" />
                {message}
              </li>
            ))}
          </ul>
        </Section>
      )}
      {accessRules.length > 0 && (
        <Section title="Access rules">
          <ul className="flex flex-col gap-1">
            {accessRules.map((rule) => (
              <li key={rule.id}>
                {rule.description} <code className="font-mono text-xs wrap-anywhere text-text-muted">{rule.id}</code>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {(stack !== undefined || lateErrors.length > 0) && (
        <Section title="For the author" aside={<CopyButton text={reportForAuthor(plugin)} label="Copy the report" />}>
          <Stack text={stack ?? reportForAuthor(plugin)} />
        </Section>
      )}
    </div>
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

const Detail = ({ term, children }: { term: string; children: ReactNode }) => (
  <>
    <dt className="text-text-muted">{term}</dt>
    <dd>{children}</dd>
  </>
);

const Section = ({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) => (
  <section aria-label={title} className="min-w-0">
    <div className="mb-1 flex min-h-7 items-center justify-between">
      <h2 className="text-xs font-semibold text-text">{title}</h2>
      {aside}
    </div>
    {children}
  </section>
);
