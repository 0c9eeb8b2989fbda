import type { Person } from "@checkstack/common";
import { expect, test } from "bun:test";
import type { Readiness } from "./http/index.ts";
import { createAuthentication } from "./authentication.ts";
import type { Elsewhere, PluginEndpoint } from "./elsewhere/index.ts";

const anonymous: Person = { type: "anonymous", accessRules: [] };
const ada: Person = { type: "user", id: "1", name: "Ada", email: "a@b.c", roles: [], accessRules: ["x.y"] };
let now = 0;

/** The auth plugin on another instance. */
function authElsewhere(answer: (input: unknown, caller: string) => Promise<unknown>) {
  const asked: unknown[] = [];
  const endpoint: PluginEndpoint = {
    pluginId: "auth",
    place: "another instance",
    call(path, input, { caller }) {
      asked.push({ path, input, caller });
      return answer(input, caller);
    },
    forward: async () => new Response(),
    socket: () => undefined,
  };
  const elsewhere: Elsewhere = { endpoints: () => [endpoint], isKnown: () => true, pluginIds: () => [] };
  return { asked, elsewhere };
}

const authentication = (elsewhere: Elsewhere, status: Readiness["status"] = "ready") =>
  createAuthentication({
    authenticator: () => undefined,
    coming: () => undefined,
    elsewhere,
    readiness: () => ({ status, plugins: {} }),
    clock: { now: () => now, monotonic: () => now },
  });

test("a person is asked for where the plugin that knows runs, by their credentials alone", async () => {
  const { asked, elsewhere } = authElsewhere(async () => ada);
  const authenticate = authentication(elsewhere);
  const headers = new Headers({ cookie: "a=1", authorization: "Bearer ck_1", "x-other": "2" });
  expect(await authenticate(headers)).toEqual(ada);
  expect(asked).toEqual([
    { path: ["authenticate"], input: { cookie: "a=1", authorization: "Bearer ck_1" }, caller: "@platform" },
  ]);
});

test("an answer is shared for a moment, never between different credentials, and a failure is not kept", async () => {
  let fails = true;
  const { asked, elsewhere } = authElsewhere(async () => {
    if (fails) throw new Error("down");
    return ada;
  });
  const authenticate = authentication(elsewhere);
  const cookie = (value: string) => new Headers({ cookie: value });
  await expect(authenticate(cookie("a"))).rejects.toThrow("down");
  fails = false;
  await Promise.all([authenticate(cookie("a")), authenticate(cookie("a")), authenticate(cookie("b"))]);
  expect(asked).toHaveLength(3);
  now += 300;
  await authenticate(cookie("a"));
  expect(asked).toHaveLength(4);
});

test("while no instance that knows is alive nobody is a stranger: it is 503", async () => {
  const gone = authentication({ endpoints: () => [], isKnown: () => true, pluginIds: () => [] });
  await expect(gone(new Headers())).rejects.toMatchObject({ code: "PLUGIN_UNAVAILABLE", data: { pluginId: "auth" } });
  const starting = authentication({ endpoints: () => [], isKnown: () => false, pluginIds: () => [] }, "starting");
  await expect(starting(new Headers())).rejects.toMatchObject({ code: "PLUGIN_STARTING" });
  const none = authentication({ endpoints: () => [], isKnown: () => false, pluginIds: () => [] });
  expect(await none(new Headers())).toEqual(anonymous);
});

test("an answer that is no person is none", async () => {
  const { elsewhere } = authElsewhere(async () => ({ type: "user", accessRules: ["*"] }));
  await expect(authentication(elsewhere)(new Headers())).rejects.toThrow();
});
