import type { RunningPlatform } from "./platform.ts";

/** Makes `count` HTTP checks of `url`, a hundred to a system, and returns their ids. */
export async function createChecks(
  platform: RunningPlatform,
  { count, url, intervalSeconds }: { count: number; url: string; intervalSeconds: number },
): Promise<string[]> {
  const ids: string[] = [];
  for (let first = 0; first < count; first += 100) {
    const system = await platform.call<{ id: string }>("POST", "/api/catalog/systems", { name: `bench ${intervalSeconds} s, ${first}` });
    const created = await Promise.all(
      Array.from({ length: Math.min(100, count - first) }, (_, index) =>
        platform.call<{ id: string }>("POST", "/api/healthcheck/checks", {
          name: `check ${first + index}`,
          systemId: system.id,
          strategy: "http",
          config: { url, timeoutMs: Math.min(5000, intervalSeconds * 800) },
          intervalSeconds,
        }),
      ),
    );
    ids.push(...created.map(({ id }) => id));
  }
  return ids;
}
