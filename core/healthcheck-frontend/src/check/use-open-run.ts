import { useCallback } from "react";
import { useLocation, useNavigate, useSearchParams } from "react-router";

/** The run that is open beside its check; it is in the address, so that it can be shared and the back button closes it. */
export interface OpenRun {
  readonly runId: string | undefined;
  href(runId: string): string;
  show(runId: string): void;
  close(): void;
}

export function useOpenRun(): OpenRun {
  const [parameters] = useSearchParams();
  const { pathname, search } = useLocation();
  const navigate = useNavigate();
  const runId = parameters.get("run") ?? undefined;

  const href = useCallback((id: string) => hrefWith({ pathname, search }, id), [pathname, search]);
  const go = (id: string | undefined) =>
    // From one open run to the next there is nothing to go back to.
    void navigate(hrefWith({ pathname, search }, id), { preventScrollReset: true, replace: runId !== undefined });
  return { runId, href, show: go, close: () => go(undefined) };
}

function hrefWith({ pathname, search }: { pathname: string; search: string }, runId: string | undefined): string {
  const parameters = new URLSearchParams(search);
  if (runId === undefined) parameters.delete("run");
  else parameters.set("run", runId);
  return parameters.size === 0 ? pathname : `${pathname}?${parameters}`;
}
