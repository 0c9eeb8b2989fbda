import { formatExact, formatRelative, Tooltip, useNow } from "@checkstack/ui";

/** `for 3 minutes`, kept up to date, with the exact moment on hover. */
export function HowLong({ since }: { since: Date }) {
  const now = useNow();
  const ago = formatRelative(since, new Date(Math.max(now, since.getTime())));
  return (
    <Tooltip content={`Since ${formatExact(since)}`}>
      <time dateTime={since.toISOString()} className="whitespace-nowrap">
        {ago === "now" ? "since a moment ago" : `for ${ago.replace(/ ago$/, "")}`}
      </time>
    </Tooltip>
  );
}
