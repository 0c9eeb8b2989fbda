import type { Logger } from "@checkstack/backend-api";
import { HttpCall } from "../../http/http-call.ts";
import { createOpenApi } from "../../http/openapi-document.ts";
import { answerThrown, createPluginAnswer } from "../../http/plugin-answer.ts";
import { pluginUnavailable } from "../../http/plugin-unavailable.ts";
import { createContractRegistry, type ContractRegistry } from "../../rpc/index.ts";
import { CLIENT_HEADER } from "../protocol/request-headers.ts";
import type { People } from "./people.ts";
import type { Reports } from "./reports.ts";

/** Answers the plugin's contract: requests of browsers, passed on, and calls of other plugins. */
export interface ChildApi {
  readonly contracts: ContractRegistry;
  answer(request: Request, url: URL): Promise<Response>;
  openApiPaths(): Promise<Record<string, Record<string, unknown>>>;
}

/** Was checked where the request came in. */
const ORIGINS_CHECKED = { check() {} };

export function createChildApi(options: {
  readonly pluginId: string;
  readonly people: People;
  readonly reports: Reports;
}): ChildApi {
  const { pluginId, people, reports } = options;
  const logger: Logger = reports.logger;
  const contracts = createContractRegistry({
    onHandlerError: (_, error, failure) => reports.lateError(error, failure),
  });
  const answer = createPluginAnswer({
    authenticate: async (headers) => people.principalOf(headers),
    origins: ORIGINS_CHECKED,
  });
  const openApi = createOpenApi({ contracts, logger });
  return {
    contracts,
    async answer(request, url) {
      const call = new HttpCall(request, () => request.headers.get(CLIENT_HEADER) ?? "");
      try {
        const here = await contracts.reach(pluginId);
        if (!here) throw pluginUnavailable(pluginId, { state: "registered" });
        using _visit = here.visit;
        return await answer(here.served, call, url);
      } catch (thrown) {
        return answerThrown(call, url, thrown, logger);
      }
    },
    async openApiPaths() {
      const { paths = {} } = await openApi.document();
      return Object.fromEntries(Object.entries(paths).map(([path, item]) => [path, { ...item }]));
    },
  };
}
