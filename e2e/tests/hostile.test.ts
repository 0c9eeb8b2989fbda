import { packPackage } from "@checkstack/plugin-package-node";
import { storeDeadLetters } from "../dead-letters.ts";
import { installExample } from "../example-plugin.ts";
import { expect, test } from "../fixtures.ts";
import { pages, visit } from "../pages.ts";

test.use({ instance: { name: "hostile" } });
test.describe.configure({ timeout: 300_000 });

/** Each would open a dialog if anything ran it; the fixture fails the test for every dialog, error and broken policy. */
const corpus = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "<svg/onload=alert(1)>",
  "\"><iframe srcdoc='<script>parent.alert(1)</script>'>",
  "javascript:alert(1)//",
  "{{constructor.constructor('alert(1)')()}}",
  "${alert(1)}",
  "<a href=javascript:alert(1)>click</a>",
  "<math><mtext></table><mglyph><style><!--</style><img title='--><img src=x onerror=alert(1)>'>",
  "%3Cscript%3Ealert(1)%3C/script%3E",
];

test("names, answers and messages from elsewhere are shown and never run", async ({
  page,
  admin,
  targets,
  server,
  openAs,
}) => {
  const { catalog, healthcheck, auth } = admin;
  const group = await catalog.groups.create({ name: corpus[0] ?? "" });
  await targets.answer("hostile", {
    status: 500,
    body: corpus.join("\n"),
    headers: { "content-type": "text/html", "x-hostile": corpus[1] ?? "" },
  });
  const systems = await Promise.all(
    corpus.map((text) =>
      catalog.systems.create({
        name: text.slice(0, 100),
        description: text,
        owner: text.slice(0, 100),
        groupId: group.id,
        links: [{ label: text.slice(0, 100), url: "https://example.org/?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E" }],
      }),
    ),
  );
  const checks = await Promise.all(
    systems.map(({ id, name }) =>
      healthcheck.checks.create({
        name,
        systemId: id,
        strategy: "http",
        config: { url: `${targets.url("hostile")}?q=${encodeURIComponent(name)}` },
        assertions: [{ field: "body", operator: "equals", value: name }],
        policy: { failuresToAlert: 1 },
      }),
    ),
  );
  const [system] = systems;
  const [check] = checks;
  if (!system || !check) throw new Error("The corpus is empty.");
  const run = await healthcheck.checks.run({ id: check.id });
  await auth.users.create({
    name: corpus[1] ?? "",
    email: "hostile@example.org",
    password: "a hostile person's password",
  });
  await auth.roles.create({ name: corpus[2] ?? "" });
  await auth.apiKeys.create({ name: corpus[3] ?? "", accessRules: ["healthcheck.check.read"] });

  await installExample(admin);
  await storeDeadLetters(server.dataDir);
  const seeded = {
    systemId: system.id,
    groupId: group.id,
    checkId: check.id,
    runId: run.id,
    pluginFile: hostilePackage(),
  };
  const visitor = await openAs("visitor");
  const others = ["user-menu", "menu"];
  for (const one of pages.filter(({ name }) => !others.includes(name))) {
    await visit(one.visitor ? visitor : page, one, seeded);
  }
  await page.goto(`/checks/${check.id}?run=${run.id}`);
  await expect(page.getByRole("region", { name: "Evidence" })).toContainText("<img src=x onerror=alert(1)>");
  for (const text of ["<script>alert(1)</script>", "javascript:alert(1)"]) {
    await page.goto(`/?q=${encodeURIComponent(text)}`);
    await expect(page.getByRole("table", { name: "Systems" }).getByRole("row").nth(1)).toContainText(text);
    await visitor.goto(`/sign-in?next=${encodeURIComponent(text)}`);
    await expect(visitor.getByRole("heading", { name: "Sign in" })).toBeVisible();
  }
});

/** A package that says of itself what nobody should believe. */
function hostilePackage(): Buffer<ArrayBuffer> {
  const [script = "", image = "", svg = "", frame = ""] = corpus;
  const plugin = {
    pluginId: "hostile",
    displayName: script,
    description: corpus.join(" "),
    frontend: { name: "@hostile/hostile-frontend", entry: "hostile/index.js" },
    adds: {
      accessRules: corpus.map((text, index) => ({ id: `hostile.${index}`, description: text })),
      procedures: [{ method: "GET", path: image, access: [svg] }],
      signals: [frame],
      extensions: corpus,
    },
  };
  const packageJson = {
    name: "@hostile/plugin",
    version: "1.0.0",
    description: corpus.join(" "),
    author: image,
    license: svg,
    homepage: "javascript:alert(1)",
    type: "module",
    peerDependencies: { "@checkstack/frontend-api": "^0.1.0" },
    checkstack: { type: "packed", format: 1, plugins: [plugin] },
  };
  const files = new Map([["hostile/index.js", new TextEncoder().encode("alert(1)")]]);
  return Buffer.from(packPackage({ files, packageJson }).bytes);
}

test("the policy of every page forbids scripts that are not its own, and frames around it", async ({ page }) => {
  for (const path of ["/", "/checks", "/no/such/page", "/api/docs"]) {
    const response = await page.goto(path);
    const policy = response?.headers()["content-security-policy"] ?? "";
    expect(policy).toMatch(/script-src 'self' 'nonce-[^']+'/);
    expect(policy).not.toMatch(/script-src[^;]*'unsafe-(inline|eval)'/);
    expect(policy).toContain("frame-ancestors 'none'");
  }
});
