import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The folder of one plugin process, whose paths must be short: they are those of sockets. */
export interface PluginFolder extends AsyncDisposable {
  readonly path: string;
  /** The root of the process's file system. */
  readonly root: string;
  /** All that it may write to. */
  readonly own: string;
  /** Where the platform listens for it. */
  readonly platformSocket: string;
}

const PREFIX = "checkstack-plugin-";
/** Between the making of a folder and its socket. */
const YOUNG_MS = 60_000;

/** Makes a folder; disposing removes it. One whose platform was killed is removed by the next that starts. */
export async function makePluginFolder(): Promise<PluginFolder> {
  const path = await mkdtemp(join(tmpdir(), PREFIX));
  return {
    path,
    root: join(path, "root"),
    own: join(path, "own"),
    platformSocket: socketIn(path),
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}

const socketIn = (path: string): string => join(path, "own", "platform");

/** Removes the folders of plugin processes whose platform was killed: nobody listens there any more. */
export async function removeLeftFolders(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(PREFIX));
  const paths = names.map((name) => join(tmpdir(), name));
  await Promise.all(
    paths.map(async (path) => {
      if (await isLeft(path)) await rm(path, { recursive: true, force: true });
    }),
  );
}

async function isLeft(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isDirectory() || found.uid !== process.getuid?.()) return false;
  const answer = await knockAt(socketIn(path));
  return answer === "ECONNREFUSED" || (answer === "ENOENT" && Date.now() - found.mtimeMs > YOUNG_MS);
}

/** `open` where somebody listens, otherwise the code of the error. */
const knockAt = (path: string): Promise<string> =>
  new Promise((resolve) => {
    const socket = connect(path);
    socket.once("connect", () => {
      socket.destroy();
      resolve("open");
    });
    socket.once("error", (error) => resolve("code" in error ? String(error.code) : "unknown"));
  });
