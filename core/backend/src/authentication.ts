import type { Authenticator } from "@checkstack/backend-api";
import type { Person } from "@checkstack/common";
import { pluginUnavailable, type Readiness } from "./http/index.ts";

/** The plugin that provides `core.authenticator`. */
const AUTH_PLUGIN = "auth";

/**
 * Says who a request is from. Where the plugin that knows is installed but does not run, nobody can say: it then throws
 * 503, so that a restart of that plugin neither ends a session nor takes anybody for a stranger.
 */
export function createAuthentication(options: {
  authenticator: () => Authenticator | undefined;
  /** While the plugin is being replaced: resolves when that is over. */
  coming: (pluginId: string) => Promise<void> | undefined;
  readiness: () => Readiness;
}): (headers: Headers) => Promise<Person> {
  return async (headers) => {
    if (!options.authenticator()) await options.coming(AUTH_PLUGIN);
    const authenticator = options.authenticator();
    if (authenticator) return authenticator.authenticate(headers);
    const state = options.readiness().plugins[AUTH_PLUGIN];
    if (state) throw pluginUnavailable(AUTH_PLUGIN, state);
    return { type: "anonymous", accessRules: [] };
  };
}
