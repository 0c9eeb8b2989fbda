import type { Preview } from "@checkstack/pluginmanager-common";
import { Card, CardBody, CardHeader } from "@checkstack/ui";
import { Additions } from "../shared/additions.tsx";
import { SubHeading } from "../shared/section.tsx";
import { SentenceList } from "../shared/sentence-list.tsx";
import { AgreeCard, type Agreement } from "./agree-card.tsx";
import { changeSentences } from "./change-sentences.ts";
import { FitCard } from "./fit-card.tsx";
import { WhatItIsCard } from "./what-it-is-card.tsx";

/** All that can be said of a package before it is installed, and the question whether it should be. */
export const PreviewView = ({ preview, onInstall }: { preview: Preview; onInstall(agreed: Agreement): void }) => (
  <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,3fr)_minmax(18rem,2fr)]">
    <div className="flex min-w-0 flex-col gap-5">
      <Changes preview={preview} />
      <WhatItIsCard preview={preview} />
      <Card>
        <CardHeader title="What it asks for" description="Installing is trusting; isolation is what limits it" />
        <CardBody className="flex flex-col gap-4">
          <Calls preview={preview} />
          <div>
            <SubHeading>What it can reach</SubHeading>
            <SentenceList
              label="What it can reach"
              sentences={preview.reaches.map((sentence) => ({ tone: "plain", sentence }))}
            />
          </div>
        </CardBody>
      </Card>
      <Card>
        <CardHeader title="What it adds" />
        <CardBody className="flex flex-col gap-5">
          {preview.plugins.map(({ pluginId, displayName, description, adds }) => (
            <section key={pluginId} aria-label={displayName} className="min-w-0">
              {preview.plugins.length > 1 && (
                <p className="mb-2 text-sm">
                  <span className="font-medium text-text">{displayName}</span>{" "}
                  <code className="font-mono text-xs text-text-muted">{pluginId}</code>
                  {description && <span className="block text-text-muted">{description}</span>}
                </p>
              )}
              <Additions {...adds} />
            </section>
          ))}
        </CardBody>
      </Card>
    </div>
    <div className="flex min-w-0 flex-col gap-5 lg:sticky lg:top-18">
      <FitCard compatibility={preview.compatibility} />
      <AgreeCard preview={preview} onInstall={onInstall} />
    </div>
  </div>
);

/** The plugins whose contracts it may call. */
function Calls({ preview: { plugins } }: { preview: Preview }) {
  const calls = [...new Set(plugins.flatMap(({ backend }) => backend?.calls ?? []))].toSorted();
  return (
    <div>
      <SubHeading>Other plugins that it calls</SubHeading>
      {calls.length === 0 ? (
        <p className="text-sm text-text-muted">None.</p>
      ) : (
        <ul className="flex flex-wrap gap-x-3">
          {calls.map((pluginId) => (
            <li key={pluginId}>
              <code className="font-mono text-xs text-text">{pluginId}</code>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** What an upgrade changes in what the package may do: nobody should have to compare. */
function Changes({ preview: { action, changes } }: { preview: Preview }) {
  if (!changes || action === "reinstall") return null;
  const sentences = changeSentences(changes);
  return (
    <Card>
      <CardHeader title={`What changes since ${changes.from}`} />
      <CardBody>
        {sentences.length === 0 ? (
          <p className="text-sm text-text-muted">It may do exactly what it may do now.</p>
        ) : (
          <SentenceList label="What changes" sentences={sentences} />
        )}
      </CardBody>
    </Card>
  );
}
