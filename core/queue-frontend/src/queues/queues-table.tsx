import type { QueueState } from "@checkstack/queue-common";
import { Badge, Table, TableBody, TableCell, TableHead, TableHeader, TableRow, Tooltip } from "@checkstack/ui";
import { Link } from "react-router";
import { useMayManageQueues } from "../shared/clients.ts";
import { lettersPath } from "../shared/paths.ts";
import { lateness } from "./lateness.ts";

type Figures = Extract<QueueState, { state: "known" }>["figures"];

const COLUMNS: readonly { title: string; hint: string; of: (figures: Figures) => number }[] = [
  { title: "Waiting", hint: "Jobs that are due and wait for their turn", of: ({ waiting }) => waiting },
  { title: "Running", hint: "Jobs that run now, in all processes", of: ({ active }) => active },
  {
    title: "Delayed",
    hint: "Jobs for later, those that failed and are tried again among them",
    of: ({ delayed }) => delayed,
  },
  { title: "Recurring", hint: "Jobs that run again and again", of: ({ recurring }) => recurring },
  {
    title: "Left out",
    hint: "Due times of recurring jobs that found the one before still waiting or running, since the start",
    of: ({ skipped }) => skipped,
  },
];

/** One row for each queue. */
export function QueuesTable({ queues }: { queues: readonly QueueState[] }) {
  const mayManage = useMayManageQueues();
  return (
    <Table label="Queues">
      <TableHead>
        <tr>
          <TableHeader>Queue</TableHeader>
          <TableHeader>Lateness</TableHeader>
          {COLUMNS.map(({ title, hint }) => (
            <TableHeader key={title} className="text-right">
              <Tooltip content={hint}>
                <span>{title}</span>
              </Tooltip>
            </TableHeader>
          ))}
          <TableHeader className="text-right">Failed</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {queues.map((queue) => (
          <TableRow key={queue.name}>
            <th scope="row" className="px-3 py-2 pl-4 text-left font-medium whitespace-nowrap text-text">
              {queue.name}
            </th>
            {queue.state === "known" ? (
              <Numbers figures={queue.figures} lettersLink={mayManage} />
            ) : (
              <TableCell colSpan={COLUMNS.length + 2} className="text-text-muted">
                {queue.reason}
              </TableCell>
            )}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function Numbers({ figures, lettersLink }: { figures: Figures; lettersLink: boolean }) {
  const { text, tone } = lateness(figures.lagMs);
  const failed = figures.failed.toLocaleString();
  return (
    <>
      <TableCell>
        <Badge tone={tone}>{text}</Badge>
      </TableCell>
      {COLUMNS.map(({ title, of }) => (
        <TableCell key={title} className="text-right text-text tabular-nums">
          {of(figures).toLocaleString()}
        </TableCell>
      ))}
      <TableCell className="text-right tabular-nums">
        {figures.failed > 0 && lettersLink ? (
          <Link to={lettersPath} className="font-medium text-unhealthy-text underline underline-offset-4">
            {failed}
          </Link>
        ) : (
          <span className="text-text">{failed}</span>
        )}
      </TableCell>
    </>
  );
}
