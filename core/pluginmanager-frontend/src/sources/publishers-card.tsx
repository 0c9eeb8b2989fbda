import type { Publisher } from "@checkstack/pluginmanager-common";
import {
  Badge,
  Button,
  Card,
  CardHeader,
  ConfirmDialog,
  CopyButton,
  EmptyState,
  ErrorState,
  IconButton,
  RelativeTime,
  SkeletonRows,
  toast,
} from "@checkstack/ui";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { BadgeCheck, Cpu, Pencil, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { useManager } from "../shared/clients.ts";
import { PublisherDialog } from "./publisher-dialog.tsx";

/** The keys whose packages are trusted. The address may bring a key that somebody is about to trust. */
export function PublishersCard() {
  const manager = useManager();
  const queryClient = useQueryClient();
  const [parameters, setParameters] = useSearchParams();
  const [edited, setEdited] = useState<Publisher>();
  const [doomed, setDoomed] = useState<Publisher>();
  const { data, error, refetch } = useQuery(manager.publishers.list.queryOptions());
  const offered = parameters.get("trust");
  const offer = (key: string | undefined) =>
    setParameters(key === undefined ? {} : { trust: key }, { replace: true, preventScrollReset: true });
  const addButton = (
    <Button size="sm" onClick={() => offer("")}>
      <Plus aria-hidden /> Trust a key
    </Button>
  );
  return (
    <Card aria-label="Trusted publishers">
      <CardHeader
        title="Trusted publishers"
        description="What their keys signed is told as theirs"
        actions={data && data.length > 0 && addButton}
      />
      {data ? (
        data.length === 0 ? (
          <EmptyState
            icon={BadgeCheck}
            title="No key is trusted yet"
            description="A publisher makes a key with keygen, and tells you its public half."
            action={addButton}
          />
        ) : (
          <ul aria-label="Trusted publishers" className="divide-y divide-line">
            {data.map((publisher) => (
              <PublisherRow
                key={publisher.keyId}
                publisher={publisher}
                onEdit={() => setEdited(publisher)}
                onRemove={() => setDoomed(publisher)}
              />
            ))}
          </ul>
        )
      ) : error ? (
        <ErrorState
          error={error}
          title="The publishers could not be loaded"
          onRetry={() => void refetch()}
          className="m-4"
        />
      ) : (
        <SkeletonRows rows={2} />
      )}
      {offered !== null && <PublisherDialog publicKey={offered} onClose={() => offer(undefined)} />}
      {edited && <PublisherDialog publisher={edited} onClose={() => setEdited(undefined)} />}
      <ConfirmDialog
        open={doomed !== undefined}
        onOpenChange={(open) => !open && setDoomed(undefined)}
        title={`Trust “${doomed?.name ?? ""}” no longer?`}
        description="What is installed goes on running. From now on its packages count as signed with an unknown key."
        confirmLabel="Remove the key"
        onConfirm={async () => {
          if (!doomed) return;
          await manager.publishers.remove.call({ keyId: doomed.keyId });
          await queryClient.invalidateQueries({ queryKey: manager.publishers.key() });
          toast.success(`The key of ${doomed.name} is removed`);
        }}
      />
    </Card>
  );
}

interface PublisherRowProps {
  publisher: Publisher;
  onEdit(): void;
  onRemove(): void;
}

const PublisherRow = ({ publisher, onEdit, onRemove }: PublisherRowProps) => (
  <li className="flex items-center gap-3 px-4 py-2.5 text-sm">
    <div className="min-w-0 flex-1">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="font-medium wrap-anywhere text-text">{publisher.name}</span>
        {publisher.builtIn && <Badge tone="accent">Comes with Checkstack</Badge>}
        {publisher.inProcess && (
          <Badge tone="degraded">
            <Cpu aria-hidden /> Platform's process
          </Badge>
        )}
      </p>
      <p className="flex flex-wrap items-center gap-x-2 text-xs text-text-muted">
        <span className="flex items-center gap-1">
          key <code className="font-mono wrap-anywhere">{publisher.keyId}</code>
          <CopyButton text={publisher.publicKey} label={`Copy the public key of ${publisher.name}`} className="-my-1" />
        </span>
        {!publisher.builtIn && (
          <span>
            since <RelativeTime at={publisher.addedAt} />
          </span>
        )}
      </p>
    </div>
    {!publisher.builtIn && (
      <>
        <IconButton label={`Edit ${publisher.name}`} onClick={onEdit}>
          <Pencil aria-hidden />
        </IconButton>
        <IconButton label={`Remove ${publisher.name}`} onClick={onRemove}>
          <Trash2 aria-hidden />
        </IconButton>
      </>
    )}
  </li>
);
