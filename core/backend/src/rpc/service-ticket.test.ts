import type { Clock } from "@checkstack/backend-api";
import { beforeEach, expect, test } from "bun:test";
import { createTicketOffice, createTicketWriter, isTicket } from "./service-ticket.ts";

let now = 0;
const clock: Pick<Clock, "monotonic"> = { monotonic: () => now };
const issuedTo = { issuer: "a", keyId: "1" };
const call = { caller: "alerts", audience: "catalog" };
const refusal = { code: "SERVICE_TOKEN_INVALID", status: 401 };

let trusted: boolean;
beforeEach(() => {
  trusted = true;
});

const office = () => createTicketOffice({ isTrusted: () => trusted, clock });

test("a ticket names the calling plugin, the person it acts for, and who had the key", async () => {
  const there = office();
  const write = createTicketWriter(there.issue(issuedTo));
  const onBehalfOf = { type: "anonymous", accessRules: ["x.y"] } as const;
  const ticket = write({ ...call, onBehalfOf });
  expect(isTicket(ticket)).toBe(true);
  expect(await there.verify(ticket, "catalog")).toEqual({
    principal: { type: "service", pluginId: "alerts", onBehalfOf },
    ...issuedTo,
  });
});

test("each ticket is accepted once, in any order", async () => {
  const there = office();
  const write = createTicketWriter(there.issue(issuedTo));
  const tickets = Array.from({ length: 100 }, () => write(call)).toReversed();
  for (const ticket of tickets) await there.verify(ticket, "catalog");
  for (const ticket of tickets) await expect(there.verify(ticket, "catalog")).rejects.toMatchObject(refusal);
});

test("only the instance that made the key knows it, for a minute, and while it trusts whom it gave it to", async () => {
  const there = office();
  const write = createTicketWriter(there.issue(issuedTo));
  const other = office();
  other.issue(issuedTo);
  await expect(other.verify(write(call), "catalog")).rejects.toMatchObject(refusal);
  trusted = false;
  await expect(there.verify(write(call), "catalog")).rejects.toMatchObject(refusal);
  trusted = true;
  now += 59_999;
  await there.verify(write(call), "catalog");
  now += 1;
  await expect(there.verify(write(call), "catalog")).rejects.toMatchObject(refusal);
});

test("a ticket for another use, changed, or written with another key is refused", async () => {
  const there = office();
  const key = there.issue(issuedTo);
  const write = createTicketWriter(key);
  const parts = () => write(call).split(".");
  const changed = (index: number, part: string) => parts().with(index, part).join(".");
  const claims = (change: object) =>
    Buffer.from(JSON.stringify({ sub: "alerts", aud: "catalog", ...change })).toString("base64url");
  const guessed = createTicketWriter({ id: key.id, secret: Buffer.alloc(32).toString("base64url") });
  const foreign = createTicketWriter({ ...there.issue({ issuer: "b", keyId: "2" }), id: key.id });
  const wrong = {
    "another audience": write({ ...call, audience: "other" }),
    "another caller": changed(3, claims({ sub: "auth" })),
    "another person": changed(3, claims({ onBehalfOf: { type: "anonymous", accessRules: ["x.y"] } })),
    "another number": changed(2, "1000"),
    "no number": changed(2, ""),
    "an unknown key": changed(1, "x"),
    "the name of what every object has": changed(1, "__proto__"),
    "no authentication": changed(4, ""),
    "too short an authentication": changed(4, parts()[4]?.slice(0, 10) ?? ""),
    "a guessed key": guessed(call),
    "the key of another instance": foreign(call),
    "more parts": `${write(call)}.x`,
    "fewer parts": "ticket.a",
    nothing: "ticket.",
  };
  for (const [what, ticket] of Object.entries(wrong)) {
    expect([what, await there.verify(ticket, "catalog").catch((error: unknown) => error)]).toEqual([
      what,
      expect.objectContaining(refusal),
    ]);
  }
});
