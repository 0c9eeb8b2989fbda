import { MAX_ARTIFACT_BYTES } from "@checkstack/pluginmanager-common";
import * as z from "zod";
import { formatBytes } from "../shared/format-bytes.ts";

/** Why a file did not arrive, as the errors of a contract tell it. */
export class UploadError extends Error {
  override readonly name = "UploadError";
  /** Of HTTP; 0 when nothing was answered. */
  readonly status: number;
  readonly code: string;
  readonly data: unknown;

  constructor(message: string, { status, code, data }: Pick<UploadError, "status" | "code"> & { data?: unknown }) {
    super(message);
    this.status = status;
    this.code = code;
    this.data = data;
  }
}

/** The hash of what the server took. Throws `UploadError` with what it says against it. */
export function readUploadAnswer(
  { status, body }: { status: number; body: string },
  { size }: { size: number },
): string {
  const answer = parseJson(body);
  const taken = takenSchema.safeParse(answer);
  if (status === 201 && taken.success) return taken.data.sha256;
  const { data: problem } = problemSchema.safeParse(answer);
  if (problem) throw new UploadError(problem.detail, { status, code: problem.code, data: problem.data });
  // What is no problem document is not from the platform.
  if (status === 413) {
    throw new UploadError(
      `Something between this browser and the platform, such as a proxy, takes no file of ${formatBytes(size)}. Let it pass up to ${formatBytes(MAX_ARTIFACT_BYTES)}; in nginx, client_max_body_size says so.`,
      { status, code: "PROXY_LIMIT" },
    );
  }
  throw new UploadError(
    `Something between this browser and the platform, such as a proxy, answers with status ${status}. Nothing was stored.`,
    { status, code: "PROXY_ANSWER" },
  );
}

/** What is told when the connection ended before there was an answer. */
export function uploadLost({ done, total }: { done: number; total: number }): UploadError {
  const far =
    done >= total ? "before the server answered" : `after ${formatBytes(done)} of ${formatBytes(total)} were sent`;
  return new UploadError(`The connection was lost ${far}. Nothing is installed; send the file again.`, {
    status: 0,
    code: "CONNECTION_LOST",
  });
}

const takenSchema = z.object({ sha256: z.string() });
/** RFC 9457, as the platform tells errors. */
const problemSchema = z.object({ detail: z.string(), code: z.string(), data: z.unknown().optional() });

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
