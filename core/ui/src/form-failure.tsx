import { CircleAlert } from "lucide-react";
import type { ErrorDescription } from "./describe-error.ts";

/** Why a form was refused as a whole, above its buttons. Draws nothing while there is nothing to tell. */
export const FormFailure = ({ failure }: { failure: ErrorDescription | undefined }) =>
  failure && (
    <div role="alert" className="flex items-start gap-2 rounded-md bg-unhealthy-soft px-3 py-2 text-sm text-text">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-unhealthy-text" />
      <p className="min-w-0 wrap-anywhere">
        {failure.message} <span className="text-text-muted">{failure.hint}</span>
      </p>
    </div>
  );
