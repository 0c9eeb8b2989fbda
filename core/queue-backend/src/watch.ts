/** Sends figures while somebody looks at them. */
export interface Watch extends Disposable {
  /** Somebody looked just now. */
  touch(): void;
}

/** Makes a watch that calls `send` every `everyMs`, and stops when nobody has looked for `idleMs`. */
export function createWatch(options: { send: () => Promise<void>; everyMs?: number; idleMs?: number }): Watch {
  const { send, everyMs = 2000, idleMs = 20_000 } = options;
  let rounds = 0;
  let timer: Timer | undefined;

  function next(): void {
    timer = setTimeout(() => void round(), everyMs);
    timer.unref();
  }

  async function round(): Promise<void> {
    rounds--;
    await send().catch(() => undefined);
    if (rounds > 0) next();
    else timer = undefined;
  }

  return {
    touch() {
      rounds = Math.ceil(idleMs / everyMs);
      if (timer === undefined) next();
    },
    [Symbol.dispose]() {
      rounds = 0;
      clearTimeout(timer);
    },
  };
}
