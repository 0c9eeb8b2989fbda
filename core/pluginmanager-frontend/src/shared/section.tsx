import { CopyButton } from "@checkstack/ui";
import type { ReactNode } from "react";

/** Terms and what they are, in two columns. */
export const Details = ({ children }: { children: ReactNode }) => (
  <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-sm">{children}</dl>
);

/** Draws nothing while there is nothing to tell. */
export const Detail = ({ term, children }: { term: string; children: ReactNode }) =>
  children !== undefined &&
  children !== false &&
  children !== "" && (
    <>
      <dt className="text-text-muted">{term}</dt>
      <dd className="min-w-0 wrap-anywhere text-text">{children}</dd>
    </>
  );

/** The beginning of a hash, for people; the whole of it to copy. */
export const Hash = ({ value, label }: { value: string; label: string }) => (
  <span className="inline-flex items-center gap-1">
    <code className="font-mono text-xs">{value.slice(0, 16)}…</code>
    <CopyButton text={value} label={label} className="-my-1" />
  </span>
);

/** A page of somebody else: opened apart, and told nothing of this one. */
export const ForeignLink = ({ href }: { href: string }) =>
  /^https?:/.test(href) ? (
    <a href={href} target="_blank" rel="noreferrer noopener" className="text-accent-text hover:underline">
      {href.replace(/^https?:\/\//, "")}
    </a>
  ) : (
    href
  );

export const SubHeading = ({ children }: { children: ReactNode }) => (
  <h3 className="mb-1.5 text-xs font-semibold text-text">{children}</h3>
);
