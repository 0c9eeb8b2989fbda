import { expect, test } from "bun:test";
import { curlOf } from "./curl-of.ts";

const curl = (config: Record<string, unknown>) => curlOf({ strategy: "http", config })?.replaceAll(" \\\n  ", " ");

test("a plain request", () => {
  expect(curl({ url: "https://example.org", timeoutMs: 10_000 })).toBe(
    "curl --include --silent --show-error --location --max-redirs 10 --max-time 10 'https://example.org'",
  );
});

test("everything that shapes the request is there", () => {
  const command = curl({
    url: "https://example.org",
    method: "POST",
    followRedirects: false,
    ipVersion: "6",
    tls: { verify: false },
    headers: { Accept: "text/plain" },
    body: '{"a":1}',
  });
  expect(command).toBe(
    `curl --include --silent --show-error --request POST --ipv6 --insecure --header 'Accept: text/plain' --data-raw '{"a":1}' 'https://example.org'`,
  );
});

test("nothing of a configuration can break out of the command", () => {
  expect(curl({ url: "https://example.org/'; rm -rf ~'" })).toContain(
    String.raw`'https://example.org/'\''; rm -rf ~'\'''`,
  );
});

test("secrets come from variables", () => {
  expect(curl({ url: "https://a.example", auth: { type: "bearer", token: "__secret_unchanged__" } })).toContain(
    "$TOKEN",
  );
  expect(curl({ url: "https://a.example", auth: { type: "basic", username: "me", password: "x" } })).toContain(
    `--user 'me:'"$PASSWORD"`,
  );
});

test("what is no HTTP check has no command", () => {
  expect(curlOf({ strategy: "tcp", config: { url: "tcp://a" } })).toBeUndefined();
});
