import type { Authenticator, Clock } from "@checkstack/backend-api";
import { personSchema, type Person } from "@checkstack/common";
import { NoHost, PLATFORM_CALLER, tryEach, whileComing, type Elsewhere } from "./elsewhere/index.ts";
import { pluginUnavailable, type Readiness } from "./http/index.ts";
import { createCredentialCache } from "./credential-cache.ts";

/** The plugin that provides `core.authenticator`, and answers `authenticate` to other instances. */
const AUTH_PLUGIN = "auth";
const DEADLINE_MS = 5000;

/**
 * Says who a request is from: asks the plugin that knows, here or wherever it runs. Where that is installed but cannot be
 * asked, nobody can say: it then throws 503, so that a restart of that plugin neither ends a session nor takes anybody
 * for a stranger.
 */
export function createAuthentication(options: {
  authenticator: () => Authenticator | undefined;
  /** While the plugin is being replaced: resolves when that is over. */
  coming: (pluginId: string) => Promise<void> | undefined;
  elsewhere: Elsewhere;
  readiness: () => Readiness;
  clock: Clock;
}): (headers: Headers) => Promise<Person> {
  const { elsewhere } = options;
  const remembered = createCredentialCache(options);

  async function askElsewhere(credentials: Credentials): Promise<Person> {
    const signal = AbortSignal.timeout(DEADLINE_MS);
    const attempts = { pluginId: AUTH_PLUGIN, elsewhere, isIdempotent: true, signal };
    const person = await whileComing(attempts, () =>
      tryEach({ ...attempts, endpoints: elsewhere.endpoints(AUTH_PLUGIN) }, (endpoint) =>
        endpoint.call(["authenticate"], credentials, { ...attempts, caller: PLATFORM_CALLER }),
      ),
    );
    return personSchema.parse(person);
  }

  return async (headers) => {
    if (!options.authenticator()) await options.coming(AUTH_PLUGIN);
    const authenticator = options.authenticator();
    if (authenticator) return authenticator.authenticate(headers);
    if (elsewhere.endpoints(AUTH_PLUGIN).length > 0 || elsewhere.coming?.(AUTH_PLUGIN))
      return remembered.personOf(credentialsOf(headers), askElsewhere);
    const { status, plugins } = options.readiness();
    // While we start we do not know yet who is there.
    const state = plugins[AUTH_PLUGIN] ?? (status === "starting" ? { state: "registered" } : undefined);
    if (state) throw pluginUnavailable(AUTH_PLUGIN, state);
    if (elsewhere.isKnown(AUTH_PLUGIN)) throw new NoHost(AUTH_PLUGIN);
    return { type: "anonymous", accessRules: [] };
  };
}

/** What a request says of who sent it. */
export interface Credentials {
  readonly authorization?: string;
  readonly cookie?: string;
}

function credentialsOf(headers: Headers): Credentials {
  const authorization = headers.get("authorization");
  const cookie = headers.get("cookie");
  return { ...(authorization !== null && { authorization }), ...(cookie !== null && { cookie }) };
}
