/** Events that a subscriber failed to handle as often as it is tried, kept until somebody decides. */
export interface HookDeadLetters {
  /** Newest first, at most 100 unless `limit` says otherwise. */
  list(options?: { limit?: number }): Promise<readonly HookDeadLetter[]>;
  /** Delivers it again, as if for the first time. False when it is not there any more. */
  retry(letter: HookDeadLetterRef): Promise<boolean>;
  /** Throws it away. False when it is not there any more. */
  discard(letter: HookDeadLetterRef): Promise<boolean>;
}

/** An event and the subscriber that did not get it. */
export interface HookDeadLetterRef {
  readonly subscriber: string;
  readonly eventId: string;
}

export interface HookDeadLetter extends HookDeadLetterRef {
  /** The plugin that failed. */
  readonly pluginId: string;
  readonly hookId: string;
  readonly payload?: unknown;
  readonly occurredAt: Date;
  readonly attempt: number;
  readonly deadAt: Date;
  readonly lastError: string;
}
