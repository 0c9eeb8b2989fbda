import { join } from "node:path";
import * as z from "zod";

/** What a process of its own is to do to the package "@acme/demo". */
export const operationSchema = z.object({
  home: z.object({ dataDir: z.string(), databaseUrl: z.string() }),
  operation: z.enum(["install", "rollback", "uninstall", "disable", "none"]),
  /** Of the package to install, base64. */
  bytes: z.string(),
  /** The step at which it kills itself. */
  killAt: z.string().optional(),
  /** Whether it reaches more than this machine. */
  network: z.enum(["open", "refused"]).default("open"),
});

export interface OperationOptions extends Pick<z.input<typeof operationSchema>, "operation" | "killAt" | "network"> {
  readonly bytes?: Uint8Array;
}

const stateSchema = z.object({ packages: z.array(z.string()), answer: z.string() });

/** What a process of its own finds after it did something; `undefined` when it was killed meanwhile. */
export async function runOperation(
  { dataDir, databaseUrl }: z.infer<typeof operationSchema>["home"],
  { bytes, ...options }: OperationOptions,
): Promise<z.infer<typeof stateSchema> | undefined> {
  const operation = { home: { dataDir, databaseUrl }, ...options, bytes: Buffer.from(bytes ?? []).toString("base64") };
  const child = Bun.spawn([process.execPath, "--no-install", join(import.meta.dir, "operation.fixture.ts")], {
    stdin: new Blob([JSON.stringify(operation)]),
    stdout: "pipe",
    stderr: "pipe",
  });
  const [output, trouble] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited]);
  if (child.signalCode === "SIGKILL") return undefined;
  if (child.exitCode !== 0) throw new Error(`ended with ${child.exitCode}: ${trouble}`);
  return stateSchema.parse(JSON.parse(output));
}
