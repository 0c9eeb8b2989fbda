import { afterEach, expect, test } from "bun:test";
import { createEgress } from "@checkstack/egress-node";
import { startTestGitHub, type TestGitHub } from "@checkstack/test-utils-backend";
import { failureOf } from "../testing/failure.ts";
import { packed } from "../testing/packed.ts";
import { createGitHubInstaller } from "./github-installer.ts";
import type { FetchContext } from "./plugin-installer.ts";

const egress = createEgress({ allowPrivate: true });
const context: FetchContext = { onProgress: () => {} };
const open: TestGitHub[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server[Symbol.asyncDispose]();
});

function gitHub(options: { token?: string; given?: string } = {}) {
  const server = startTestGitHub(options);
  open.push(server);
  const { apiUrl } = server;
  const token = options.given ?? options.token;
  const servers = [{ id: "github", name: "GitHub", apiUrl, ...(token !== undefined && { token }) }];
  return { server, installer: createGitHubInstaller({ servers, egress }) };
}

const repository = "acme/weather";
const source = (change: { tag?: string; asset?: string; server?: string } = {}) =>
  ({ type: "github", repository, ...change }) as const;

test("a file of the latest release, or of a tag, is fetched, and the source then names both", async () => {
  const { server, installer } = gitHub();
  const [old, now] = [packed({ version: "1.0.0" }), packed({ version: "1.1.0" })];
  server.release({ repository, tag: "v1.0.0", files: { "weather-1.0.0.tgz": old, "notes.txt": Buffer.from("notes") } });
  server.release({ repository, tag: "release/1.1", files: { "weather-1.1.0.tgz": now } });
  const latest = await installer.fetch(source(), context);
  expect(latest.source).toEqual(source({ tag: "release/1.1", asset: "weather-1.1.0.tgz" }));
  expect(Buffer.from(latest.bytes)).toEqual(Buffer.from(now));
  const tagged = await installer.fetch(source({ tag: "v1.0.0" }), context);
  expect(Buffer.from(tagged.bytes)).toEqual(Buffer.from(old));
  expect((await installer.fetch(latest.source.type === "github" ? latest.source : source(), context)).bytes).toEqual(
    latest.bytes,
  );
});

test("the token of a private repository goes to the API and not along with the redirect to the storage", async () => {
  const { server, installer } = gitHub({ token: "ghp_canary" });
  server.release({ repository, tag: "v1", files: { "weather.tgz": packed() } });
  await installer.fetch(source(), context);
  const { origin } = new URL(server.apiUrl);
  const seen = server.requests.map(({ url, authorization }) => [new URL(url).origin === origin, authorization]);
  expect(seen).toEqual([
    [true, "Bearer ghp_canary"],
    [true, "Bearer ghp_canary"],
    [false, null],
  ]);
});

test("what is not there is told with what is", async () => {
  const { server, installer } = gitHub();
  expect(await failureOf(installer.fetch(source(), context))).toBe(
    "NOT_IN_SOURCE: GitHub has no release of acme/weather; a private repository needs a token under Sources.",
  );
  server.release({ repository, tag: "v1", files: { "a.tgz": packed(), "b.tgz": packed(), "c.txt": Buffer.from("") } });
  expect(await failureOf(installer.fetch(source({ tag: "v2" }), context))).toContain('no release "v2" of acme/weather');
  expect(await failureOf(installer.fetch(source(), context))).toBe(
    "NOT_IN_SOURCE: Release v1 of acme/weather has more than one .tgz file; say which: its files are a.tgz, b.tgz, c.txt.",
  );
  expect(await failureOf(installer.fetch(source({ asset: "d.tgz" }), context))).toContain('no file "d.tgz"');
  expect(await failureOf(installer.fetch(source({ server: "enterprise" }), context))).toBe(
    'SOURCE_UNKNOWN: The settings have no GitHub server "enterprise"; add it under Sources.',
  );
});

test("a storage that gives another file than the release names, a wrong token and a used-up quota are told", async () => {
  const { server, installer } = gitHub();
  server.release({
    repository,
    tag: "v1",
    files: { "a.tgz": packed() },
    stored: { "a.tgz": packed({ version: "6.6.6" }) },
  });
  expect(await failureOf(installer.fetch(source(), context))).toContain("its SHA256 is not the one that was announced");
  const wrong = gitHub({ token: "right", given: "wrong" });
  wrong.server.release({ repository, tag: "v1", files: { "a.tgz": packed() } });
  expect(await failureOf(wrong.installer.fetch(source(), context))).toBe(
    "NOT_IN_SOURCE: GitHub has no release of acme/weather.",
  );
  server.exhaust(new Date("2030-01-01T00:00:00Z"));
  expect(await failureOf(installer.fetch(source(), context))).toContain("try again after 2030-01-01T00:00:00.000Z");
});
