import { randomBytes } from "node:crypto";
import { chmod, link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { StartupError } from "../startup-error.ts";

const MIN_LENGTH = 32;
const FILE = "secret.key";

/**
 * The installation's secret: `CHECKSTACK_SECRET` where it is set, otherwise `secret.key` in the data folder, made on the
 * first start and readable by its owner alone. Every process of one installation needs the same one. Rejects with
 * `StartupError`.
 */
export async function loadOrCreateSecret(options: {
  dataDir: string;
  env: Readonly<Record<string, string | undefined>>;
}): Promise<Uint8Array> {
  const configured = options.env["CHECKSTACK_SECRET"];
  if (configured !== undefined && configured !== "") return parseSecret(configured, "CHECKSTACK_SECRET");

  const path = join(options.dataDir, FILE);
  return parseSecret(await readOrCreate(options.dataDir, path), path);
}

async function readOrCreate(dataDir: string, path: string): Promise<string> {
  try {
    await createSecretFile(dataDir, path);
    await chmod(path, 0o600);
    return await readFile(path, "utf8");
  } catch (cause) {
    throw new StartupError(
      `The secret in ${path} can be neither read nor made (${cause instanceof Error ? cause.message : String(cause)}); ` +
        `make the data folder one that the user who runs Checkstack owns, or set CHECKSTACK_SECRET`,
      { cause },
    );
  }
}

function parseSecret(text: string, source: string): Uint8Array {
  const secret = text.trim();
  if (secret.length >= MIN_LENGTH) return new TextEncoder().encode(secret);
  throw new StartupError(
    `${source} holds a secret of ${secret.length} characters, at least ${MIN_LENGTH} are needed; make one with: openssl rand -hex 32`,
  );
}

/** Written beside and then linked: another process sees no file or a whole one, and only one of two wins. */
async function createSecretFile(dataDir: string, path: string): Promise<void> {
  if (await Bun.file(path).exists()) return;
  await mkdir(dataDir, { recursive: true });
  const draft = `${path}.${randomBytes(6).toString("hex")}`;
  await writeFile(draft, `${randomBytes(32).toString("hex")}\n`, { mode: 0o600, flag: "wx" });
  try {
    await link(draft, path);
  } catch (error) {
    if (!(await Bun.file(path).exists())) throw error;
  } finally {
    await rm(draft, { force: true });
  }
}
