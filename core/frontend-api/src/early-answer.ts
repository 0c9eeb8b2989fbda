/**
 * The answer to what the page itself has asked already, before any code of the shell was there: `index.html` keeps such
 * requests in `window.checkstackEarly`, by path. Each is given once; whoever asks again asks the server.
 */
export function earlyAnswer(url: string): Promise<Response> | undefined {
  const early: unknown = Reflect.get(globalThis, "checkstackEarly");
  if (!(early instanceof Map)) return undefined;
  const path = new URL(url).pathname;
  const answer: unknown = early.get(path);
  early.delete(path);
  return answer instanceof Promise ? answer : undefined;
}
