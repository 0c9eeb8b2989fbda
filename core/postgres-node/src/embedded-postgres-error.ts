export type EmbeddedPostgresErrorCode =
  | "IN_USE"
  | "OTHER_VERSION"
  | "NOT_A_DATA_FOLDER"
  | "ACCESS_LOST"
  | "NO_PERMISSION"
  | "DISK_FULL"
  | "ODD_PATH"
  | "UNSUPPORTED_PLATFORM"
  | "START_FAILED";

/** Why the embedded PostgreSQL cannot start. `message` is one sentence for the person at the terminal. */
export class EmbeddedPostgresError extends Error {
  override readonly name = "EmbeddedPostgresError";
  readonly code: EmbeddedPostgresErrorCode;

  constructor(code: EmbeddedPostgresErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** Says what an error of the file system means for the data folder; anything that is not one stays as it is. */
export function explainFolderError(error: unknown, folder: string): unknown {
  if (!(error instanceof Error) || error instanceof EmbeddedPostgresError || !("code" in error)) return error;
  if (typeof error.code !== "string") return error;
  const known = folderSentences.find(({ codes }) => codes.includes(String(error.code)));
  return known ? new EmbeddedPostgresError(known.code, known.sentence(folder), { cause: error }) : error;
}

/** Says what the output of `initdb` or `postgres` means. */
export function explainOutput(output: string, folder: string): EmbeddedPostgresError {
  const cause = new Error(output.trim());
  const known = folderSentences.find(({ output: pattern }) => pattern.test(output));
  if (known) return new EmbeddedPostgresError(known.code, known.sentence(folder), { cause });
  if (cannotRun.test(output)) return new EmbeddedPostgresError("UNSUPPORTED_PLATFORM", unsupportedPlatform, { cause });
  const last = output.trim().split("\n").slice(-3).join(" ");
  return new EmbeddedPostgresError("START_FAILED", `The embedded PostgreSQL did not start: ${last}`, { cause });
}

export const unsupportedPlatform = `There is no embedded PostgreSQL for this system (${process.platform} ${process.arch}; on Linux it needs glibc, which Alpine has not); set DATABASE_URL to a PostgreSQL of version 14 or newer.`;

const cannotRun = /error while loading shared libraries|failed to execute|cannot execute|Exec format error/i;

const folderSentences: readonly {
  readonly code: EmbeddedPostgresErrorCode;
  /** What the file system says. */
  readonly codes: readonly string[];
  /** What PostgreSQL says. */
  readonly output: RegExp;
  readonly sentence: (folder: string) => string;
}[] = [
  {
    code: "DISK_FULL",
    codes: ["ENOSPC", "EDQUOT"],
    output: /No space left on device|Disk quota exceeded/i,
    sentence: (folder) => `The disk that holds the data folder "${folder}" is full; free some space and start again.`,
  },
  {
    code: "NO_PERMISSION",
    codes: ["EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST"],
    output: /Permission denied|Operation not permitted|Read-only file system|wrong ownership/i,
    sentence: (folder) =>
      `The data folder "${folder}" cannot be written to; make it a folder that the user who runs Checkstack owns, or set CHECKSTACK_DATA_DIR to another one.`,
  },
  {
    code: "ODD_PATH",
    codes: ["ENAMETOOLONG", "ELOOP"],
    output: /File name too long/i,
    sentence: (folder) =>
      `PostgreSQL cannot work in the data folder ${JSON.stringify(folder)}; set CHECKSTACK_DATA_DIR to a shorter path without line breaks.`,
  },
];
