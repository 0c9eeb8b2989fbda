import { createHash } from "node:crypto";
import type { Database } from "@checkstack/backend-api";
import * as z from "zod";

/** Packed files in the database, by the SHA-256 of their bytes. */
export interface ArtifactStore {
  /** Keeps the bytes, for an hour unless a package comes to refer to them; returns their address. */
  put(bytes: Uint8Array): Promise<string>;
  /** `undefined` when they are not there; throws when they are not what was put in. */
  get(sha256: string): Promise<Uint8Array | undefined>;
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
        `insert into plugin_artifacts (sha256, size, bytes) values ($1, $2, $3)
         on conflict (sha256) do update set created_at = now()`,
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
      throw new Error(
        `the packed file ${sha256} was changed in the database; fetch the package again and install it to put it right`,
      );
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
