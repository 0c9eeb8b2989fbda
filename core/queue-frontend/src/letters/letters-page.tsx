import { plural, usePageMeta } from "@checkstack/frontend-api";
import type { DeadLetter } from "@checkstack/queue-common";
import {
  Button,
  Card,
  CardHeader,
  ConfirmDialog,
  EmptyState,
  ErrorState,
  PageHeader,
  SkeletonRows,
} from "@checkstack/ui";
import { MailCheck, RotateCcw, Trash2 } from "lucide-react";
import { useState } from "react";
import { useLetters } from "../shared/clients.ts";
import { queuesPath } from "../shared/paths.ts";
import { SectionNav } from "../shared/section-nav.tsx";
import { LetterDialog } from "./letter-dialog.tsx";
import { LettersTable } from "./letters-table.tsx";
import { keyOf, useLetterActions } from "./use-letters.ts";

const CRUMBS = [{ title: "Queues", path: queuesPath }];

/** Jobs and events that failed as often as they are tried, to be tried again or thrown away. */
export default function LettersPage() {
  usePageMeta({ title: "Dead letters", crumbs: CRUMBS });
  const { data, error, refetch } = useLetters();
  return (
    <>
      <PageHeader
        title="Dead letters"
        description="Jobs and events that failed as often as they are tried. They stay until somebody decides."
      />
      <SectionNav />
      {data ? (
        data.items.length > 0 ? (
          <Letters letters={data.items} />
        ) : (
          <Card>
            <EmptyState
              icon={MailCheck}
              title="Nothing has failed for good"
              description="A job that still fails after its last try, and an event that a plugin could not handle, would stand here with the reason."
            />
          </Card>
        )
      ) : error ? (
        <ErrorState error={error} title="The dead letters could not be loaded" onRetry={() => void refetch()} />
      ) : (
        <Card>
          <SkeletonRows rows={5} />
        </Card>
      )}
    </>
  );
}

type Open =
  | { dialog: "none" }
  | { dialog: "letter"; letter: DeadLetter }
  | { dialog: "discard"; letters: readonly DeadLetter[] };

function Letters({ letters }: { letters: readonly DeadLetter[] }) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [open, setOpen] = useState<Open>({ dialog: "none" });
  const { retry, discard, pending } = useLetterActions();
  const close = () => setOpen({ dialog: "none" });
  const selected = letters.filter((letter) => chosen.has(keyOf(letter)));
  const meant = selected.length > 0 ? selected : letters;
  const which = selected.length > 0 ? `${selected.length} chosen` : "all";
  return (
    <Card>
      <CardHeader
        title={plural(letters.length, "dead letter")}
        actions={
          <>
            <Button size="sm" disabled={pending} onClick={() => retry(meant)}>
              <RotateCcw aria-hidden /> Try {which} again
            </Button>
            <Button
              size="sm"
              look="ghost"
              disabled={pending}
              onClick={() => setOpen({ dialog: "discard", letters: meant })}
            >
              <Trash2 aria-hidden /> Throw {which} away…
            </Button>
          </>
        }
      />
      <LettersTable
        letters={letters}
        chosen={chosen}
        onChoose={setChosen}
        onOpen={(letter) => setOpen({ dialog: "letter", letter })}
      />
      {open.dialog === "letter" && (
        <LetterDialog
          letter={open.letter}
          pending={pending}
          onClose={close}
          onRetry={() => {
            retry([open.letter]);
            close();
          }}
          onDiscard={() => setOpen({ dialog: "discard", letters: [open.letter] })}
        />
      )}
      {open.dialog === "discard" && (
        <ConfirmDialog
          open
          onOpenChange={close}
          title={`Throw ${plural(open.letters.length, "dead letter")} away?`}
          description="What they were about will not be done. Recurring jobs and everything else go on."
          confirmLabel="Throw away"
          onConfirm={async () => {
            await discard(open.letters);
            setChosen(new Set());
          }}
        />
      )}
    </Card>
  );
}
