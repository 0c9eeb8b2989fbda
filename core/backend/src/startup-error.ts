/** Something the person who starts the platform can put right; its message is the one sentence to print. */
export class StartupError extends Error {
  override readonly name = "StartupError";
}
