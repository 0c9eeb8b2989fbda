import { useSignal } from "@checkstack/frontend-api";
import { operationProgress, type Progress } from "@checkstack/pluginmanager-common";
import { LoaderCircle } from "lucide-react";
import { useState } from "react";
import { operationTitle, stepWords } from "./operation-words.ts";
import { afterNews } from "./running.ts";

/** What is being installed or removed at the moment, by whomever. */
export function RunningOperations() {
  const [running, setRunning] = useState<ReadonlyMap<string, Progress>>(new Map());
  useSignal(operationProgress, (news) => setRunning((current) => afterNews(current, news)));
  return (
    <div role="status">
      {[...running.values()].map((news) => (
        <p
          key={news.operationId}
          className="mb-5 flex items-center gap-2 rounded-lg border border-line bg-accent-soft px-4 py-2.5 text-sm text-text"
        >
          <LoaderCircle aria-hidden className="size-4 shrink-0 animate-spin text-accent-text" />
          <span className="min-w-0 wrap-anywhere">
            <span className="font-medium">{operationTitle(news)}</span>: {stepWords[news.step]}
          </span>
        </p>
      ))}
    </div>
  );
}
