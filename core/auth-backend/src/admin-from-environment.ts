import { emailSchema, passwordSchema } from "@checkstack/auth-common";
import type { Logger } from "@checkstack/backend-api";
import * as z from "zod";
import type { SetUp } from "./set-up.ts";

const environmentSchema = z.object({
  CHECKSTACK_ADMIN_EMAIL: emailSchema,
  CHECKSTACK_ADMIN_PASSWORD: passwordSchema,
});

/**
 * Makes the first administrator out of `CHECKSTACK_ADMIN_EMAIL` and `CHECKSTACK_ADMIN_PASSWORD`, when both are set and
 * there is none yet. Throws when they cannot be used; once the platform is set up they are not read.
 */
export async function createAdminFromEnvironment(options: {
  env: Readonly<Record<string, string | undefined>>;
  setUp: SetUp;
  logger: Logger;
}): Promise<void> {
  const { env, setUp, logger } = options;
  if (env.CHECKSTACK_ADMIN_EMAIL === undefined && env.CHECKSTACK_ADMIN_PASSWORD === undefined) return;
  if (await setUp.isDone()) return;
  const { CHECKSTACK_ADMIN_EMAIL: email, CHECKSTACK_ADMIN_PASSWORD: password } = parse(env);
  try {
    await setUp.createAdmin({ name: "Administrator", email, password }, refusals(email));
    logger.info("the first administrator was created from the environment", { email });
  } catch (error) {
    // Another process, started at the same moment, has done it.
    if (error instanceof AlreadySetUpError) return;
    throw new Error(
      `CHECKSTACK_ADMIN_EMAIL and CHECKSTACK_ADMIN_PASSWORD: no administrator was created: ${reasonOf(error)}`,
      {
        cause: error,
      },
    );
  }
}

function parse(env: Readonly<Record<string, string | undefined>>): z.output<typeof environmentSchema> {
  const parsed = environmentSchema.safeParse(env);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => {
    const name = path.join(".");
    return env[name] === undefined ? `${name} is not set; set both or neither` : `${name} ${message}`;
  });
  throw new Error(`the first administrator cannot be created: ${problems.join("; ")}`);
}

class AlreadySetUpError extends Error {}

const refusals = (email: string) => ({
  ALREADY_SET_UP: () => new AlreadySetUpError(),
  EMAIL_TAKEN: () => new Error(`${email} belongs to another account; use another address`),
  METHOD_NOT_FOUND: () => new Error("no plugin keeps passwords; install or start auth-credential"),
});

/** A refused password says why in its data. */
function reasonOf(error: unknown): string {
  const refused = z.object({ data: z.object({ reason: z.string() }) }).safeParse(error);
  if (refused.success) return refused.data.data.reason;
  return error instanceof Error ? error.message : String(error);
}
