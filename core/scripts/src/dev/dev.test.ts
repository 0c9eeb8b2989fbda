import { expect, setDefaultTimeout, test } from "bun:test";
import { createInterface } from "node:readline";
import { join } from "node:path";
import { Readable } from "node:stream";
import { makePlugin } from "../testing/made-plugin.ts";
import { runScripts } from "../testing/run-scripts.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

setDefaultTimeout(180_000);

const CLI = join(import.meta.dir, "../cli.ts");
const ROUTER = "packages/night-watch-backend/src/router.ts";
const PAGE = "packages/night-watch-frontend/src/items-page.tsx";

test("a plugin runs from its sources, and edits of both sides are there at once", async () => {
  await using plugin = await makePlugin();
  const dev = startDev(plugin.folder);
  await using _stopping = dev;
  const pages = /http:\S+\//.exec(await dev.printed("The pages are at"))?.[0] ?? "";
  const fetchText = async (path: string): Promise<string> => (await fetch(`${pages}${path}`)).text();

  expect(await fetchText("api/night-watch/items")).toContain("UNAUTHORIZED");
  expect(await fetchText("src/builtin-plugins.ts")).toContain('pluginId: "night-watch"');
  const page = `@fs${plugin.folder}/${PAGE}`;
  expect(await fetchText(page)).toContain("Night watch");

  const open = (text: string): string => text.replace("access: [access.itemRead] })", 'access: "public" })');
  await plugin.changed("packages/night-watch-common/src/contract.ts", open, async () => {
    await dev.printed("night-watch-common changed: replaced night-watch");
    expect(await (await fetch(`${pages}api/night-watch/items`)).json()).toEqual([]);
    const broken = (text: string): string =>
      text.replace("database.db.select()", `(() => { throw new Error("x"); })()`);
    await plugin.changed(ROUTER, broken, async () => {
      await dev.printed("night-watch-backend changed: replaced night-watch");
      expect((await fetch(`${pages}api/night-watch/items`)).status).toBe(500);
    });
  });
  await plugin.changed(
    PAGE,
    (text) => text.replace("gap-4", "gap-[13.37px]"),
    async () => {
      expect(await fetchText(`${page}?t=1`)).toContain("gap-[13.37px]");
      expect(await fetchText("src/main.css?t=1")).toContain("gap: 13.37px");
    },
  );

  const [backend = ""] = /http:[^\s"]+/.exec(dev.told("ready at http").replace(/ after.*/, "")) ?? [];
  expect((await fetch(`${backend}/api/health/live`)).status).toBe(200);
  await dev[Symbol.asyncDispose]();
  await expect(fetch(pages)).rejects.toThrow();
  await expect(fetch(backend)).rejects.toThrow();
});

test("without a checkout of the platform, it says what to do", async () => {
  await using folder = await temporaryFolder({
    "package.json": {
      name: "@acme/weather-backend",
      version: "1.0.0",
      exports: { ".": "./index.ts" },
      checkstack: { type: "backend", pluginId: "weather" },
    },
    "index.ts": "",
  });
  expect(await runScripts(folder.path, "dev")).toMatchObject({
    code: 1,
    output: expect.stringContaining("--platform"),
  });
  const { output } = await runScripts(folder.path, "dev", "--platform", folder.path);
  expect(output).toContain("is no checkout of Checkstack");
});

function startDev(cwd: string) {
  const child = Bun.spawn([process.execPath, CLI, "dev", "--port", "0"], {
    cwd,
    env: { ...process.env, PORT: "0", CHECKSTACK_LOG: "json" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines: string[] = [];
  const all: string[] = [];
  const waiting = new Set<() => void>();
  createInterface({ input: Readable.fromWeb(child.stdout) }).on("line", (line) => {
    lines.push(line);
    all.push(line);
    for (const look of waiting) look();
  });
  return {
    /** The last line that contained `text`, whether it was waited for or not. */
    told: (text: string): string => all.findLast((line) => line.includes(text)) ?? "",
    /** The first line that contains `text`, once it is there; it is not found again. */
    printed: (text: string): Promise<string> =>
      new Promise((resolve) => {
        const look = () => {
          const at = lines.findIndex((line) => line.includes(text));
          if (at === -1) return;
          waiting.delete(look);
          resolve(lines.splice(0, at + 1).at(-1) ?? "");
        };
        waiting.add(look);
        look();
      }),
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      await child.exited;
    },
  };
}
