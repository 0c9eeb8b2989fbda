import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A folder that is gone after the test. */
export interface TemporaryFolder extends AsyncDisposable {
  readonly path: string;
  /** Writes a file, and the folders above it; what is no text is written as JSON. */
  write(file: string, content: unknown): Promise<void>;
}

export async function temporaryFolder(files: Readonly<Record<string, unknown>> = {}): Promise<TemporaryFolder> {
  const path = await realpath(await mkdtemp(join(tmpdir(), "checkstack-scripts-")));
  const write = async (file: string, content: unknown): Promise<void> => {
    const at = join(path, file);
    await mkdir(dirname(at), { recursive: true });
    await writeFile(at, typeof content === "string" ? content : JSON.stringify(content));
  };
  for (const [file, content] of Object.entries(files)) await write(file, content);
  return { path, write, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}
