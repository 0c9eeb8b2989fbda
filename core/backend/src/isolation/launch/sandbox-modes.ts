import { randomInt } from "node:crypto";
import { join } from "node:path";
import type { SandboxReport } from "@checkstack/backend-api";
import type { VisiblePaths } from "./visible-paths.ts";
import { SYSTEM_PATHS } from "./system-paths.ts";

/** One way of shutting processes in. */
export interface Sandbox {
  readonly name: string;
  readonly report: SandboxReport;
  /** `anybody`: another user reads the files, who may not come to where only we may. */
  readonly readsAs: "us" | "anybody";
  /** Wraps a command. Wherever the system knows how, what it wraps ends with this process. */
  wrap(request: SandboxRequest): SandboxedCommand;
}

export interface SandboxRequest {
  readonly command: readonly string[];
  /** An empty folder, which may become the root of what the command sees. */
  readonly root: string;
  /** The one folder that the command may write. */
  readonly own: string;
  /** What it may read beside system files. */
  readonly visible: VisiblePaths;
}

export interface SandboxedCommand {
  readonly command: readonly string[];
  /** The user it runs as, who must own the command's own folder; `undefined` for ours. */
  readonly uid: number | undefined;
}

/** The ways that there are on this system, the strictest first; whether they work, only trying tells. */
export function sandboxModes(): readonly Sandbox[] {
  const tools = process.platform === "linux" ? linuxTools() : undefined;
  if (!tools) return [open];
  const users = process.getuid?.() === 0 ? (["own", "shared"] as const) : (["shared"] as const);
  return [
    ...users.map((user) => namespaces(tools, user)),
    ...users.map((user) => landlock(tools, user, "and-processes")),
    ...users.map((user) => landlock(tools, user, "files-alone")),
    ...users.map((user) => bare(tools, user)),
    open,
  ];
}

interface Tools {
  readonly setpriv: string;
  readonly prlimit: string;
  readonly unshare: string;
  readonly env: string;
}

function linuxTools(): Tools | undefined {
  const [setpriv, prlimit, unshare, env] = ["setpriv", "prlimit", "unshare", "env"].map((name) => Bun.which(name));
  return setpriv && prlimit && unshare && env ? { setpriv, prlimit, unshare, env } : undefined;
}

type User = SandboxReport["user"];

const NAMESPACES_MAIN = join(import.meta.dir, "namespaces.main.ts");

/** Mounts and process numbers of its own; root gives it a user of its own too. */
function namespaces(tools: Tools, user: User): Sandbox {
  const { setpriv, unshare } = tools;
  const enter = [unshare, "--mount", "--pid", "--fork", "--kill-child=KILL", "--propagation", "private", "--"];
  const endsWithUs = [setpriv, "--pdeathsig", "KILL"];
  // Becoming root of a namespace forgets the wish to end with one's parent: it is told afterwards.
  const begin = process.getuid?.() === 0 ? endsWithUs : [unshare, "--user", "--map-root-user", "--", ...endsWithUs];
  return {
    name: `namespaces, ${user} user`,
    // What is mounted is reached without a way to it.
    readsAs: "us",
    report: { files: "hidden", processes: "hidden", user },
    wrap({ command, root, own, visible: { shown } }) {
      const inside = withoutPrivileges(tools, { user, isRoot: true }, command);
      const furnish = [process.execPath, "--no-install", NAMESPACES_MAIN, root, own, ...SYSTEM_PATHS, ...shown, "--"];
      return { uid: inside.uid, command: [...begin, ...enter, ...furnish, ...inside.command] };
    },
  };
}

const LANDLOCK_MAIN = join(import.meta.dir, "landlock.main.ts");

/** Needs no privilege, and so works in most containers. Kernels before 6.12 let it send signals to processes outside. */
function landlock(tools: Tools, user: User, extent: "and-processes" | "files-alone"): Sandbox {
  return {
    name: `Landlock ${extent}, ${user} user`,
    readsAs: readerOf(user),
    report: { files: "hidden", processes: extent === "and-processes" ? "hidden" : "visible", user },
    wrap({ command, own, visible: { shown, listed } }) {
      const shutIn = [
        process.execPath,
        "--no-install",
        LANDLOCK_MAIN,
        extent,
        own,
        ...SYSTEM_PATHS,
        ...shown,
        "--",
        ...listed,
        "--",
      ];
      return withoutPrivileges(tools, { user }, [...shutIn, ...command]);
    },
  };
}

/** No more than the rights of its user. */
const bare = (tools: Tools, user: User): Sandbox => ({
  name: `${user} user`,
  readsAs: readerOf(user),
  report: { files: "visible", processes: "visible", user },
  wrap: ({ command }) => withoutPrivileges(tools, { user }, command),
});

const readerOf = (user: User): Sandbox["readsAs"] => (user === "own" ? "anybody" : "us");

/** So many connections carry a plugin far; so many threads of a user that nobody else is are no bomb. */
const LIMITS = { handles: "--nofile=4096:4096", threads: "--nproc=512:512" } as const;

/** Runs a command as the least that `user` can be; in a namespace, everybody begins as root. */
function withoutPrivileges(
  { setpriv, prlimit, env }: Tools,
  { user, isRoot = process.getuid?.() === 0 }: { readonly user: User; readonly isRoot?: boolean },
  command: readonly string[],
): SandboxedCommand {
  const uid = uidOf(user);
  const limits = [prlimit, LIMITS.handles, ...(uid === undefined ? [] : [LIMITS.threads])];
  const as = [
    ...(uid === undefined ? [] : [`--reuid=${uid}`, `--regid=${uid}`, "--clear-groups"]),
    "--inh-caps=-all",
    ...(isRoot ? ["--bounding-set=-all"] : []),
    "--no-new-privs",
  ];
  // The wish to end with one's parent comes last: what changes the user forgets it.
  return { uid, command: [...limits, setpriv, ...as, "--pdeathsig", "KILL", env, "-i", ...command] };
}

/** Elsewhere than on Linux: a process, and no more. It ends when its standard input does. */
const open: Sandbox = {
  name: "none",
  readsAs: "us",
  report: { files: "visible", processes: "visible", user: "shared" },
  wrap: ({ command }) => ({ uid: undefined, command }),
};

/** The range that systemd keeps for users who exist only as long as their process. */
const UIDS = { from: 61_184, to: 65_520 };

const uidOf = (user: User): number | undefined => (user === "own" ? randomInt(UIDS.from, UIDS.to) : undefined);
