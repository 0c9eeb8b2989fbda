import type { Clock } from "@checkstack/backend-api";
import { beforeEach, expect, test } from "bun:test";
import { jwtVerify } from "jose";
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
  const key = there.issue(issuedTo);
  const write = createTicketWriter(key);
  const onBehalfOf = { type: "anonymous", accessRules: ["x.y"] } as const;
  const ticket = write({ ...call, onBehalfOf });
  expect(isTicket(ticket)).toBe(true);
  // Any library reads and checks it.
  expect(
    (await jwtVerify(ticket, Buffer.from(key.secret, "base64url"), { audience: "catalog" })).payload,
  ).toMatchObject({
    sub: "alerts",
    jti: "0",
  });
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
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = (change: object) => encode({ sub: "alerts", aud: "catalog", jti: "0", ...change });
  const guessed = createTicketWriter({ id: key.id, secret: Buffer.alloc(32).toString("base64url") });
  const foreign = createTicketWriter({ ...there.issue({ issuer: "b", keyId: "2" }), id: key.id });
  const unsigned = `${encode({ alg: "none", typ: "JWT", kid: key.id })}.${claims({})}.`;
  const signed = (said: object) => {
    const text = `${parts()[0]}.${encode(said)}`;
    const mac = new Bun.CryptoHasher("sha256", Buffer.from(key.secret, "base64url")).update(text).digest("base64url");
    return `${text}.${mac}`;
  };
  const wrong = {
    "another audience": write({ ...call, audience: "other" }),
    "another caller": changed(1, claims({ sub: "auth" })),
    "another person": changed(1, claims({ onBehalfOf: { type: "anonymous", accessRules: ["x.y"] } })),
    "another number": changed(1, claims({ jti: "1000" })),
    "no number": signed({ sub: "alerts", aud: "catalog" }),
    "a number that is none": signed({ sub: "alerts", aud: "catalog", jti: "1e1" }),
    "an unknown key": changed(0, encode({ alg: "HS256", typ: "JWT", kid: "x" })),
    "the name of what every object has": changed(0, "__proto__"),
    "no algorithm": unsigned,
    "another algorithm": changed(0, encode({ alg: "HS512", typ: "JWT", kid: key.id })),
    "no authentication": changed(2, ""),
    "too short an authentication": changed(2, parts()[2]?.slice(0, 10) ?? ""),
    "a guessed key": guessed(call),
    "the key of another instance": foreign(call),
    "more parts": `${write(call)}.x`,
    "fewer parts": parts()[0] ?? "",
    nothing: "",
  };
  for (const [what, ticket] of Object.entries(wrong)) {
    expect([what, await there.verify(ticket, "catalog").catch((error: unknown) => error)]).toEqual([
      what,
      expect.objectContaining(refusal),
    ]);
  }
});
