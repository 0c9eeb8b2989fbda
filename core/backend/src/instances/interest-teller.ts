import type { Logger } from "@checkstack/backend-api";
import type { SignalHub } from "../signals/signal-hub.ts";
import { summarised } from "./interest.ts";
import type { Neighbour } from "./neighbour.ts";

/** Tells the other instances what somebody here listens for, so that they send nothing else. */
export interface InterestTeller extends Disposable {
  /** Tells those who have not heard of it. */
  tell(): void;
}

/** A page asks for several signals at once. */
const GATHER_MS = 5;
const AGAIN_MS = 1000;

type Told = Pick<Neighbour, "id" | "sendInterest">;

export function createInterestTeller(options: {
  readonly signals: Pick<SignalHub, "wanted" | "onWanted">;
  readonly neighbours: () => readonly Told[];
  readonly logger: Logger;
}): InterestTeller {
  const { signals, neighbours, logger } = options;
  const told = new WeakMap<Told, string>();
  const telling = new WeakSet<Told>();
  let timer: Timer | undefined;
  let stopped = false;

  function tellIn(ms: number): void {
    if (stopped) return;
    timer ??= setTimeout(() => {
      timer = undefined;
      for (const neighbour of neighbours()) if (!telling.has(neighbour)) void tellOne(neighbour);
    }, ms).unref();
  }

  async function tellOne(neighbour: Told): Promise<void> {
    telling.add(neighbour);
    try {
      for (let text = current(); text !== told.get(neighbour) && !stopped; text = current()) {
        await neighbour.sendInterest(text);
        told.set(neighbour, text);
      }
    } catch (error) {
      // Until it hears of it, it sends what it sent before: everything, or what we wanted then.
      logger.debug("what is listened for here was not told", { to: neighbour.id, error: String(error) });
      tellIn(AGAIN_MS);
    } finally {
      telling.delete(neighbour);
    }
  }

  const current = (): string => JSON.stringify(summarised(signals.wanted()).toSorted());
  const hearing = signals.onWanted(() => tellIn(GATHER_MS));
  return {
    tell: () => tellIn(GATHER_MS),
    [Symbol.dispose]() {
      stopped = true;
      clearTimeout(timer);
      hearing[Symbol.dispose]();
    },
  };
}
