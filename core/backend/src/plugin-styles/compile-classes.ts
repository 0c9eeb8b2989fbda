import * as z from "zod";

/** What is asked of the thread that compiles. */
export const compileRequestSchema = z.object({ theme: z.string(), classes: z.array(z.string()) });
export type CompileRequest = z.infer<typeof compileRequestSchema>;

/** What it answers. */
const compileAnswerSchema = z.union([z.object({ css: z.string() }), z.object({ failure: z.string() })]);

/**
 * Makes the sheet of some utility classes in a thread of its own: it takes some tenths of a second in which nothing else
 * would be answered, and memory that is needed only until then. Classes that mean nothing are left out.
 */
export async function compileClasses(request: CompileRequest): Promise<string> {
  const worker = new Worker(new URL("./compile-worker.ts", import.meta.url));
  const answered = Promise.withResolvers<unknown>();
  worker.addEventListener("message", ({ data }) => answered.resolve(data));
  worker.addEventListener("error", ({ message }) =>
    answered.reject(new Error(`the styles cannot be made: ${message}`)),
  );
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- A thread has no origin.
  worker.postMessage(request);
  try {
    const answer = compileAnswerSchema.parse(await answered.promise);
    if ("failure" in answer) throw new Error(`the styles cannot be made: ${answer.failure}`);
    return answer.css;
  } finally {
    worker.terminate();
  }
}
