import { randomInt } from "node:crypto";
import { join } from "node:path";
import type { SandboxReport } from "@checkstack/backend-api";
import { SANDBOX_SCRIPT } from "./sandbox-script.ts";
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
  readonly sh: string;
  readonly setpriv: string;
  readonly unshare: string;
  readonly env: string;
}

function linuxTools(): Tools | undefined {
  const [sh, setpriv, unshare, env] = ["sh", "setpriv", "unshare", "env"].map((name) => Bun.which(name));
  return sh && setpriv && unshare && env ? { sh, setpriv, unshare, env } : undefined;
}

type User = SandboxReport["user"];

/** Mounts and process numbers of its own; root gives it a user of its own too. */
function namespaces({ sh, setpriv, unshare }: Tools, user: User): Sandbox {
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
      const uid = uidOf(user);
      const paths = [...new Set([...SYSTEM_PATHS, ...shown])];
      const script = [sh, "-c", SANDBOX_SCRIPT, "sh", root, own, String(uid ?? "-"), ...paths, "--", ...command];
      return { uid, command: [...begin, ...enter, ...script] };
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
      return withoutPrivileges(tools, user, [...shutIn, ...command]);
    },
  };
}

/** No more than the rights of its user. */
const bare = (tools: Tools, user: User): Sandbox => ({
  name: `${user} user`,
  readsAs: readerOf(user),
  report: { files: "visible", processes: "visible", user },
  wrap: ({ command }) => withoutPrivileges(tools, user, command),
});

const readerOf = (user: User): Sandbox["readsAs"] => (user === "own" ? "anybody" : "us");

function withoutPrivileges({ setpriv, env }: Tools, user: User, command: readonly string[]): SandboxedCommand {
  const uid = uidOf(user);
  const become = [`--reuid=${uid}`, `--regid=${uid}`, "--clear-groups", "--inh-caps=-all", "--bounding-set=-all"];
  const as = [...(uid === undefined ? [] : become), "--no-new-privs", "--pdeathsig", "KILL"];
  return { uid, command: [setpriv, ...as, env, "-i", ...command] };
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
