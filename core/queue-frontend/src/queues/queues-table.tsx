import type { QueueState } from "@checkstack/queue-common";
import { Badge, Table, TableBody, TableCell, TableHead, TableHeader, TableRow, Tooltip } from "@checkstack/ui";
import type { ReactNode } from "react";
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

/** One row for each queue, or one block where the window is narrow. */
export function QueuesTable({ queues }: { queues: readonly QueueState[] }) {
  return (
    <>
      <div className="max-md:hidden">
        <Rows queues={queues} />
      </div>
      <ul aria-label="Queues" className="divide-y divide-line md:hidden">
        {queues.map((queue) => (
          <Block key={queue.name} queue={queue} />
        ))}
      </ul>
    </>
  );
}

function Rows({ queues }: { queues: readonly QueueState[] }) {
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
              <Numbers figures={queue.figures} />
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

function Numbers({ figures }: { figures: Figures }) {
  return (
    <>
      <TableCell>
        <Lateness figures={figures} />
      </TableCell>
      {COLUMNS.map(({ title, of }) => (
        <TableCell key={title} className="text-right text-text tabular-nums">
          {of(figures).toLocaleString()}
        </TableCell>
      ))}
      <TableCell className="text-right tabular-nums">
        <Failed figures={figures} />
      </TableCell>
    </>
  );
}

const Block = ({ queue }: { queue: QueueState }) => (
  <li className="flex flex-col gap-2 px-4 py-3 text-sm">
    <p className="flex flex-wrap items-center justify-between gap-2 font-medium text-text">
      <span className="min-w-0 wrap-anywhere">{queue.name}</span>
      {queue.state === "known" && <Lateness figures={queue.figures} />}
    </p>
    {queue.state === "known" ? (
      <dl className="grid grid-cols-3 gap-x-4 gap-y-2">
        {COLUMNS.map(({ title, of }) => (
          <Figure key={title} title={title}>
            {of(queue.figures).toLocaleString()}
          </Figure>
        ))}
        <Figure title="Failed">
          <Failed figures={queue.figures} />
        </Figure>
      </dl>
    ) : (
      <p className="text-text-muted">{queue.reason}</p>
    )}
  </li>
);

const Figure = ({ title, children }: { title: string; children: ReactNode }) => (
  <div>
    <dt className="text-xs text-text-muted">{title}</dt>
    <dd className="text-text tabular-nums">{children}</dd>
  </div>
);

function Lateness({ figures }: { figures: Figures }) {
  const { text, tone } = lateness(figures.lagMs);
  return <Badge tone={tone}>{text}</Badge>;
}

/** Leads to what failed for whoever may decide about it. */
function Failed({ figures: { failed } }: { figures: Figures }) {
  const mayManage = useMayManageQueues();
  const count = failed.toLocaleString();
  if (failed === 0 || !mayManage) return count;
  return (
    <Link to={lettersPath} className="font-medium text-unhealthy-text underline underline-offset-4">
      {count}
    </Link>
  );
}
