import { implement } from "@orpc/server";
import { outcomeOf } from "../protocol/outcome.ts";
import { processContract } from "../protocol/process-contract.ts";
import type { ChildPlugin } from "./child-plugin.ts";

/** Does what the platform asks of the process. */
export function createProcessRouter(plugin: ChildPlugin) {
  const os = implement(processContract);
  return os.router({
    load: os.load.handler(() => plugin.load()),
    init: os.init.handler(({ input }) => plugin.init(input)),
    ready: os.ready.handler(() => plugin.ready()),
    stop: os.stop.handler(() => plugin.stop()),
    ping: os.ping.handler(() => {}),
    hook: os.hook.handler(({ input: { hookId, payload, event } }) => plugin.life().hooks.run(hookId, payload, event)),
    job: os.job.handler(({ input: { consumer, job }, signal }) => plugin.life().queues.run(consumer, job, signal)),
    extension: os.extension.handler(({ input, signal }) =>
      outcomeOf(() => plugin.life().extensions.call(input, signal)),
    ),
    extensionChanged: os.extensionChanged.handler(({ input }) => plugin.life().extensions.change(input)),
    socket: os.socket.handler(({ input }) => plugin.life().sockets.receive(input)),
    openApiPaths: os.openApiPaths.handler(() => plugin.openApiPaths()),
  });
}
