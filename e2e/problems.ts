import type { BrowserContext } from "@playwright/test";

/** Whatever no page may ever do: log an error, throw, break its content security policy, run a foreign script. */
export interface Problems {
  watch(context: BrowserContext): void;
  /** For the rest of this test: browsers log every answer of 400 and above as an error, wanted or not. */
  allow(pattern: RegExp): void;
  found(): readonly string[];
}

export function createProblems(): Problems {
  const all: string[] = [];
  const allowed: RegExp[] = [];
  return {
    watch(context) {
      context.on("console", (message) => {
        if (message.type() === "error") all.push(`${message.text()} (${message.location().url})`);
      });
      context.on("weberror", (error) => all.push(`uncaught: ${error.error().stack ?? error.error().message}`));
      // The scripts of the corpus announce themselves with a dialog; pages themselves never open one.
      context.on("dialog", (dialog) => {
        // A form that was begun asks before it is left for good; tests leave it.
        if (dialog.type() === "beforeunload") return void dialog.accept();
        all.push(`dialog: ${dialog.message()}`);
        void dialog.dismiss();
      });
    },
    allow: (pattern) => void allowed.push(pattern),
    found: () => all.filter((problem) => !allowed.some((pattern) => pattern.test(problem))),
  };
}
