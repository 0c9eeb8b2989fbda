import { splitSecrets } from "@checkstack/frontend-api";
import type { Check, StrategyMetadata } from "@checkstack/healthcheck-common";
import type { FormErrors } from "@checkstack/ui";
import { useState } from "react";
import { useNavigate } from "react-router";
import { checkPath } from "../shared/paths.ts";
import { draftErrors, draftOf, newDraft, toInput, type Draft } from "./draft.ts";
import { useCheckTest } from "./use-check-test.ts";
import { useDraft } from "./use-draft.ts";
import { serverErrors, useSaveCheck } from "./use-save-check.ts";

export interface EditorSubject {
  /** The address of the page, under which a draft is kept. */
  path: string;
  /** Undefined for a new one. */
  check: Check | undefined;
  /** Of a new one. */
  systemId: string | undefined;
  strategies: readonly StrategyMetadata[];
}

/** Everything that the form of a check knows and does. */
export function useCheckEditor({ path, check, systemId, strategies }: EditorSubject) {
  const { forget, ...state } = useDraft(path, () => beginning({ check, systemId, strategies }));
  const { draft } = state;
  const [storedSecrets] = useState(() => (check ? splitSecrets(check.config).stored : []));
  const [errors, setErrors] = useState<FormErrors>({});
  const navigate = useNavigate();
  const strategy = strategies.find(({ id }) => id === draft.strategy);

  const test = useCheckTest({ onRefused: (error) => refuse(serverErrors(error)) });
  const save = useSaveCheck({
    check,
    onSaved(saved) {
      forget();
      void navigate(checkPath(saved.id));
    },
  });

  const refuse = (found: FormErrors) => {
    setErrors(found);
    if (Object.keys(found).length > 0) focusFirstInvalid();
  };

  /** Says whether what concerns this is right, and shows what is not. */
  const isRight = (concerned: (path: string) => boolean): boolean => {
    if (!strategy) return false;
    const found = Object.entries(draftErrors(draft, { strategy, storedSecrets })).filter(([at]) => concerned(at));
    refuse(Object.fromEntries(found));
    return found.length === 0;
  };

  return {
    ...state,
    strategy,
    storedSecrets,
    errors,
    /** Whoever corrects a part sees its errors go. */
    edit(patch: Partial<Draft>) {
      state.change(patch);
      setErrors((current) => withoutErrorsOf(current, Object.keys(patch)));
    },
    test: {
      ...test,
      start() {
        if (!isRight((at) => /^(config|assertions|policy\.(degraded|unhealthy)AfterMs)/.test(at))) return;
        const { strategy: id, config, assertions, policy } = toInput(draft, strategy);
        const { degradedAfterMs, unhealthyAfterMs } = policy;
        if (id === undefined) return;
        test.run({
          strategy: id,
          config,
          assertions,
          policy: { degradedAfterMs, unhealthyAfterMs },
          checkId: check?.id,
        });
      },
    },
    save: {
      pending: save.isPending,
      error: save.error,
      start() {
        if (!isRight(() => true)) return;
        save.mutate(toInput(draft, strategy), { onError: (error) => refuse(serverErrors(error)) });
      },
    },
  };
}

function beginning({ check, systemId, strategies }: Omit<EditorSubject, "path">): Draft {
  if (!check) return newDraft(systemId, strategies);
  return draftOf(
    check,
    strategies.find(({ id }) => id === check.strategy),
  );
}

const withoutErrorsOf = (errors: FormErrors, parts: readonly string[]): FormErrors =>
  Object.fromEntries(Object.entries(errors).filter(([path]) => !parts.includes(path.split(".", 1)[0] ?? "")));

/** Once it is drawn. */
function focusFirstInvalid(): void {
  requestAnimationFrame(() => {
    const invalid = document.querySelector("main [aria-invalid=true]");
    if (invalid instanceof HTMLElement) invalid.focus();
  });
}
