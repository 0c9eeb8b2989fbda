import type { Progress } from "@checkstack/pluginmanager-common";

/**
 * The operations that run, by id, after one more piece of news; the same map when nothing changed. While a package is only
 * looked at, nobody knows its name, and nothing is done with it.
 */
export function afterNews(running: ReadonlyMap<string, Progress>, news: Progress): ReadonlyMap<string, Progress> {
  const over = news.outcome === "failed" || (news.step === "done" && news.outcome === "succeeded");
  const known = running.has(news.operationId);
  if (!known && (over || news.packageName === undefined)) return running;
  const next = new Map(running);
  if (over) next.delete(news.operationId);
  else next.set(news.operationId, news);
  return next;
}
