import { expect, test } from "bun:test";
import { createUnreadAnswers } from "./unread-answers.ts";

const KB = 1024;

test("what is read in time is forgotten, what is left unread adds up", async () => {
  let exceeded = 0;
  const answers = createUnreadAnswers({ maxBytes: 1000 * KB, onExceeded: () => exceeded++ });
  const long = () => answers.watch(new Response("x".repeat(600 * KB), { headers: { "x-kept": "yes" } }));
  const first = await long();
  expect(first.headers.get("x-kept")).toBe("yes");
  expect((await first.text()).length).toBe(600 * KB);
  const second = await long();
  expect(exceeded).toBe(0);
  await second.body?.cancel();
  await long();
  expect(exceeded).toBe(0);
  await long();
  expect(exceeded).toBe(1);
});

test("short answers pass as they are", async () => {
  const answers = createUnreadAnswers({ maxBytes: 0, onExceeded: () => expect.unreachable() });
  expect(await (await answers.watch(new Response("short", { status: 201 }))).text()).toBe("short");
  expect((await answers.watch(new Response(null, { status: 204 }))).status).toBe(204);
});
