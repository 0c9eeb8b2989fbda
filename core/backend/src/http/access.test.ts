import { afterAll, beforeAll, expect, test } from "bun:test";
import { asBearer, problemOf, servedProcedures, startTestPlatform, type TestPlatform } from "./test-platform.ts";

let platform: TestPlatform;
beforeAll(async () => {
  platform = await startTestPlatform();
});
afterAll(async () => {
  await platform[Symbol.asyncDispose]();
});

const procedures = servedProcedures();

test.each(procedures)("a stranger gets 401 from %s unless it is public", async (name, method, path, access) => {
  const rest = await platform.ask(`/api/demo${path.replaceAll(/\{.*?\}/g, "x")}`, { method });
  const rpc = await platform.postJson(`/api/demo/rpc/${name.replaceAll(".", "/")}`, { json: {} });
  for (const answer of [rest, rpc]) {
    if (access === "public") expect([401, 403]).not.toContain(answer.status);
    else expect(answer.status).toBe(401);
  }
});

test.each(procedures)(
  "somebody without any rule gets 403 from %s unless it is open to him",
  async (name, method, path, access) => {
    const headers = asBearer("nobody");
    const rest = await platform.ask(`/api/demo${path.replaceAll(/\{.*?\}/g, "x")}`, { method, headers });
    const rpc = await platform.postJson(`/api/demo/rpc/${name.replaceAll(".", "/")}`, { json: {} }, headers);
    for (const answer of [rest, rpc]) {
      if (access === "public" || access === "authenticated") expect([401, 403]).not.toContain(answer.status);
      else expect(answer.status).toBe(403);
    }
  },
);

test("what is missing is named", async () => {
  const problem = await problemOf(platform.postJson("/api/demo/things", {}, asBearer("reader")));
  expect(problem).toMatchObject({ code: "FORBIDDEN", data: { accessRules: ["demo.thing.manage"] } });
  expect(problem.detail).toContain('"demo.thing.manage"');
});
