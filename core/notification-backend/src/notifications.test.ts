import { join } from "node:path";
import type { EmitSignal } from "@checkstack/backend-api";
import type { Person, Principal } from "@checkstack/common";
import { createPluginDatabase } from "@checkstack/test-utils-backend";
import { createRouterClient, ORPCError } from "@orpc/server";
import { expect, setDefaultTimeout, test } from "bun:test";
import { createAnnouncements } from "./announcements.ts";
import { createNotificationStore } from "./notification-store.ts";
import { createNotificationRouter } from "./router.ts";

setDefaultTimeout(60_000);

const EVERYTHING = ["notification.notification.read", "catalog.entity.read", "healthcheck.check.read"];
const user = (id: string, accessRules = EVERYTHING): Person => ({
  type: "user",
  id,
  name: id,
  email: "",
  roles: [],
  accessRules,
});
const announcement = {
  systemId: "s",
  checkId: "c",
  type: "problem",
  status: "unhealthy",
  since: new Date(0),
  message: "answered 500",
} as const;
const eventOf = (id: string = Bun.randomUUIDv7()) => ({ id, occurredAt: new Date(0), attempt: 1 });

async function open({ refuse }: { refuse?: Error } = {}) {
  const database = await createPluginDatabase({ migrations: join(import.meta.dir, "../drizzle") });
  const signals: unknown[] = [];
  const emitSignal: EmitSignal = (_, payload) => void signals.push(payload);
  const named = (name: string) => async () => {
    if (refuse) throw refuse;
    return { name };
  };
  const store = createNotificationStore(database);
  const announce = createAnnouncements({
    store,
    systemOf: named("Shop"),
    checkOf: named("Landing page"),
    clock: { now: () => 1000, monotonic: () => 0 },
    emitSignal,
  });
  const clientOf = (principal: Principal) =>
    createRouterClient(createNotificationRouter(database), { context: { principal } });
  return { announce, clientOf, signals, store };
}

test("an announcement becomes one notification in words, however often it is delivered", async () => {
  const { announce, clientOf, signals } = await open();
  const event = eventOf();
  await announce(announcement, event);
  await announce(announcement, event);
  const { items } = await clientOf(user("ada")).list({});
  expect(items).toEqual([
    expect.objectContaining({
      id: event.id,
      type: "problem",
      title: "Shop: Landing page is unhealthy",
      body: "answered 500",
      isRead: false,
    }),
  ]);
  expect(signals).toEqual([{ id: event.id }]);
});

test("flapping and recovery have words of their own", async () => {
  const { announce, clientOf } = await open();
  await announce({ ...announcement, type: "flapping" }, eventOf());
  await announce({ ...announcement, type: "recovery", status: "healthy" }, eventOf());
  const { items } = await clientOf(user("ada")).list({});
  expect(items.map(({ title }) => title)).toEqual([
    "Shop: Landing page is healthy",
    "Shop: Landing page keeps changing",
  ]);
});

test("each person has read what that person has read, and what came late is new", async () => {
  const { announce, clientOf } = await open();
  const [ada, ben] = [clientOf(user("ada")), clientOf(user("ben"))];
  const older = eventOf();
  const first = eventOf();
  await announce(announcement, first);
  expect(await ada.markRead({ until: first.id })).toEqual({ count: 0 });
  await announce(announcement, older);
  expect(await ada.unread()).toEqual({ count: 1 });
  expect(await ben.unread()).toEqual({ count: 2 });
  expect((await ada.list({})).items.map(({ id, isRead }) => [id, isRead])).toEqual([
    [older.id, false],
    [first.id, true],
  ]);
  await ada.markRead({ until: older.id });
  expect(await ada.markRead({ until: first.id })).toEqual({ count: 0 });
});

test.each(["catalog.entity.read", "healthcheck.check.read"])(
  "who does not hold %s hears of nothing",
  async (missing) => {
    const { announce, clientOf } = await open();
    const event = eventOf();
    await announce(announcement, event);
    const rules = EVERYTHING.filter((rule) => rule !== missing);
    const eve = clientOf(user("eve", rules));
    expect(await eve.list({})).toEqual({ items: [], nextCursor: null });
    expect(await eve.unread()).toEqual({ count: 0 });
    expect(await eve.markRead({ until: event.id })).toEqual({ count: 0 });
    // Nor has she read what she could not see.
    expect(await clientOf(user("eve")).unread()).toEqual({ count: 1 });
    expect(
      (await clientOf({ type: "api-key", id: "k", name: "k", ownerId: "eve", accessRules: rules }).list({})).items,
    ).toEqual([]);
  },
);

test("a plugin that reads for itself hears of everything, and for a person of what that person may", async () => {
  const { announce, clientOf } = await open();
  await announce(announcement, eventOf());
  expect(await clientOf({ type: "service", pluginId: "digest" }).unread()).toEqual({ count: 1 });
  expect(await clientOf({ type: "service", pluginId: "digest", onBehalfOf: user("eve", []) }).unread()).toEqual({
    count: 0,
  });
});

test("the list comes in pages", async () => {
  const { announce, clientOf } = await open();
  const events = [eventOf(), eventOf(), eventOf()];
  for (const event of events) await announce(announcement, event);
  const ada = clientOf(user("ada"));
  const page = await ada.list({ limit: 2 });
  const rest = await ada.list({ limit: 2, cursor: page.nextCursor ?? "" });
  expect([...page.items, ...rest.items].map(({ id }) => id)).toEqual(events.map(({ id }) => id).toReversed());
  expect(rest.nextCursor).toBeNull();
});

test("what was deleted meanwhile is no news; what could not be asked is tried again", async () => {
  const gone = await open({ refuse: new ORPCError("CHECK_NOT_FOUND", { status: 404, defined: true }) });
  await gone.announce(announcement, eventOf());
  expect((await gone.clientOf(user("ada")).list({})).items).toEqual([]);
  const away = await open({ refuse: new ORPCError("PLUGIN_UNAVAILABLE", { status: 503 }) });
  await expect(away.announce(announcement, eventOf())).rejects.toThrow();
});

test("old notifications go", async () => {
  const { announce, clientOf, store } = await open();
  await announce(announcement, eventOf());
  await store.deleteBefore(new Date(1000));
  expect(await clientOf(user("ada")).unread()).toEqual({ count: 1 });
  await store.deleteBefore(new Date(1001));
  expect(await clientOf(user("ada")).unread()).toEqual({ count: 0 });
});
