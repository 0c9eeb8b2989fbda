import type { AuthenticationStrategyMetadata } from "@checkstack/auth-common";
import { Button } from "@checkstack/ui";
import { useState } from "react";
import { MethodForm } from "./method-form.tsx";

/** The ways to sign in beside e-mail and password: a button each, and the form of the one that was chosen. */
export function MethodPicker({ methods }: { methods: readonly AuthenticationStrategyMetadata[] }) {
  const [chosenId, setChosenId] = useState<string>();
  if (methods.length === 0) return null;
  const chosen = methods.find(({ id }) => id === chosenId);
  return (
    <section aria-label="Other ways to sign in" className="flex flex-col gap-4 border-t border-line pt-6">
      {methods
        .filter((method) => method !== chosen)
        .map(({ id, displayName }) => (
          <Button key={id} size="lg" onClick={() => setChosenId(id)}>
            Sign in with {displayName}
          </Button>
        ))}
      {chosen && <MethodForm key={chosen.id} method={chosen} />}
    </section>
  );
}
