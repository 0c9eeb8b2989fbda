/** Answers that a process asked for and has not taken yet. */
export interface UnreadAnswers {
  /** Sends a long answer no faster than it is read, and counts what is left of it. */
  watch(answer: Response): Promise<Response>;
}

/** Shorter ones are few: a process has so many connections, and each carries one answer at a time. */
const SHORT_BYTES = 16 * 1024;
const CHUNK_BYTES = 64 * 1024;

export function createUnreadAnswers(options: {
  readonly maxBytes: number;
  readonly onExceeded: () => void;
}): UnreadAnswers {
  let unread = 0;
  return {
    async watch(answer) {
      const bytes = answer.body === null ? undefined : new Uint8Array(await answer.arrayBuffer());
      const { status, headers } = answer;
      if (bytes === undefined || bytes.length <= SHORT_BYTES) return new Response(bytes, { status, headers });
      let sent = 0;
      unread += bytes.length;
      if (unread > options.maxBytes) options.onExceeded();
      const body = new ReadableStream<Uint8Array>(
        {
          pull(controller) {
            const chunk = bytes.subarray(sent, sent + CHUNK_BYTES);
            if (chunk.length === 0) return controller.close();
            sent += chunk.length;
            unread -= chunk.length;
            controller.enqueue(chunk);
          },
          cancel() {
            unread -= bytes.length - sent;
          },
        },
        { highWaterMark: 0 },
      );
      return new Response(body, { status, headers });
    },
  };
}
