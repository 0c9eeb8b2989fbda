import { implementContract, type OperationResult } from "@checkstack/backend-api";
import { pluginmanagerContract, type Action, type Operation, type Plugin } from "@checkstack/pluginmanager-common";
import { answering, describeDependents } from "../life-cycle/call-errors.ts";
import { describeDetail } from "../listing/plugin-detail.ts";
import { listFacts, listPlugins } from "../listing/plugin-list.ts";
import type { Manager } from "../manager.ts";
import { actorOf } from "./caller.ts";
import { notFound, packageOf } from "./find-package.ts";

/** Installed plugins, and what is done to them once they are there. */
export function pluginProcedures(manager: Manager) {
  const { installations, isolation, plugins, trust, nameOf } = manager;
  const os = implementContract(pluginmanagerContract).plugins;
  const facts = () => listFacts({ ...manager, publishers: trust.publishers });

  return {
    list: os.list.handler(async () => listPlugins(await facts())),
    get: os.get.handler(async ({ input: { id } }) => {
      const known = await facts();
      const plugin = listPlugins(known).find((one) => one.id === id);
      if (!plugin) throw notFound(id);
      const one = known.installed.find(({ manifest }) => manifest.plugins.some(({ pluginId }) => pluginId === id));
      const dependents = await installations.dependents(id);
      return describeDetail(plugin, { one, dependents, place: isolation.placeOf(id), nameOf });
    }),
    enable: os.enable.handler(({ input, context }) =>
      operate(input, "enable", (name) => installations.enable({ ...by(input, context), name })),
    ),
    disable: os.disable.handler(({ input, context }) =>
      operate(input, "disable", (name) => installations.disable({ ...by(input, context), name })),
    ),
    rollback: os.rollback.handler(({ input, context }) =>
      operate(input, "rollback", (name) =>
        installations.rollback({ ...by(input, context), name, version: input.version }),
      ),
    ),
    move: os.move.handler(async ({ input: { id, to }, errors }) => {
      const installed = await installations.list();
      const one = installed.find(({ manifest }) => manifest.plugins.some(({ pluginId }) => pluginId === id));
      if (one?.runs === "isolated" && to === "in-process") {
        const message = "It was installed to run in a process of its own; install it again to say otherwise.";
        throw errors.PLUGIN_INSTALLED({ message, data: { id } });
      }
      if (!plugins.reports().some(({ metadata }) => metadata.pluginId === id)) throw notFound(id);
      const moved = await isolation.move(id, to === "isolated" ? "own-process" : "in-process");
      if (!moved.ok) throw errors.MOVE_FAILED({ message: moved.reason, data: { id } });
    }),
    removal: os.removal.handler(async ({ input: { id } }) => {
      const { manifest } = await packageOf(manager, id);
      const { dependents, data } = await installations.removal(manifest.name);
      return {
        packageName: manifest.name,
        plugins: manifest.plugins.map(({ pluginId, displayName }) => ({ id: pluginId, displayName })),
        dependents: describeDependents(dependents, nameOf),
        data: [...data],
      };
    }),
    uninstall: os.uninstall.handler(({ input, context, errors }) =>
      operate(input, "uninstall", (name) => {
        if (input.confirm !== name) {
          throw errors.CONFIRMATION_NEEDED({
            message: `Type the name of the package, ${name}, to confirm.`,
            data: { confirm: name },
          });
        }
        return installations.uninstall({ ...by(input, context), name, data: input.keepData ? "keep" : "delete" });
      }),
    ),
  };

  async function operate(
    { id }: { id: Plugin["id"] },
    action: Action,
    work: (packageName: string) => Promise<OperationResult>,
  ): Promise<Operation> {
    const { manifest } = await packageOf(manager, id);
    const { operationId, version, pluginIds, detail } = await answering(nameOf, () => work(manifest.name));
    return { operationId, action, packageName: manifest.name, version, pluginIds: [...pluginIds], detail };
  }
}

const by = (input: { operationId?: string | undefined }, context: { principal: Parameters<typeof actorOf>[0] }) => ({
  actor: actorOf(context.principal),
  operationId: input.operationId,
});
