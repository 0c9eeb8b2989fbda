import { watch } from "node:fs";
import { mkdir } from "node:fs/promises";

const SWEEP_MS = 5000;
/** A folder is written file by file: what is told within this time is one change. */
const SETTLE_MS = 100;

/**
 * Calls `onChange` when something in `dir` changed, and every five seconds besides: what the system tells is a hint, the
 * sweep is the truth. Makes `dir` when it is not there.
 */
export async function watchFolder(options: {
  dir: string;
  onChange: () => Promise<void>;
  onError: (error: unknown) => void;
}): Promise<Disposable> {
  const { dir, onError } = options;
  await mkdir(dir, { recursive: true });
  const look = () => void options.onChange().catch(onError);
  let settling: ReturnType<typeof setTimeout> | undefined;
  const watcher = watch(dir, { persistent: false }, () => {
    clearTimeout(settling);
    settling = setTimeout(look, SETTLE_MS).unref();
  });
  watcher.on("error", onError);
  const sweep = setInterval(look, SWEEP_MS).unref();
  return {
    [Symbol.dispose]() {
      clearTimeout(settling);
      clearInterval(sweep);
      watcher.close();
    },
  };
}
