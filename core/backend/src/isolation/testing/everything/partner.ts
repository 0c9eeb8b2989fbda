import { createBackendPlugin, extensionsOf, implementContract, rpc, type BackendPlugin } from "@checkstack/backend-api";
import { ORPCError } from "@orpc/server";
import { counters, everythingContract, greeters, partner, partnerContract, rung, shouted } from "./contract.ts";

/** The plugin in the platform's process that calls everything and is called by it. */
export function createPartner(): BackendPlugin {
  const heard: string[] = [];
  return createBackendPlugin({
    metadata: partner,
    register(registry) {
      registry.registerContract(partnerContract);
      registry.registerInit({
        deps: { everything: rpc(everythingContract), counters: extensionsOf(counters) },
        init({ everything, counters: list, serve, contribute, emitHook }) {
          list.onChange(({ type, extension }) => void heard.push(`${type} ${extension.metadata.id}`));
          const os = implementContract(partnerContract);
          serve(
            partnerContract,
            os.router({
              whoCalls: os.whoCalls.handler(({ context }) => ({ principal: context.principal, at: new Date() })),
              fail: os.fail.handler(({ errors }) => {
                throw errors.NO_SUCH_THING({ data: { id: "7" } });
              }),
              heard: os.heard.handler(() => heard),
              call: os.call.handler(async ({ input: { at } }) => {
                const visit = await everything.visit({ name: "partner", at });
                const refused = await everything.visit({ name: "everybody", at }).catch(told);
                const wrong = await everything.visit({ name: "", at }).catch(told);
                const counter = list.get("simple")?.client;
                const counted = await counter?.count({ to: 3 });
                const tooFar = await counter?.count({ to: 9 }).catch(told);
                await emitHook(rung, { bell: "big" });
                return { visit, isDate: visit.at instanceof Date, refused, wrong, counted, tooFar };
              }),
            }),
          );
          const greeting = implementContract({ pluginId: greeters.ownerId, router: greeters.router });
          contribute(greeters, {
            metadata: { id: "polite", language: "English" },
            implementation: greeting.router({
              greet: greeting.greet.handler(({ input }) => `Good day, ${input.name}`),
            }),
          });
        },
        afterPluginsReady({ onHook }) {
          onHook(shouted, ({ text }) => void heard.push(`shouted ${text}`));
        },
      });
    },
  });
}

const told = (error: unknown): unknown => {
  if (!(error instanceof ORPCError)) throw error;
  const { code, status, defined, data, message } = error;
  return { code, status, defined, data, message };
};
