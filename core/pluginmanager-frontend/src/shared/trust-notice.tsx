import { ShieldAlert } from "lucide-react";

/** What everybody who installs must know. */
export const TrustNotice = () => (
  <p className="flex items-start gap-2 text-sm text-text-muted">
    <ShieldAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
    <span className="min-w-0 text-pretty">
      Installing a plugin is trusting its author: it runs code on this server. Isolation is what limits it: a process
      and a database login of its own. Install only what you trust.
    </span>
  </p>
);
