import type { Clock } from "@checkstack/backend-api";
import { defineHealthCheckStrategy } from "@checkstack/healthcheck-node";
import { httpConfig, type HttpConfig } from "./config.ts";
import { execute } from "./execute.ts";
import { httpFields } from "./fields.ts";
import { planOf, type Plan } from "./plan.ts";

/** HTTP and HTTPS, every time over a new connection: what a new visitor of the target meets. */
export function createHttpStrategy({ clock }: { readonly clock: Clock }) {
  const plans = new WeakMap<HttpConfig, Plan>();
  const planFor = (config: HttpConfig): Plan => {
    const plan = plans.get(config) ?? planOf(config, () => clock.now());
    plans.set(config, plan);
    return plan;
  };
  return defineHealthCheckStrategy({
    id: "http",
    displayName: "HTTP",
    description: "Asks a web address and looks at the status, the headers, the body and the certificate",
    category: "Web",
    icon: "globe",
    config: httpConfig,
    fields: httpFields,
    timeoutMs: ({ timeoutMs }) => timeoutMs,
    execute: ({ config, timeoutMs, signal }) =>
      execute(planFor(config), { clock, timeoutMs, ...(signal && { signal }) }),
  });
}
