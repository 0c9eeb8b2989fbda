import { cn } from "@checkstack/ui";
import { Check, CircleAlert, Dot, Minus, Plus, type LucideIcon } from "lucide-react";

/** `met`, `unmet`: a requirement. `more`, `less`: a change. `plain`: a statement. */
export type SentenceTone = "met" | "unmet" | "more" | "less" | "plain";

export interface SentenceListProps {
  label: string;
  sentences: readonly { tone: SentenceTone; sentence: string }[];
}

/** One sentence a line, each with a sign that says what it means. */
export const SentenceList = ({ label, sentences }: SentenceListProps) => (
  <ul aria-label={label} className="flex flex-col gap-1.5 text-sm">
    {sentences.map(({ tone, sentence }) => {
      const { icon: Icon, look, word } = TONES[tone];
      return (
        <li key={`${tone} ${sentence}`} className="flex items-start gap-2">
          <Icon aria-hidden className={cn("mt-0.5 size-4 shrink-0", look)} />
          <span className="min-w-0 wrap-anywhere text-text">
            {word && <span className="sr-only">{word}: </span>}
            {sentence}
          </span>
        </li>
      );
    })}
  </ul>
);

const TONES: Readonly<Record<SentenceTone, { icon: LucideIcon; look: string; word: string }>> = {
  met: { icon: Check, look: "text-healthy-text", word: "Met" },
  unmet: { icon: CircleAlert, look: "text-unhealthy-text", word: "Not met" },
  more: { icon: Plus, look: "text-degraded-text", word: "New" },
  less: { icon: Minus, look: "text-text-muted", word: "No longer" },
  plain: { icon: Dot, look: "text-text-muted", word: "" },
};
