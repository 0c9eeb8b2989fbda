import { toast } from "@checkstack/ui";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";
import { useBeforeUnload, useNavigate } from "react-router";
import { isChanged, type Draft } from "./draft.ts";

export interface DraftState {
  readonly draft: Draft;
  readonly changed: boolean;
  /** Whether it was found where somebody had left it. */
  readonly restored: boolean;
  change(patch: Partial<Draft>): void;
  /** Back to how it began. */
  discard(): void;
  /** Forgets what was kept, after it was saved. */
  forget(): void;
}

/**
 * Keeps what was written when somebody leaves the page, by whatever way, and gives it back when they return; the browser
 * asks before the tab is closed. It lives with the queries, so that it goes when somebody else signs in.
 */
export function useDraft(path: string, initial: () => Draft): DraftState {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [begin] = useState(initial);
  const [kept] = useState(() => queryClient.getQueryData<Draft>(keyOf(path)));
  const [draft, setDraft] = useState(kept ?? begin);
  const changed = isChanged(draft, begin);

  const become = (next: Draft) => {
    setDraft(next);
    if (!isChanged(next, begin)) return queryClient.removeQueries({ queryKey: keyOf(path) });
    queryClient.setQueryDefaults(keyOf(path), { gcTime: Infinity });
    queryClient.setQueryData(keyOf(path), next);
  };

  useBeforeUnload(useCallback((event: BeforeUnloadEvent) => changed && event.preventDefault(), [changed]));
  useEffect(
    () => () => {
      if (!queryClient.getQueryData(keyOf(path))) return;
      toast.info("What you wrote is not saved, but kept.", {
        action: { label: "Go on writing", onClick: () => void navigate(path) },
      });
    },
    [queryClient, navigate, path],
  );

  return {
    draft,
    changed,
    restored: kept !== undefined,
    // What is kept is always the latest, also when two changes come before the next drawing.
    change: (patch) => become({ ...(queryClient.getQueryData<Draft>(keyOf(path)) ?? begin), ...patch }),
    discard: () => become(begin),
    forget: () => queryClient.removeQueries({ queryKey: keyOf(path) }),
  };
}

const keyOf = (path: string) => ["healthcheck", "draft", path];
