import { expect, test } from "bun:test";
import { createToastQueue, type QueuedToast } from "./toast-queue.ts";

const news = (message: string): QueuedToast => ({ tone: "info", message });

test("a toast waits until somebody shows it, and is shown once", () => {
  const queue = createToastQueue();
  let heard = 0;
  queue.subscribe(() => heard++);
  expect(queue.used()).toBe(false);
  queue.add(news("first"));
  expect([queue.used(), heard]).toEqual([true, 1]);

  const shown: string[] = [];
  const stop = queue.drainTo((toast) => shown.push(toast.message));
  queue.add(news("second"));
  expect(shown).toEqual(["first", "second"]);

  stop();
  queue.add(news("third"));
  queue.drainTo((toast) => shown.push(toast.message));
  expect(shown).toEqual(["first", "second", "third"]);
});
