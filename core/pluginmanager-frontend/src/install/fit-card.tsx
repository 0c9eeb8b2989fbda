import { plural } from "@checkstack/frontend-api";
import type { Compatibility } from "@checkstack/pluginmanager-common";
import { Card, CardBody, CardHeader } from "@checkstack/ui";
import { SentenceList } from "../shared/sentence-list.tsx";

/** Whether the package fits this platform. What does not is told; what does is there for whoever asks. */
export function FitCard({ compatibility }: { compatibility: readonly Compatibility[] }) {
  const met = compatibility.filter(({ ok }) => ok);
  const unmet = compatibility.filter(({ ok }) => !ok);
  return (
    <Card aria-label="Does it fit?">
      <CardHeader title="Does it fit?" />
      <CardBody className="flex flex-col gap-3">
        {compatibility.length === 0 && <p className="text-sm text-text-muted">It asks for nothing in particular.</p>}
        {unmet.length > 0 && (
          <SentenceList label="Not met" sentences={unmet.map(({ sentence }) => ({ tone: "unmet", sentence }))} />
        )}
        {met.length > 0 && (
          <details className="text-sm" open={met.length <= FEW}>
            <summary className="cursor-pointer text-healthy-text">
              {unmet.length === 0 ? "It fits: " : ""}
              {plural(met.length, "requirement")} {met.length === 1 ? "is" : "are"} met
            </summary>
            <div className="mt-2">
              <SentenceList label="Met" sentences={met.map(({ sentence }) => ({ tone: "met", sentence }))} />
            </div>
          </details>
        )}
      </CardBody>
    </Card>
  );
}

/** As many as one reads anyway. */
const FEW = 3;
