import type { Database } from "@checkstack/backend-api";
import * as z from "zod";
import type { SealedRecord } from "./instance-record.ts";

/** How busy an instance is, told with every heartbeat. */
export const loadSchema = z.object({
  /** Calls and requests that it is answering. */
  running: z.number().catch(0),
  /** How late its event loop was at worst in the last second. */
  lagMs: z.number().catch(0),
  memoryMb: z.number().catch(0),
});
export type Load = z.infer<typeof loadSchema>;

/** One row without its record. */
export type Heartbeat = z.infer<typeof heartbeatRow>;

/** The table of instances: SQL and nothing else. Times are the database's. */
export interface InstanceStore {
  /** Writes our row and tells the others. */
  publish(row: SealedRecord): Promise<void>;
  /** Says that we live, and reads who else does. Our own row may be missing, where it was removed. */
  beat(id: string, load: Load): Promise<readonly Heartbeat[]>;
  records(ids: readonly string[]): Promise<readonly SealedRecord[]>;
  remove(id: string): Promise<void>;
  /** Removes rows of instances that ended without a word, an hour after. */
  removeLost(): Promise<void>;
  /** Every plugin that any instance ever made ready for use and nobody has removed. */
  knownPlugins(): Promise<readonly { readonly pluginId: string; readonly schemaName: string }[]>;
}

/** A hint that some row changed: the heartbeats show what is true. */
export const INSTANCE_CHANNEL = "checkstack_instances";

const heartbeatRow = z.object({ id: z.string(), mac: z.string(), load: loadSchema.catch(noLoad), ageMs: z.number() });
const recordRow = z.object({ id: z.string(), record: z.string(), mac: z.string() });
const pluginRow = z.object({ pluginId: z.string(), schemaName: z.string() });

function noLoad(): Load {
  return { running: 0, lagMs: 0, memoryMb: 0 };
}

export function createInstanceStore(core: Database): InstanceStore {
  return {
    async publish({ id, record, mac }) {
      await core.query(
        `with written as (
           insert into instances (id, record, mac) values ($1, $2, $3)
           on conflict (id) do update set record = $2, mac = $3, heartbeat_at = now()
         )
         select pg_notify('${INSTANCE_CHANNEL}', '')`,
        [id, record, mac],
      );
    },
    async beat(id, load) {
      const rows = await core.query(
        `with beat as (update instances set heartbeat_at = now(), load = $2::jsonb where id = $1)
         select id, mac, load, extract(epoch from now() - heartbeat_at)::float8 * 1000 as "ageMs"
         from instances order by id limit 1000`,
        [id, JSON.stringify(load)],
      );
      return z.array(heartbeatRow).parse(rows);
    },
    async records(ids) {
      const rows = await core.query("select id, record, mac from instances where id = any($1::uuid[])", [ids]);
      return z.array(recordRow).parse(rows);
    },
    async remove(id) {
      await core.query(
        `with gone as (delete from instances where id = $1) select pg_notify('${INSTANCE_CHANNEL}', '')`,
        [id],
      );
    },
    async removeLost() {
      await core.query("delete from instances where heartbeat_at < now() - interval '1 hour'");
    },
    async knownPlugins() {
      const rows = await core.query(
        `select plugin_id as "pluginId", schema_name as "schemaName" from plugin_logins order by 1 limit 10000`,
      );
      return z.array(pluginRow).parse(rows);
    },
  };
}
