import { afterEach, beforeEach, expect, setDefaultTimeout, test } from "bun:test";
import { problemSchema } from "@checkstack/common";
import * as z from "zod";
import { openSocket } from "../http/test-socket.ts";
import { setUpAdministrator, signInUser, type SignedIn } from "../testing/people.ts";
import { workspacePlugins } from "../testing/plugin-source.ts";
import { readJson } from "../testing/read-json.ts";
import { createHome, runPlatform, type Home, type RunningPlatform } from "../testing/run-platform.ts";
import { until } from "../testing/until.ts";

setDefaultTimeout(90_000);

/** One instance knows who people are, the other has what they want. */
let home: Home;
let open: AsyncDisposableStack;
let auth: RunningPlatform;
let catalog: RunningPlatform;
let administrator: SignedIn;
beforeEach(async () => {
  home = await createHome();
  open = new AsyncDisposableStack();
  open.use(home);
  auth = open.use(
    await runPlatform({ home, plugins: await workspacePlugins("auth-backend", "auth-credential-backend") }),
  );
  catalog = open.use(await runPlatform({ home, plugins: await workspacePlugins("catalog-backend") }));
  await until(async () => (await catalog.ask("/api/auth/session")).ok);
  administrator = await setUpAdministrator(catalog);
});
afterEach(() => open.disposeAsync());

test("people sign in at any instance, are known at all, and hold the rules of plugins that run elsewhere", async () => {
  expect((await administrator.send("/api/catalog/systems", { name: "Shop" })).status).toBe(201);
  const user = await signInUser(catalog, administrator);
  const systems = await user.ask("/api/catalog/systems");
  expect((await readJson(systems, z.object({ items: z.array(z.object({ name: z.string() })) }))).items).toMatchObject([
    { name: "Shop" },
  ]);
  expect((await user.ask("/api/auth/users")).status).toBe(403);
  expect((await catalog.ask("/api/catalog/systems")).status).toBe(401);
});

test("a session that is ended ends at every instance, with its open sockets", async () => {
  const user = await signInUser(catalog, administrator);
  expect((await user.ask("/api/catalog/systems")).status).toBe(200);
  const socket = await openSocket(`${catalog.url}/api/signals/ws`, { ...user.headers });
  const users = await readJson(
    await administrator.ask("/api/auth/users"),
    z.object({ items: z.array(z.object({ id: z.string(), email: z.string() })) }),
  );
  const { id } = users.items.find(({ email }) => email === "uri@example.org") ?? { id: "" };
  const disabled = await administrator.send(`/api/auth/users/${id}`, { disabled: true }, { method: "PATCH" });
  expect(disabled.status).toBe(200);
  await until(async () => (await user.ask("/api/catalog/systems")).status === 401);
  expect((await socket.closed).code).toBe(4401);
});

test("while the instance that knows people is away nobody is taken for a stranger, nor let in", async () => {
  const asSomebody = () => administrator.ask("/api/catalog/systems");
  expect((await asSomebody()).status).toBe(200);
  await auth[Symbol.asyncDispose]();
  await until(async () => (await asSomebody()).status === 503);
  expect(await readJson(await asSomebody(), problemSchema)).toMatchObject({
    code: "PLUGIN_UNAVAILABLE",
    data: { pluginId: "auth" },
  });
});
