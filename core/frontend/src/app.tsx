import { PlatformProvider, type Platform, type Session } from "@checkstack/frontend-api";
import { Toaster } from "@checkstack/ui";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import { AppRoutes } from "./app-routes.tsx";
import { DocumentHead } from "./document-head.tsx";
import { PluginUpdates } from "./plugin-updates.tsx";
import type { Shell } from "./start-shell.ts";
import { StartFailure, StartSkeleton } from "./start-states.tsx";
import { usePluginsTried } from "./use-plugins-tried.ts";

/** Waits for who is there and for the plugins, then gives both to the pages. */
export function App({ shell }: { shell: Shell }) {
  const { data, error, refetch } = useQuery({
    ...shell.auth.session.queryOptions(),
    // A server that is just starting answers soon: ask until it does.
    refetchInterval: (query) => (query.state.status === "error" ? 3_000 : false),
    staleTime: Infinity,
  });
  const tried = usePluginsTried(shell);

  const session = useMemo<Session | undefined>(
    () => data && { setUp: data.setUp, person: data.person, refresh: async () => void (await refetch()) },
    [data, refetch],
  );
  useSocketOf(shell, session);
  const platform = useMemo<Platform | undefined>(() => session && platformOf(shell, session), [shell, session]);

  if (!platform) return error ? <StartFailure error={error} onRetry={() => void refetch()} /> : <StartSkeleton />;
  return (
    <PlatformProvider platform={platform}>
      <DocumentHead />
      {platform.session.person.type !== "anonymous" && <PluginUpdates loader={shell.loader} />}
      {tried ? <AppRoutes loader={shell.loader} /> : <StartSkeleton />}
      <Toaster />
    </PlatformProvider>
  );
}

const platformOf = ({ registry, signals, status, pageMeta }: Shell, session: Session): Platform => ({
  registry,
  session,
  signals,
  status,
  pageMeta,
  reportError({ pluginId, error, componentStack }) {
    console.error(`A part of the plugin "${pluginId}" failed.`, error, componentStack);
  },
});

/** What one person may hear is not for the next: with somebody else there the socket begins anew, and so do the queries. */
function useSocketOf({ signals, queryClient, auth }: Shell, session: Session | undefined) {
  const person = session?.person;
  const identity = person && (person.type === "anonymous" ? "anonymous" : person.id);
  const previous = useRef(identity);
  useEffect(() => {
    if (identity === undefined || identity === previous.current) return;
    const first = previous.current === undefined;
    previous.current = identity;
    if (first) return;
    signals.reconnect();
    const sessionKey = JSON.stringify(auth.session.queryKey());
    queryClient.removeQueries({ predicate: (query) => JSON.stringify(query.queryKey) !== sessionKey });
  }, [identity, signals, queryClient, auth]);
}
