import { implementContract, pageCursor } from "@checkstack/backend-api";
import { pluginmanagerContract } from "@checkstack/pluginmanager-common";
import * as z from "zod";
import { answering } from "../life-cycle/call-errors.ts";
import type { Manager } from "../manager.ts";
import { actorOf } from "./caller.ts";

const cursor = pageCursor(z.object({ id: z.string() }));

/** From a source to an installed package, and the history of it. */
export function installProcedures({ install, installations, nameOf }: Manager) {
  const os = implementContract(pluginmanagerContract);
  return {
    artifacts: {
      upload: os.artifacts.upload.handler(({ input }) =>
        answering(nameOf, async () => install.upload(await input.bytes())),
      ),
    },
    preview: os.preview.handler(({ input, signal }) => answering(nameOf, () => install.preview({ ...input, signal }))),
    install: os.install.handler(({ input, context, signal }) =>
      answering(nameOf, () => install.install({ ...input, signal, actor: actorOf(context.principal) })),
    ),
    events: os.events.handler(async ({ input: { limit, cursor: after, pluginId, packageName } }) => {
      const before = cursor.decode(after)?.id;
      const found = await installations.events({ limit: limit + 1, before, pluginId, name: packageName });
      const items = found.slice(0, limit).map(({ name, pluginIds, ...event }) => ({
        ...event,
        packageName: name,
        pluginIds: [...pluginIds],
      }));
      const last = items.at(-1);
      return { items, nextCursor: found.length > limit && last ? cursor.encode({ id: last.id }) : null };
    }),
  };
}
