import type { Extension, ExtensionChange, Extensions } from "@checkstack/backend-api";
import { defineConfig, secretText } from "@checkstack/common";
import type { healthCheckStrategies } from "@checkstack/healthcheck-common";
import { defineHealthCheckStrategy } from "@checkstack/healthcheck-node";
import { createRouterClient } from "@orpc/server";
import * as z from "zod";

type Point = typeof healthCheckStrategies;

/** The strategies of a test, which may come and go. */
export interface TestStrategies extends Extensions<Point> {
  add(extension: Extension<Point>): void;
  remove(id: string): void;
}

export function createTestStrategies(): TestStrategies {
  const extensions = new Map<string, Extension<Point>>();
  const listeners: ((change: ExtensionChange<Point>) => void)[] = [];
  const tell = (change: ExtensionChange<Point>): void => listeners.forEach((listener) => listener(change));
  return {
    list: () => [...extensions.values()],
    get: (id) => extensions.get(id),
    onChange: (listener) => void listeners.push(listener),
    add(extension) {
      extensions.set(extension.metadata.id, extension);
      tell({ type: "added", extension });
    },
    remove(id) {
      const extension = extensions.get(id);
      extensions.delete(id);
      if (extension) tell({ type: "removed", extension });
    },
  };
}

/** A strategy as a plugin would write it: asks a URL, and finds its status code and body. */
export function createProbe(): Extension<Point> {
  const { metadata, implementation } = defineHealthCheckStrategy({
    id: "probe",
    displayName: "Probe",
    description: "Asks a URL",
    category: "Web",
    icon: "globe",
    config: defineConfig({
      version: 1,
      schema: z.object({
        url: z.url("must be a URL"),
        timeoutMs: z.number().int().min(100).max(60_000).default(10_000),
        token: secretText().optional(),
      }),
    }),
    fields: [
      { id: "statusCode", label: "status code", type: "number" },
      { id: "body", label: "body", type: "text" },
    ],
    timeoutMs: ({ timeoutMs }) => timeoutMs,
    async execute({ config, signal }) {
      const start = performance.now();
      const headers = new Headers(config.token === undefined ? [] : [["authorization", `Bearer ${config.token}`]]);
      try {
        const response = await fetch(config.url, { headers, ...(signal && { signal }) });
        const body = await response.text();
        const latencyMs = performance.now() - start;
        const fields = { statusCode: response.status, body };
        const evidence = { head: `HTTP/1.1 ${response.status}` };
        if (response.ok) return { outcome: "completed", latencyMs, timings: {}, fields, evidence };
        const reason = `${response.status} ${response.statusText}; expected status 200-299`;
        return { outcome: "failed", code: "UNEXPECTED_STATUS", reason, latencyMs, timings: {}, fields, evidence };
      } catch (error) {
        // Does not come back by itself: a strategy that heeds no signal must not hold anything up.
        if (signal?.aborted) return new Promise(() => {});
        return { outcome: "failed", code: "CONNECTION_REFUSED", reason: String(error), timings: {}, fields: {} };
      }
    },
  });
  const client = createRouterClient(implementation, {
    context: { principal: { type: "service", pluginId: "healthcheck" } },
  });
  return { pluginId: "probe", metadata: { ...metadata }, client };
}
