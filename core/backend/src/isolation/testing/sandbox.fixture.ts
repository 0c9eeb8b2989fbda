/** Tells for each way of shutting processes in whether it works here, and what a process can see in it. */
import { chown, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sandboxModes } from "../launch/sandbox-modes.ts";
import { sandboxWorks } from "../launch/sandbox.ts";

const results = [];
for (const mode of sandboxModes()) {
  if (!(await sandboxWorks(mode))) continue;
  const base = await mkdtemp(join(tmpdir(), "checkstack-"));
  const [own, root, secret] = [join(base, "own"), join(base, "root"), join(base, "secret")];
  for (const folder of [own, root]) await mkdir(folder);
  await writeFile(secret, "canary-file", { mode: 0o600 });
  const ours = `/proc/${process.pid}/environ`;
  const look = `cat ${secret}; cat ${ours} | tr '\\0' '\\n'; kill -0 ${process.pid} && echo "can signal"; cat /proc/self/environ; grep Cap /proc/self/status`;
  const { command, uid } = mode.wrap({
    command: ["/bin/sh", "-c", look],
    visible: { shown: [], listed: [] },
    root,
    own,
  });
  if (uid !== undefined) await chown(own, uid, uid);
  const child = Bun.spawn([...command], { env: {}, cwd: "/", stdin: "ignore", stderr: "ignore" });
  results.push({ name: mode.name, report: mode.report, saw: await child.stdout.text() });
  await rm(base, { recursive: true, force: true });
}
console.log(JSON.stringify(results));
