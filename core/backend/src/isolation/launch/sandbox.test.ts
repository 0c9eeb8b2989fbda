import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { join } from "node:path";
import * as z from "zod";

setDefaultTimeout(60_000);

const resultSchema = z.array(
  z.object({
    name: z.string(),
    report: z.object({ files: z.string(), processes: z.string(), user: z.string() }),
    saw: z.string(),
  }),
);

async function tryAll(asUser: readonly string[]): Promise<z.infer<typeof resultSchema>> {
  const fixture = join(import.meta.dir, "../testing/sandbox.fixture.ts");
  const child = Bun.spawn([...asUser, process.execPath, "--no-install", fixture], {
    env: { PATH: process.env.PATH, CANARY: "canary-environment" },
    stdout: "pipe",
  });
  return resultSchema.parse(JSON.parse(await child.stdout.text()));
}

const ordinary = ["setpriv", "--reuid=61183", "--regid=61183", "--clear-groups"];
/** As in a container that may make no namespaces. */
const contained = ["setpriv", "--bounding-set=-sys_admin", "--inh-caps=-all"];
const works = (...command: string[]): boolean =>
  Bun.spawnSync(command, { stdio: ["ignore", "ignore", "ignore"] }).success;
const rootMay = works("unshare", "--mount", "true");
const usersMay = works(...ordinary, "unshare", "--user", "--map-root-user", "true");

describe.if(process.platform === "linux" && process.getuid?.() === 0).each([
  ["root", [], rootMay ? "namespaces, own user" : undefined],
  ["an ordinary user", ordinary, usersMay ? "namespaces, shared user" : undefined],
  ["root of a container", contained, undefined],
])("for %s", (_, asUser, best) => {
  test("what a sandbox promises to hide cannot be seen in it", async () => {
    const results = await tryAll(asUser);
    expect(results.map(({ name }) => name)).toEqual(expect.arrayContaining(["shared user", "none"]));
    if (best !== undefined) expect(results[0]?.name).toBe(best);
    for (const { name, report, saw } of results) {
      const hidden = [
        ...(report.files === "hidden" || report.user === "own" ? ["canary-file", "canary-environment"] : []),
        ...(report.processes === "hidden" || report.user === "own" ? ["can signal"] : []),
      ];
      expect({ name, seen: hidden.filter((text) => saw.includes(text)) }).toEqual({ name, seen: [] });
    }
    // Without a sandbox there is something to see.
    expect(results.at(-1)?.saw).toMatch(/canary-file[^]*canary-environment[^]*can signal/);
  });
});
