import { randomInt } from "node:crypto";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SandboxReport } from "@checkstack/backend-api";
import { SANDBOX_SCRIPT } from "./sandbox-script.ts";

/** How this machine lets processes be shut in. */
export interface Sandbox {
  readonly report: SandboxReport;
  /** Wraps a command; what it wraps ends with this process. */
  wrap(request: SandboxRequest): SandboxedCommand;
}

export interface SandboxRequest {
  readonly command: readonly string[];
  /** An empty folder, which becomes the root of what the command sees. */
  readonly root: string;
  /** The one folder that the command may write. */
  readonly own: string;
  /** What it may read beside system files, with everything below. */
  readonly shown: readonly string[];
}

export interface SandboxedCommand {
  readonly command: readonly string[];
  /** The user it runs as, who must own the command's own folder; `undefined` for ours. */
  readonly uid: number | undefined;
}

/** What programs need of the system, where it is there. No file in it is anybody's secret. */
const SYSTEM = [
  "/bin",
  "/sbin",
  "/lib",
  "/lib32",
  "/lib64",
  "/usr",
  "/nix/store",
  "/etc/alternatives",
  "/etc/ca-certificates",
  "/etc/gai.conf",
  "/etc/host.conf",
  "/etc/hosts",
  "/etc/ld.so.cache",
  "/etc/localtime",
  "/etc/nsswitch.conf",
  "/etc/pki",
  "/etc/protocols",
  "/etc/resolv.conf",
  "/etc/services",
  "/etc/ssl",
];

/** The range that systemd keeps for users who exist only as long as their process. */
const UIDS = { from: 61_184, to: 65_520 };

let found: Promise<Sandbox> | undefined;

/** The strictest way of shutting processes in that works on this machine; found out by trying, once. */
export function findSandbox(): Promise<Sandbox> {
  found ??= tryEachMode();
  return found;
}

async function tryEachMode(): Promise<Sandbox> {
  for (const mode of modesHere()) if (await works(mode)) return mode;
  return OPEN;
}

/** Works when a command that reads its own program comes to a good end. */
async function works(mode: Sandbox): Promise<boolean> {
  const base = await mkdtemp(join(tmpdir(), "checkstack-try-"));
  try {
    const [own, root] = [join(base, "own"), join(base, "root")];
    for (const folder of [own, root]) await mkdir(folder);
    const { command } = mode.wrap({
      command: ["/bin/sh", "-c", 'test -r "$1"', "sh", process.execPath],
      root,
      own,
      shown: [process.execPath],
    });
    const child = Bun.spawn([...command], { env: {}, cwd: "/", stdio: ["ignore", "ignore", "ignore"] });
    return (await child.exited) === 0;
  } catch {
    return false;
  } finally {
    await rm(base, { recursive: true, force: true });
  }
}

function modesHere(): Sandbox[] {
  if (process.platform !== "linux") return [];
  const tools = toolsHere();
  if (!tools) return [];
  return process.getuid?.() === 0
    ? [namespaces(tools, "own"), namespaces(tools, "shared"), userAlone(tools), sharedFate(tools)]
    : [namespaces(tools, "shared"), sharedFate(tools)];
}

interface Tools {
  readonly sh: string;
  readonly setpriv: string;
  readonly unshare: string;
  readonly env: string;
}

function toolsHere(): Tools | undefined {
  const [sh, setpriv, unshare, env] = ["sh", "setpriv", "unshare", "env"].map((name) => Bun.which(name));
  return sh && setpriv && unshare && env ? { sh, setpriv, unshare, env } : undefined;
}

/** Own mounts and own process numbers; as root also an own user. */
function namespaces({ sh, setpriv, unshare }: Tools, user: "own" | "shared"): Sandbox {
  const isRoot = process.getuid?.() === 0;
  const inside = [unshare, "--mount", "--pid", "--fork", "--kill-child=KILL", "--propagation", "private", "--"];
  // A change of user forgets the wish to end with one's parent: it comes after, and again inside.
  const enter = isRoot
    ? [setpriv, "--pdeathsig", "KILL", ...inside]
    : [unshare, "--user", "--map-root-user", "--", setpriv, "--pdeathsig", "KILL", ...inside];
  return {
    report: { files: "hidden", processes: "hidden", user },
    wrap({ command, root, own, shown }) {
      const uid = user === "own" ? randomUid() : undefined;
      const paths = [...new Set([...SYSTEM, ...shown])];
      return {
        uid,
        command: [...enter, sh, "-c", SANDBOX_SCRIPT, "sh", root, own, String(uid ?? "-"), ...paths, "--", ...command],
      };
    },
  };
}

/** Where no namespaces can be had, as in most containers: a user of its own cannot read what is ours alone. */
function userAlone({ setpriv, env }: Tools): Sandbox {
  return {
    report: { files: "visible", processes: "visible", user: "own" },
    wrap({ command }) {
      const uid = randomUid();
      const as = [`--reuid=${uid}`, `--regid=${uid}`, "--clear-groups", "--inh-caps=-all", "--bounding-set=-all"];
      return { uid, command: [setpriv, ...as, "--no-new-privs", "--pdeathsig", "KILL", env, "-i", ...command] };
    },
  };
}

function sharedFate({ setpriv, env }: Tools): Sandbox {
  return {
    report: { files: "visible", processes: "visible", user: "shared" },
    wrap: ({ command }) => ({
      uid: undefined,
      command: [setpriv, "--no-new-privs", "--pdeathsig", "KILL", env, "-i", ...command],
    }),
  };
}

/** Elsewhere than on Linux: a process, and no more. It ends with us when its standard input does. */
const OPEN: Sandbox = {
  report: { files: "visible", processes: "visible", user: "shared" },
  wrap: ({ command }) => ({ uid: undefined, command }),
};

const randomUid = (): number => randomInt(UIDS.from, UIDS.to);
