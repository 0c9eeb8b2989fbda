import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { startTestPlatform } from "./test-platform.ts";

let parent: string;
let platform: Awaited<ReturnType<typeof startTestPlatform>>;
const script = `console.log(${JSON.stringify("x".repeat(2000))});`;

beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), "static-files-"));
  const dir = join(parent, "dist");
  await mkdir(join(dir, "assets"), { recursive: true });
  await writeFile(join(parent, "secret.txt"), "outside");
  await writeFile(
    join(dir, "index.html"),
    `<script type="importmap" nonce="__CSP_NONCE__"></script><p nonce="__CSP_NONCE__">__HAS_SESSION__</p>`,
  );
  await writeFile(join(dir, "favicon.svg"), "<svg/>");
  await writeFile(join(dir, "assets/app-1a2b.js"), script);
  await writeFile(join(dir, "assets/app-1a2b.js.br"), brotliCompressSync(script));
  await writeFile(join(dir, "assets/app-1a2b.js.gz"), gzipSync(script));
  platform = await startTestPlatform({
    frontendDir: Promise.resolve(dir),
    pluginAssets: async (path) =>
      path === "/plugins/a@1.0.0/index.js"
        ? new Response("export {}", { headers: { "content-type": "text/javascript" } })
        : undefined,
  });
});
afterAll(async () => {
  await platform[Symbol.asyncDispose]();
  await rm(parent, { recursive: true });
});

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${platform.url}${path}`, { headers });

test("the page gets a nonce of its own each time, and its policy allows nothing else", async () => {
  const [first, second] = [await get("/"), await get("/", { accept: "text/html" })];
  const nonceOf = (answer: Response) =>
    answer.headers.get("content-security-policy")?.match(/'nonce-([^']+)'/)?.[1] ?? "";
  expect(await first.text()).toBe(
    `<script type="importmap" nonce="${nonceOf(first)}"></script><p nonce="${nonceOf(first)}">false</p>`,
  );
  expect(nonceOf(first)).toHaveLength(24);
  expect(nonceOf(second)).not.toBe(nonceOf(first));
  expect(first.headers.get("content-security-policy")).not.toMatch(/script-src[^;]*unsafe/);
});

test("the page knows whether its visitor brought a session, and comes compressed to who takes it", async () => {
  const page = async (headers: Record<string, string>) => {
    const answer = await get("/", headers);
    return [/>(\w+)<\/p>/.exec(await answer.text())?.[1], answer.headers.get("content-encoding")];
  };
  expect(await page({ "accept-encoding": "identity" })).toEqual(["false", null]);
  expect(await page({ "accept-encoding": "gzip", cookie: "theme=dark" })).toEqual(["false", "gzip"]);
  expect(await page({ "accept-encoding": "br, gzip", cookie: "__Secure-checkstack.session_token=x" })).toEqual([
    "true",
    "gzip",
  ]);
});

test("navigation to a page of the app gets the shell; a missing file stays missing", async () => {
  expect((await get("/systems/1", { accept: "text/html,*/*" })).headers.get("content-type")).toContain("text/html");
  expect((await get("/systems/1", { accept: "application/json" })).status).toBe(404);
  expect((await get("/assets/missing.js")).status).toBe(404);
  const api = await get("/api/nothing", { accept: "text/html" });
  expect([api.status, api.headers.get("content-type")]).toEqual([404, "application/problem+json"]);
});

test("hashed files are kept for ever and come precompressed", async () => {
  for (const encoding of ["br", "gzip"]) {
    const answer = await get("/assets/app-1a2b.js", { "accept-encoding": encoding });
    expect(answer.headers.get("content-encoding")).toBe(encoding);
    expect(answer.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(answer.headers.get("content-type")).toContain("javascript");
    expect(await answer.text()).toBe(script);
  }
  const plain = await get("/assets/app-1a2b.js", { "accept-encoding": "identity" });
  expect([plain.headers.get("content-encoding"), await plain.text()]).toEqual([null, script]);
  expect((await get("/assets/app-1a2b.js.br", { accept: "*/*" })).status).toBe(404);
});

test("other files are asked for again and answered with 304 while they are the same", async () => {
  const first = await get("/favicon.svg");
  expect(first.headers.get("cache-control")).toBe("no-cache");
  const again = await get("/favicon.svg", { "if-none-match": first.headers.get("etag") ?? "" });
  expect([again.status, await again.text()]).toEqual([304, ""]);
});

test.each([
  "/../secret.txt",
  "/assets/../../secret.txt",
  "/%2e%2e/secret.txt",
  "/..%2fsecret.txt",
  "/assets/..%5c..%5csecret.txt",
])("%s leads nowhere", async (path) => {
  const answer = await new Promise<string>((resolve, reject) => {
    let text = "";
    const socket = connect(platform.server.port, "127.0.0.1", () =>
      socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`),
    );
    socket.on("data", (data) => (text += data.toString()));
    socket.once("close", () => resolve(text));
    socket.once("error", reject);
  });
  expect(answer).toStartWith("HTTP/1.1 404 ");
  expect(answer).not.toContain("outside");
});

test("files of plugins come from where the platform keeps them", async () => {
  const answer = await get("/plugins/a@1.0.0/index.js");
  expect([answer.status, await answer.text(), answer.headers.get("x-content-type-options")]).toEqual([
    200,
    "export {}",
    "nosniff",
  ]);
  expect((await get("/plugins/a@1.0.0/other.js")).status).toBe(404);
  expect((await get("/plugins", { accept: "text/html" })).headers.get("content-type")).toContain("text/html");
});

test("a file that is gone since the start is not found, rather than an error", async () => {
  const dir = join(parent, "dist");
  await writeFile(join(dir, "assets/gone-1.js"), "export {}");
  await using later = await startTestPlatform({ frontendDir: Promise.resolve(dir) });
  expect((await fetch(`${later.url}/assets/gone-1.js`)).status).toBe(200);
  await rm(join(dir, "assets/gone-1.js"));
  expect((await fetch(`${later.url}/assets/gone-1.js`)).status).toBe(404);
});
