import { installExample } from "./example-plugin.ts";
import type { Session } from "./session.ts";
import type { Targets } from "./target.ts";

/** What was put on a server, so that every page has something to show. */
export interface Seeded {
  readonly systemId: string;
  readonly groupId: string;
  /** A check whose last run failed, and that run. */
  readonly checkId: string;
  readonly runId: string;
  /** A packed plugin that is installed already, in its latest version. */
  readonly pluginFile: Buffer<ArrayBuffer>;
}

/** A small house: nested groups, tags, owners, links; checks that work, one that is slow, one that fails. */
export async function seed(admin: Session, targets: Targets): Promise<Seeded> {
  await Promise.all([
    targets.answer("shop", { delayMs: 60 }),
    targets.answer("shop/basket", { delayMs: 110 }),
    targets.answer("shop/api", { status: 503, body: '{"error":"the database does not answer"}', delayMs: 150 }),
    targets.answer("shop/search", { delayMs: 120 }),
  ]);
  const { catalog, healthcheck, auth } = admin;
  const production = await catalog.environments.create({ name: "Production" });
  const customers = await catalog.groups.create({ name: "Customers" });
  const shop = await catalog.groups.create({ name: "Web shop", parentId: customers.id });
  const house = await catalog.groups.create({ name: "In the house" });

  const system = (name: string, groupId: string, more: { tags?: string[]; owner?: string } = {}) =>
    catalog.systems.create({ name, groupId, environmentId: production.id, ...more });
  const front = await catalog.systems.create({
    name: "Shop front",
    description: "What customers see first. Rendered at the edge, without a database.",
    owner: "Team Storefront",
    groupId: shop.id,
    environmentId: production.id,
    tags: ["critical", "web"],
    links: [{ label: "Runbook", url: "https://wiki.example.org/shop-front" }],
  });
  const api = await system("Shop API", shop.id, { tags: ["critical", "api"], owner: "Team Checkout" });
  const search = await system("Search", shop.id, { tags: ["api"], owner: "Team Discovery" });
  const mail = await system("Mail", house.id, { tags: ["internal"], owner: "IT" });
  await system("Wiki", house.id, { tags: ["internal"] });

  const check = (name: string, systemId: string, target: string, degradedAfterMs: number | null = null) =>
    healthcheck.checks.create({
      name,
      systemId,
      strategy: "http",
      config: { url: targets.url(target) },
      intervalSeconds: 30,
      policy: { failuresToAlert: 1, degradedAfterMs },
      assertions: [{ field: "latencyMs", operator: "lessThan", value: 2_000 }],
    });
  await check("Start page", front.id, "shop");
  await check("Basket", front.id, "shop/basket");
  const failing = await check("Orders", api.id, "shop/api");
  await check("Suggestions", search.id, "shop/search", 100);
  const paused = await check("Webmail", mail.id, "mail");
  await healthcheck.checks.update({ id: paused.id, paused: true });

  const run = await healthcheck.checks.run({ id: failing.id });
  await auth.users.create({ name: "Grace Hopper", email: "grace@example.org", password: "nanoseconds of wire" });
  await auth.roles.create({ name: "On call", accessRules: ["healthcheck.check.read", "catalog.entity.read"] });
  await auth.apiKeys.create({ name: "Deployment", accessRules: ["healthcheck.check.read"] });
  const pluginFile = await installExample(admin);
  return { systemId: front.id, groupId: shop.id, checkId: failing.id, runId: run.id, pluginFile };
}
