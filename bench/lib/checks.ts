import type { RunningPlatform } from "./platform.ts";

/** Makes `count` HTTP checks of `url`, a hundred to a system, and returns their ids. */
export async function createChecks(
  platform: RunningPlatform,
  { count, url, intervalSeconds }: { count: number; url: string; intervalSeconds: number },
): Promise<string[]> {
  const ids: string[] = [];
  for (let first = 0; first < count; first += 100) {
    const system = await platform.call<{ id: string }>("POST", "/api/catalog/systems", {
      name: `bench ${intervalSeconds} s, ${first}`,
    });
    const created = await Promise.all(
      Array.from({ length: Math.min(100, count - first) }, (_, index) =>
        platform.call<{ id: string }>(
          "POST",
          "/api/healthcheck/checks",
          httpCheck({ name: `check ${first + index}`, systemId: system.id, url, intervalSeconds }),
        ),
      ),
    );
    ids.push(...created.map(({ id }) => id));
  }
  return ids;
}

/** Makes `count` systems with one HTTP check each. */
export async function createSystemsWithCheck(
  platform: RunningPlatform,
  { count, url, intervalSeconds }: { count: number; url: string; intervalSeconds: number },
): Promise<void> {
  const create = async (index: number): Promise<void> => {
    const name = `system ${String(index).padStart(5, "0")}`;
    const system = await platform.call<{ id: string }>("POST", "/api/catalog/systems", { name, tags: ["bench"] });
    await platform.call(
      "POST",
      "/api/healthcheck/checks",
      httpCheck({ name, systemId: system.id, url, intervalSeconds }),
    );
  };
  for (let first = 0; first < count; first += 50) {
    await Promise.all(Array.from({ length: Math.min(50, count - first) }, (_, index) => create(first + index)));
  }
}

const httpCheck = (check: { name: string; systemId: string; url: string; intervalSeconds: number }) => ({
  name: check.name,
  systemId: check.systemId,
  strategy: "http",
  config: { url: check.url, timeoutMs: Math.min(5000, check.intervalSeconds * 800) },
  intervalSeconds: check.intervalSeconds,
});
