import { compile } from "tailwindcss";
import { compileRequestSchema } from "./compile-classes.ts";

declare const self: Worker;

self.addEventListener("message", ({ data }) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- A thread has no origin.
  void answer(data).then((message) => self.postMessage(message));
});

async function answer(data: unknown): Promise<{ css: string } | { failure: string }> {
  try {
    const { theme, classes } = compileRequestSchema.parse(data);
    const { build } = await compile(theme);
    return { css: build(classes) };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}
