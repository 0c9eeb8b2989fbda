import type { RunningPlatform } from "./platform.ts";

const AT_ONCE = 25;
const BULK_LIMIT = 2000;

/** Makes `count` HTTP checks of `url`, so many to a system, and lets them all begin at the end. */
export async function createChecks(
  platform: RunningPlatform,
  options: { count: number; url: string; intervalSeconds: number; checksPerSystem: number },
): Promise<void> {
  const { count, url, intervalSeconds, checksPerSystem } = options;
  const ids: string[] = [];
  const createCheck = async (name: string, systemId: string): Promise<void> => {
    const { id } = await platform.call<{ id: string }>("POST", "/api/healthcheck/checks", {
      name,
      systemId,
      strategy: "http",
      config: { url, timeoutMs: Math.min(5000, intervalSeconds * 800) },
      intervalSeconds,
      paused: true,
    });
    ids.push(id);
  };
  const createSystem = async (index: number): Promise<void> => {
    const name = `system ${String(index).padStart(5, "0")}`;
    const system = await platform.call<{ id: string }>("POST", "/api/catalog/systems", { name, tags: ["bench"] });
    const first = index * checksPerSystem;
    for (let check = first; check < Math.min(first + checksPerSystem, count); check++) {
      await createCheck(`check ${check}`, system.id);
    }
  };
  const systems = Math.ceil(count / checksPerSystem);
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < systems) await createSystem(next++);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  for (let first = 0; first < ids.length; first += BULK_LIMIT) {
    const chunk = ids.slice(first, first + BULK_LIMIT);
    await platform.call("POST", "/api/healthcheck/checks/bulk", { ids: chunk, action: "resume" });
  }
}
