import { expect, test } from "bun:test";
import { decodeProtectedHeader } from "jose";
import type { TicketKey } from "../rpc/service-ticket.ts";
import { createTicketBook, NoTicketKey } from "./ticket-book.ts";

const call = { caller: "alerts", audience: "catalog" };
const keyOf = (ticket: string) => decodeProtectedHeader(ticket).kid;

function createBook() {
  let now = 0;
  let asked = 0;
  let broken = false;
  const ask = async (): Promise<TicketKey> => {
    if (broken) throw new Error("connection refused");
    return { id: String(asked++), secret: "" };
  };
  const book = createTicketBook({ ask, clock: { monotonic: () => now } });
  return {
    ...book,
    wait: (ms: number) => void (now += ms),
    fail: (fails: boolean) => void (broken = fails),
  };
}

test("those who write at once share one key, and no ticket is written twice", async () => {
  const book = createBook();
  const tickets = await Promise.all(Array.from({ length: 50 }, () => book.write(call)));
  expect(new Set(tickets.map(keyOf))).toEqual(new Set(["0"]));
  expect(new Set(tickets).size).toBe(50);
});

test("a key is replaced in time, and when the other side has forgotten it", async () => {
  const book = createBook();
  expect(keyOf(await book.write(call))).toBe("0");
  book.wait(29_999);
  expect(keyOf(await book.write(call))).toBe("0");
  book.wait(1);
  expect(keyOf(await book.write(call))).toBe("1");
  book.forget();
  expect(keyOf(await book.write(call))).toBe("2");
});

test("whoever gives no key is asked again by the next who writes", async () => {
  const book = createBook();
  book.fail(true);
  await expect(book.write(call)).rejects.toBeInstanceOf(NoTicketKey);
  book.fail(false);
  expect(keyOf(await book.write(call))).toBe("0");
});
