import { test as base, expect, type Page } from "@playwright/test";
import { administrator } from "./administrator.ts";
import { createProblems, type Problems } from "./problems.ts";
import { startServer, type TestServer } from "./server.ts";
import { signInAt, type Session } from "./session.ts";
import { startTargets, type Targets } from "./target.ts";

export { expect } from "@playwright/test";

interface ForEachWorker {
  /**
   * Names the server of this file; files that say the same name share one. With `empty` nobody has set it up yet.
   * A file says `test.use({ instance: { name: "live" } })`.
   */
  instance: { name: string; empty?: boolean };
  server: TestServer;
  targets: Targets;
  /** The administrator, past the pages. An `empty` server has none. */
  admin: Session;
  signedInAdmin: Session | undefined;
}

interface ForEachTest {
  /** Whether `page` begins signed in as the administrator; it does unless a file says otherwise. */
  signedIn: boolean;
  /** Fails the test when a page did what no page may do. */
  problems: Problems;
  /** Opens a page in a browser of its own, as somebody else. */
  openAs(session: Session | "visitor"): Promise<Page>;
}

export const test = base.extend<ForEachTest, ForEachWorker>({
  instance: [{ name: "shared" }, { option: true, scope: "worker" }],

  server: [
    async ({ instance }, use) => {
      const env = { CHECKSTACK_ADMIN_EMAIL: administrator.email, CHECKSTACK_ADMIN_PASSWORD: administrator.password };
      await using server = await startServer(instance.empty ? {} : { env });
      await use(server);
    },
    // The first of all builds the front end when its sources have changed.
    { scope: "worker", timeout: 200_000 },
  ],

  targets: [
    // oxlint-disable-next-line eslint/no-empty-pattern -- Playwright reads the names from here.
    async ({}, use) => {
      await using targets = await startTargets();
      await use(targets);
    },
    { scope: "worker" },
  ],

  signedInAdmin: [
    async ({ server, instance }, use) => use(instance.empty ? undefined : await signInAt(server.url, administrator)),
    { scope: "worker" },
  ],
  admin: [
    ({ signedInAdmin }, use) => {
      if (!signedInAdmin) throw new Error("An empty server has no administrator; set it up in the test.");
      return use(signedInAdmin);
    },
    { scope: "worker" },
  ],

  signedIn: [true, { option: true }],
  baseURL: ({ server }, use) => use(server.url),
  storageState: ({ signedIn, signedInAdmin }, use) => use(signedIn ? signedInAdmin?.storageState : undefined),

  problems: [
    // oxlint-disable-next-line eslint/no-empty-pattern
    async ({}, use) => {
      const problems = createProblems();
      await use(problems);
      expect(problems.found(), "what no page may do").toEqual([]);
    },
    { auto: true },
  ],

  context: async ({ context, problems }, use) => {
    problems.watch(context);
    await use(context);
  },

  openAs: async ({ browser, server, problems }, use) => {
    await using opened = new AsyncDisposableStack();
    await use(async (session) => {
      const context = await browser.newContext({
        baseURL: server.url,
        storageState: session === "visitor" ? { cookies: [], origins: [] } : session.storageState,
      });
      opened.defer(() => context.close());
      problems.watch(context);
      return context.newPage();
    });
  },
});
