import { SourceError } from "../installers/source-error.ts";

/** `CODE: sentence` of the source error that a promise ends with. */
export const failureOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => "nothing failed",
    (error: unknown) => {
      if (error instanceof SourceError) return `${error.code}: ${error.message}`;
      throw error;
    },
  );
