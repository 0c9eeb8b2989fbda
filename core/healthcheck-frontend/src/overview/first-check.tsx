import { Button, describeError, Field, Input } from "@checkstack/ui";
import { ArrowRight, Link2 } from "lucide-react";
import { useId, useState, type ReactNode } from "react";
import { targetOf } from "./target-of.ts";
import { useFirstCheck } from "./use-first-check.ts";

/** From nothing to the first answer: one field. */
export const FirstCheck = ({ others }: { others?: ReactNode }) => {
  const headingId = useId();
  return (
    <section aria-labelledby={headingId} className="mx-auto flex max-w-xl flex-col gap-5 pt-8 pb-12 sm:pt-16">
      <div>
        <h2 id={headingId} className="text-2xl font-semibold tracking-tight text-text">
          What should be watched?
        </h2>
        <p className="mt-1 text-base text-text-muted">
          Paste the address of a page or an API. Checkstack asks it once a minute and tells you when it stops answering,
          why, and since when.
        </p>
      </div>
      <PasteUrl />
      {others && <div className="text-sm text-text-muted">{others}</div>}
    </section>
  );
};

function PasteUrl() {
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string>();
  const { mutate, isPending, error } = useFirstCheck();

  const watch = () => {
    const target = targetOf(text);
    if (typeof target === "string") return setProblem(target);
    setProblem(undefined);
    mutate(target);
  };

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isPending) watch();
      }}
      className="flex flex-col gap-3 sm:flex-row sm:items-start"
    >
      <Field label={<span className="sr-only">Address</span>} error={problem ?? sentenceOf(error)} className="flex-1">
        <Input
          type="url"
          inputMode="url"
          autoComplete="url"
          autoCapitalize="none"
          spellCheck={false}
          // The only thing to do on a page that is otherwise empty.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          placeholder="https://example.org"
          value={text}
          before={<Link2 aria-hidden />}
          className="h-10 text-base"
          onChange={(event) => {
            setText(event.target.value);
            setProblem(undefined);
          }}
        />
      </Field>
      <Button type="submit" look="primary" size="lg" pending={isPending} className="sm:mt-1.5">
        Watch it <ArrowRight aria-hidden />
      </Button>
    </form>
  );
}

/** A field's error says more than the sentence about the whole. */
function sentenceOf(error: unknown): string | undefined {
  if (error === null) return undefined;
  const { fields, message, hint } = describeError(error);
  return fields["config.url"] ?? `${message} ${hint}`;
}
