/** The last lines that a process wrote, for the sentence that says why it ended. */
export interface OutputTail {
  /** The last line with something on it. */
  last(): string | undefined;
}

const KEPT = 4096;

/** Reads a stream to its end and keeps its tail; a flood is read no faster than somebody can read it. */
export function keepTail(stream: ReadableStream<Uint8Array>): OutputTail {
  let tail = "";
  void (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of stream) {
      tail = (tail + decoder.decode(chunk.subarray(-KEPT), { stream: true })).slice(-KEPT);
      await Bun.sleep(PAUSE_MS);
    }
  })().catch(() => {});
  return {
    last: () =>
      tail
        .split("\n")
        .map((line) => line.trim())
        .findLast((line) => line !== "" && !line.startsWith("Bun v")),
  };
}

const PAUSE_MS = 1;
