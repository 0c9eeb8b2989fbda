import type { Clock } from "@checkstack/backend-api";
import { createTicketWriter, TICKET_KEY_USED_MS, type TicketKey, type TicketWriter } from "../rpc/service-ticket.ts";

/** The tickets for one other instance. */
export interface TicketBook {
  /** A ticket for one use. Throws `NoTicketKey` when the other instance gives no key to write it with. */
  readonly write: (...call: Parameters<TicketWriter>) => Promise<string>;
  /** The other instance does not know the key any more. */
  forget(): void;
}

/** Nothing was sent but the question for a ticket key. */
export class NoTicketKey extends Error {
  override readonly name = "NoTicketKey";
}

export function createTicketBook(options: {
  /** Asks the other instance for a key. */
  readonly ask: () => Promise<TicketKey>;
  readonly clock: Pick<Clock, "monotonic">;
}): TicketBook {
  const { ask, clock } = options;
  let current: { readonly writer: Promise<TicketWriter>; readonly until: number } | undefined;

  /** Those who need a key meanwhile share the answer. */
  function open(): NonNullable<typeof current> {
    const opened = {
      writer: ask().then(createTicketWriter, (cause: unknown) => {
        if (current === opened) current = undefined;
        throw new NoTicketKey("the instance gave no key for tickets", { cause });
      }),
      until: clock.monotonic() + TICKET_KEY_USED_MS,
    };
    return opened;
  }

  return {
    async write(call) {
      if (!current || current.until <= clock.monotonic()) current = open();
      const writer = await current.writer;
      return writer(call);
    },
    forget() {
      current = undefined;
    },
  };
}
