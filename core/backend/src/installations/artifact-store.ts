import { createHash } from "node:crypto";
import type { Database } from "@checkstack/backend-api";
import * as z from "zod";
import { ModifiedError } from "./plugin-files.ts";

/** Packed files in the database, by the SHA-256 of their bytes. */
export interface ArtifactStore {
  /**
   * Keeps the bytes, for an hour unless a package comes to refer to them; returns their address. Puts those right that
   * somebody changed.
   */
  put(bytes: Uint8Array): Promise<string>;
  /** `undefined` when they are not there; throws `ModifiedError` when they are not what was put in. */
  get(sha256: string): Promise<Uint8Array | undefined>;
  /** Throws `ModifiedError` when they are not what was put in. */
  check(sha256: string): Promise<void>;
  /** Notes why the package is not what was installed, or that it is; returns whether that is news. */
  mark(sha256: string, reason: string | null): Promise<boolean>;
  /** Removes what nothing refers to. */
  collectGarbage(): Promise<void>;
}

/** One answer of the database is no longer than this. */
const PIECE_BYTES = 4_000_000;

export function createArtifactStore(database: Database): ArtifactStore {
  return {
    async put(bytes) {
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      await database.query(
        // Bytes that are right are not written again.
        `insert into plugin_artifacts as a (sha256, size, bytes) values ($1, $2, $3)
         on conflict (sha256) do update set created_at = now(), size = excluded.size,
           bytes = case when encode(sha256(a.bytes), 'hex') = a.sha256 then a.bytes else excluded.bytes end,
           modified = case when encode(sha256(a.bytes), 'hex') = a.sha256 then a.modified end`,
        [sha256, bytes.byteLength, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)],
      );
      return sha256;
    },

    async get(sha256) {
      const [row] = await database.query("select size::int as size from plugin_artifacts where sha256 = $1", [sha256]);
      if (!row) return undefined;
      const { size } = z.object({ size: z.number() }).parse(row);
      const starts = Array.from({ length: Math.ceil(size / PIECE_BYTES) }, (_, index) => 1 + index * PIECE_BYTES);
      const pieces: Uint8Array[] = [];
      for (const start of starts) pieces.push(await readPiece(sha256, start));
      const bytes = Buffer.concat(pieces);
      if (createHash("sha256").update(bytes).digest("hex") === sha256) return bytes;
      throw changed(sha256);
    },

    async check(sha256) {
      const [row] = await database.query(
        "select encode(sha256(bytes), 'hex') = sha256 as sound from plugin_artifacts where sha256 = $1",
        [sha256],
      );
      if (!z.object({ sound: z.boolean() }).optional().parse(row)?.sound) throw changed(sha256);
    },

    async mark(sha256, reason) {
      const rows = await database.query(
        `update plugin_artifacts set modified = $2 where sha256 = $1 and modified is distinct from $2 returning 1`,
        [sha256, reason],
      );
      return rows.length > 0;
    },

    async collectGarbage() {
      await database.query(
        `delete from plugin_artifacts a where created_at < now() - interval '1 hour'
           and not exists (select 1 from plugin_packages p where p.sha256 = a.sha256)
           and not exists (select 1 from plugin_versions v where v.sha256 = a.sha256)`,
      );
    },
  };

  async function readPiece(sha256: string, start: number): Promise<Uint8Array> {
    const [row] = await database.query(
      "select substring(bytes from $2::int for $3::int) as piece from plugin_artifacts where sha256 = $1",
      [sha256, start, PIECE_BYTES],
    );
    return z.object({ piece: z.instanceof(Uint8Array) }).parse(row).piece;
  }
}

const changed = (sha256: string): ModifiedError =>
  new ModifiedError(`the packed file ${sha256} was changed in the database; fetch or upload it again to put it right`);
