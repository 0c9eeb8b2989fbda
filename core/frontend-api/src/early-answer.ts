/**
 * The answer to what the page itself has asked already, before any code of the shell was there: `index.html` keeps such
 * requests in `window.checkstackEarly`, by path and body. Each is given once; whoever asks again asks the server. An answer
 * that says no is none: what the person may see can have changed since.
 */
export async function earlyAnswer(request: Request): Promise<Response | undefined> {
  const early: unknown = Reflect.get(globalThis, "checkstackEarly");
  if (!(early instanceof Map) || early.size === 0) return undefined;
  const question = `${new URL(request.url).pathname} ${await request.clone().text()}`;
  const answer: unknown = early.get(question);
  early.delete(question);
  const response: unknown = await Promise.resolve(answer).catch(() => undefined);
  return response instanceof Response && response.ok ? response : undefined;
}
