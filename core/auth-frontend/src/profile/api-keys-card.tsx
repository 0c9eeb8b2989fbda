import type { ApiKey } from "@checkstack/auth-common";
import { Button, Card, CardHeader, ConfirmDialog, EmptyState, ErrorState, SkeletonRows, toast } from "@checkstack/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { useAuth } from "../shared/clients.ts";
import { ApiKeyRow } from "./api-key-row.tsx";
import { CreateKeyDialog } from "./create-key-dialog.tsx";
import { createKeyParameter } from "./paths.ts";

/** API keys of this person, for scripts. The address says whether a new one is being made. */
export function ApiKeysCard() {
  const auth = useAuth();
  const queryClient = useQueryClient();
  const [parameters, setParameters] = useSearchParams();
  const { data, error, refetch } = useQuery(auth.apiKeys.list.queryOptions());
  const { mutateAsync: revoke } = useMutation(auth.apiKeys.revoke.mutationOptions());
  const [doomed, setDoomed] = useState<ApiKey>();
  const creating = parameters.has(createKeyParameter);
  const setCreating = (open: boolean) =>
    setParameters(open ? { [createKeyParameter]: "" } : {}, { replace: true, preventScrollReset: true });
  const refresh = () => queryClient.invalidateQueries({ queryKey: auth.apiKeys.key() });
  const createButton = (
    <Button onClick={() => setCreating(true)}>
      <Plus aria-hidden /> Create a key
    </Button>
  );

  return (
    <Card>
      <CardHeader
        title="API keys"
        description="For scripts, in place of your password. A key never may do more than you."
        actions={data && data.length > 0 && createButton}
      />
      {data ? (
        data.length === 0 ? (
          <EmptyState
            icon={KeyRound}
            title="No API keys yet"
            description="Create one for each script, so that you can revoke it alone."
            action={createButton}
          />
        ) : (
          <ul aria-label="API keys" className="divide-y divide-line">
            {data.map((apiKey) => (
              <ApiKeyRow key={apiKey.id} apiKey={apiKey} onRevoke={() => setDoomed(apiKey)} />
            ))}
          </ul>
        )
      ) : error ? (
        <ErrorState
          className="m-4"
          title="Your API keys could not be loaded"
          error={error}
          onRetry={() => void refetch()}
        />
      ) : (
        <SkeletonRows rows={2} />
      )}
      {creating && <CreateKeyDialog onCreated={() => void refresh()} onClose={() => setCreating(false)} />}
      <ConfirmDialog
        open={doomed !== undefined}
        onOpenChange={(open) => !open && setDoomed(undefined)}
        title={`Revoke “${doomed?.name ?? ""}”?`}
        description="Scripts that use it are refused from the same moment on. A key cannot be brought back."
        confirmLabel="Revoke key"
        onConfirm={async () => {
          if (!doomed) return;
          await revoke({ id: doomed.id });
          await refresh();
          toast.success(`The key “${doomed.name}” is revoked`);
        }}
      />
    </Card>
  );
}
