import type { Session } from "@checkstack/auth-common";
import { Badge, Button, Card, CardHeader, ErrorState, RelativeTime, SkeletonRows, toast } from "@checkstack/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useAuth } from "../shared/clients.ts";
import { describeBrowser } from "./describe-browser.ts";

/** Browsers in which this person is signed in. */
export function SessionsCard() {
  const { data, error, refetch } = useQuery(useAuth().sessions.list.queryOptions());
  return (
    <Card>
      <CardHeader title="Sessions" description="Browsers in which you are signed in. End those that you do not know." />
      {data ? (
        <ul aria-label="Sessions" className="divide-y divide-line">
          {data.map((session) => (
            <SessionRow key={session.id} session={session} />
          ))}
        </ul>
      ) : error ? (
        <ErrorState
          className="m-4"
          title="Your sessions could not be loaded"
          error={error}
          onRetry={() => void refetch()}
        />
      ) : (
        <SkeletonRows rows={2} />
      )}
    </Card>
  );
}

function SessionRow({ session }: { session: Session }) {
  const auth = useAuth();
  const queryClient = useQueryClient();
  const { mutate: revoke, isPending } = useMutation(
    auth.sessions.revoke.mutationOptions({
      onSuccess: () => toast.success("The session has ended"),
      onError: (error) => toast.error("The session could not be ended", error),
      onSettled: () => queryClient.invalidateQueries({ queryKey: auth.sessions.key() }),
    }),
  );
  const browser = describeBrowser(session.userAgent);
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-2.5">
      <div className="min-w-0 text-sm">
        <p className="flex items-center gap-2 font-medium text-text">
          {browser}
          {session.current && <Badge tone="accent">This one</Badge>}
        </p>
        <p className="text-xs text-text-muted">
          {session.address !== null && <>from {session.address} · </>}
          signed in <RelativeTime at={session.createdAt} />
        </p>
      </div>
      {!session.current && (
        <Button
          size="sm"
          pending={isPending}
          onClick={() => revoke({ id: session.id })}
          aria-label={`End session of ${browser}`}
        >
          End session
        </Button>
      )}
    </li>
  );
}
