import { plural } from "@checkstack/frontend-api";
import type { DeadLetter } from "@checkstack/queue-common";
import {
  Badge,
  Checkbox,
  RelativeTime,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@checkstack/ui";
import { sourceWords } from "./source-words.ts";
import { keyOf } from "./use-letters.ts";

export interface LettersTableProps {
  letters: readonly DeadLetter[];
  /** By `keyOf`. */
  chosen: ReadonlySet<string>;
  onChoose(chosen: ReadonlySet<string>): void;
  onOpen(letter: DeadLetter): void;
}

/** What failed, why and when. */
export function LettersTable({ letters, chosen, onChoose, onOpen }: LettersTableProps) {
  const chosenHere = letters.filter((letter) => chosen.has(keyOf(letter))).length;
  const all = chosenHere === letters.length;
  const toggle = (key: string) => {
    const next = new Set(chosen);
    if (!next.delete(key)) next.add(key);
    onChoose(next);
  };
  return (
    <Table label="Dead letters">
      <TableHead>
        <tr>
          <TableHeader className="w-8">
            <Checkbox
              aria-label="Choose all"
              checked={all ? true : chosenHere > 0 ? "indeterminate" : false}
              onCheckedChange={() => onChoose(all ? new Set() : new Set(letters.map(keyOf)))}
            />
          </TableHeader>
          <TableHeader>From</TableHeader>
          <TableHeader className="max-sm:hidden">Reason</TableHeader>
          <TableHeader className="text-right max-sm:hidden">Tries</TableHeader>
          <TableHeader className="max-sm:hidden">Failed</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {letters.map((letter) => {
          const key = keyOf(letter);
          const from = sourceWords(letter);
          return (
            <TableRow key={key}>
              <TableCell>
                <Checkbox
                  aria-label={`Choose ${from.title}`}
                  checked={chosen.has(key)}
                  onCheckedChange={() => toggle(key)}
                />
              </TableCell>
              <TableCell>
                <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
                  <button
                    type="button"
                    className="min-h-6 text-left font-medium wrap-anywhere text-text underline-offset-4 hover:underline"
                    onClick={() => onOpen(letter)}
                  >
                    {from.title}
                  </button>
                  <Badge>{from.kind}</Badge>
                </span>
                <p className="line-clamp-2 text-xs wrap-anywhere text-text-muted sm:hidden">{letter.reason}</p>
                <p className="text-xs text-text-muted sm:hidden">
                  {plural(letter.attempts, "try", "tries")}, <RelativeTime at={letter.failedAt} />
                </p>
              </TableCell>
              <TableCell className="max-w-96 truncate text-text-muted max-sm:hidden">{letter.reason}</TableCell>
              <TableCell className="text-right tabular-nums max-sm:hidden">{letter.attempts}</TableCell>
              <TableCell className="text-text-muted max-sm:hidden">
                <RelativeTime at={letter.failedAt} />
              </TableCell>
            </TableRow>
          );
        })}
      </TableBody>
    </Table>
  );
}
