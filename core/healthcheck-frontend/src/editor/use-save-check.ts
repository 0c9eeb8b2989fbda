import { checkInputSchema, type Check } from "@checkstack/healthcheck-common";
import { describeError, toast, type FormErrors } from "@checkstack/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useHealthcheck } from "../shared/clients.ts";

/** Creates a check, or changes the one that is given. `input` is what `toInput` made. */
export function useSaveCheck(options: { check: Check | undefined; onSaved(check: Check): void }) {
  const { check, onSaved } = options;
  const healthcheck = useHealthcheck();
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn(input: unknown): Promise<Check> {
      const { paused: _, ...given } = checkInputSchema.parse(input);
      if (!check) return healthcheck.checks.create.call(given);
      const { strategy: __, ...change } = given;
      return healthcheck.checks.update.call({ ...change, id: check.id });
    },
    onSuccess(saved) {
      queryClient.setQueryData(healthcheck.checks.get.queryKey({ input: { id: saved.id } }), saved);
      void queryClient.invalidateQueries({ queryKey: healthcheck.checks.list.key() });
      void queryClient.invalidateQueries({ queryKey: healthcheck.systems.key() });
      if (check) toast.success(`"${saved.name}" is saved.`);
      onSaved(saved);
    },
  });
}

/** What the server found wrong, at its fields. */
export function serverErrors(error: unknown): FormErrors {
  const { code, message, fields } = describeError(error);
  if (code === "TIMEOUT_TOO_LONG") return { intervalSeconds: message };
  if (code === "SYSTEM_NOT_FOUND") return { systemId: "This system does not exist any more. Choose another." };
  return Object.fromEntries(Object.entries(fields).map(([path, text]) => [path, capital(text)]));
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
