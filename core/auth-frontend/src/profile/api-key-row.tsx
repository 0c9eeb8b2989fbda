import type { ApiKey } from "@checkstack/auth-common";
import { Badge, Button, Popover, RelativeTime, useNow } from "@checkstack/ui";

/** A key: its name, its first characters, when it was used and until when it works. */
export function ApiKeyRow({ apiKey, onRevoke }: { apiKey: ApiKey; onRevoke(): void }) {
  const now = useNow();
  const { name, start, accessRules, createdAt, lastUsedAt, expiresAt } = apiKey;
  const expired = expiresAt !== null && expiresAt.getTime() <= now;
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-2.5">
      <div className="min-w-0 flex-1 basis-60 text-sm">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium wrap-anywhere text-text">
          {name}
          <code className="rounded-sm bg-sunken px-1 font-mono text-xs font-normal text-text-muted">{start}</code>
          {expired && <Badge tone="degraded">Expired</Badge>}
        </p>
        <p className="text-xs text-text-muted">
          created <RelativeTime at={createdAt} /> ·{" "}
          {lastUsedAt ? (
            <>
              used <RelativeTime at={lastUsedAt} />
            </>
          ) : (
            "never used"
          )}{" "}
          ·{" "}
          {expiresAt ? (
            <>
              {expired ? "expired" : "expires"} <RelativeTime at={expiresAt} />
            </>
          ) : (
            "does not expire"
          )}
        </p>
      </div>
      <Popover
        label={`Access rules of ${name}`}
        align="end"
        className="w-auto max-w-sm"
        trigger={
          <Button look="ghost" size="sm">
            {accessRules.length === 1 ? "1 access rule" : `${accessRules.length} access rules`}
          </Button>
        }
      >
        <ul className="flex flex-col gap-1 font-mono text-xs wrap-anywhere">
          {accessRules.map((rule) => (
            <li key={rule}>{rule}</li>
          ))}
        </ul>
      </Popover>
      <Button size="sm" onClick={onRevoke} aria-label={`Revoke ${name}`}>
        Revoke
      </Button>
    </li>
  );
}
