import { implementContract, type QueueProvider } from "@checkstack/backend-api";
import { AUTOMATIC, queueContract, type Engine } from "@checkstack/queue-common";
import { ORPCError } from "@orpc/server";
import * as z from "zod";
import { chooseEngine } from "./choose-engine.ts";
import type { EngineSetting } from "./engine-setting.ts";
import type { Letters } from "./letters.ts";
import type { Membership } from "./membership.ts";
import { engineStateOf, overviewOf } from "./overview.ts";
import type { ProviderList } from "./provider-list.ts";
import type { QueueHub } from "./queue-hub.ts";

export interface RouterOptions {
  readonly hub: QueueHub;
  readonly providers: ProviderList;
  readonly setting: EngineSetting;
  readonly membership: Pick<Membership, "size" | "beat">;
  readonly letters: Letters;
  /** Somebody looks at the figures. */
  readonly looked: () => void;
  /** Tells all processes; `settingsOf` is the engine whose settings changed. */
  readonly tell: (engine: string, settingsOf?: string) => Promise<void>;
}

/** Answers the queue contract. */
export function createQueueRouter(options: RouterOptions) {
  const { hub, providers, setting, membership, letters } = options;
  const os = implementContract(queueContract);

  return os.router({
    stats: os.stats.handler(() => {
      options.looked();
      return overviewOf(options);
    }),

    engines: {
      list: os.engines.list.handler(async () => {
        const ids = new Set(providers.list().map(({ id }) => id));
        const engines = [...ids]
          .flatMap((id) => providers.byId(id) ?? [])
          .toSorted((a, b) => rank(a) - rank(b) || (a.displayName < b.displayName ? -1 : 1));
        return { engines: await Promise.all(engines.map(describeEngine)) };
      }),
      choose: os.engines.choose.handler(async ({ input, errors }) => {
        const engine = chooseEngine(input.engine, providers);
        if (!engine) throw errors.ENGINE_NOT_FOUND();
        await membership.beat();
        if (membership.size() > 1 && engine.reach === "process" && input.engine !== AUTOMATIC) {
          throw errors.ENGINE_FOR_ONE_PROCESS();
        }
        const problem = await problemWith(engine);
        if (problem !== undefined) {
          throw errors.ENGINE_UNUSABLE({
            message: `"${engine.displayName}" cannot run jobs now: ${problem}.`,
            data: { reason: problem },
          });
        }
        await setting.write(input.engine);
        await options.tell(input.engine);
        await hub.follow();
        return engineStateOf(options);
      }),
      configure: os.engines.configure.handler(async ({ input, errors }) => {
        const engine = providers.byId(input.id);
        if (!engine?.settings) throw errors.ENGINE_NOT_FOUND();
        await engine.settings.write(input.values).catch(refuse);
        await options.tell(setting.current(), engine.id);
        return describeEngine(engine);
      }),
    },

    deadLetters: {
      list: os.deadLetters.list.handler(async ({ input }) => ({ items: await letters.list(input.limit) })),
      retry: os.deadLetters.retry.handler(async ({ input, errors }) => {
        if (await letters.retry(input)) return {};
        throw errors.DEAD_LETTER_NOT_FOUND();
      }),
      discard: os.deadLetters.discard.handler(async ({ input, errors }) => {
        if (await letters.discard(input)) return {};
        throw errors.DEAD_LETTER_NOT_FOUND();
      }),
    },
  });
}

/** What needs nothing comes first. */
const rank = ({ reach }: QueueProvider): number => (reach === "process" ? 0 : 1);

async function describeEngine(engine: QueueProvider): Promise<Engine> {
  const { id, displayName, description, reach, settings } = engine;
  return {
    id,
    displayName,
    description,
    reach,
    settings: settings ? { schema: { ...settings.schema }, values: await settings.read() } : null,
  };
}

/** What does not fit the schema is bad input, with one entry for each wrong field. */
function refuse(error: unknown): never {
  if (!(error instanceof z.ZodError)) throw error;
  const errors = error.issues.map(({ path, message }) => ({ path: path.join("."), message }));
  throw new ORPCError("BAD_REQUEST", { message: "The settings are not right.", data: { errors }, cause: error });
}

const problemWith = (engine: QueueProvider): Promise<string | undefined> =>
  engine.check().then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
