/** Keeps one process from taking more of the platform's time than is fair. */
export interface FlowLimit {
  /** How long to wait before the next question is looked at; `undefined` when there are far too many. */
  enter(now: number): number | undefined;
  leave(): void;
}

export interface FlowLimitOptions {
  /** Questions a second that are answered without waiting. */
  readonly perSecond: number;
  /** Questions that may be open at once; more than that are a flood. */
  readonly open: number;
}

/** A bucket of tokens: whoever overdraws it waits until it has filled up again. */
export function createFlowLimit({ perSecond, open }: FlowLimitOptions): FlowLimit {
  let inside = 0;
  let tokens = perSecond;
  let filledAt: number | undefined;
  return {
    enter(now) {
      if (inside >= open) return undefined;
      inside++;
      tokens = Math.min(perSecond, tokens + ((now - (filledAt ?? now)) / 1000) * perSecond) - 1;
      filledAt = now;
      return tokens >= 0 ? 0 : (-tokens / perSecond) * 1000;
    },
    leave() {
      inside--;
    },
  };
}
