import { Button, CopyButton } from "@checkstack/ui";

/** The key, and how a script uses it. */
export function NewKey({ secret, onDone }: { secret: string; onDone(): void }) {
  const example = `curl -H "Authorization: Bearer ${secret}" ${window.location.origin}/api/auth/session`;
  return (
    <div className="flex flex-col gap-4">
      <Copyable label="The key" text={secret} />
      <Copyable label="Try it: this tells whose key it is and what it may do" text={example} />
      <p className="text-sm text-text-muted">
        Everything else that scripts can call is described at{" "}
        <a href="/api/docs" target="_blank" rel="noreferrer" className="text-accent-text underline underline-offset-4">
          /api/docs
        </a>
        .
      </p>
      <Button look="primary" onClick={onDone} className="self-end">
        Done
      </Button>
    </div>
  );
}

const Copyable = ({ label, text }: { label: string; text: string }) => (
  <div className="flex flex-col gap-1.5">
    <p className="text-sm font-medium text-text">{label}</p>
    <div className="flex items-start gap-2 rounded-md border border-line bg-sunken py-1.5 pr-1.5 pl-3">
      <code className="min-w-0 flex-1 py-1 font-mono text-xs break-all select-all">{text}</code>
      <CopyButton text={text} label={`Copy: ${label}`} />
    </div>
  </div>
);
