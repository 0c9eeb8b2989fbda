import { ErrorState } from "@checkstack/ui";
import { serverErrors } from "./use-save-check.ts";

/** Why the server refused. What is told at the fields is not told twice. */
export function Refusal({ error, title }: { error: unknown; title: string }) {
  if (Object.keys(serverErrors(error)).length === 0) return <ErrorState error={error} title={title} />;
  return (
    <p role="alert" className="rounded-md bg-unhealthy-soft px-3 py-2 text-sm text-text">
      {title}. Correct what is marked, perhaps under "Advanced", and try again.
    </p>
  );
}
