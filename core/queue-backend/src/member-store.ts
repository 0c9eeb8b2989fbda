import type { Database } from "@checkstack/backend-api";
import * as z from "zod";

/** Which processes run which queues. Times are the database's. */
export interface MemberStore {
  /** Tells that this process lives and what it consumes; answers what each other one consumes. */
  beat(queues: readonly string[]): Promise<readonly (readonly string[])[]>;
  leave(): Promise<void>;
  /** Runs `work` while no other process runs any. */
  alone(work: () => Promise<void>): Promise<void>;
}

/** A process that was silent for this long counts no more. */
const SILENT_MS = 6000;

const rowSchema = z.object({ queues: z.array(z.string()) });

export function createMemberStore(database: Database, instanceId: string): MemberStore {
  return {
    async beat(queues) {
      const rows = await database.query(
        `with mine as (
           insert into queue_members (instance_id, queues, seen_at) values ($1, $2, now())
           on conflict (instance_id) do update set queues = excluded.queues, seen_at = excluded.seen_at
         ), gone as (
           delete from queue_members where instance_id <> $1 and seen_at < now() - interval '1 minute'
         )
         select queues from queue_members
         where instance_id <> $1 and seen_at > now() - $3::int * interval '1 ms' order by instance_id`,
        [instanceId, queues, SILENT_MS],
      );
      return rowSchema
        .array()
        .parse(rows)
        .map((row) => row.queues);
    },
    async leave() {
      await database.query("delete from queue_members where instance_id = $1", [instanceId]);
    },
    alone: (work) =>
      database.transaction(async (tx) => {
        await tx.query("select pg_advisory_xact_lock(hashtext('queue.takeOver'))");
        await work();
      }),
  };
}
