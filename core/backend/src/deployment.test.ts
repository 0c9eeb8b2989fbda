import { join } from "node:path";
import { expect, test } from "bun:test";
import { DCLinter } from "dclint";
import { validate } from "dockerfile-utils";
import * as z from "zod";

const ROOT = join(import.meta.dir, "../../..");
const textOf = (path: string) => Bun.file(join(ROOT, path)).text();

const composeFile = z.object({
  services: z.record(
    z.string(),
    z.looseObject({
      environment: z.record(z.string(), z.coerce.string()).default({}),
      volumes: z.array(z.string()).default([]),
      depends_on: z.unknown().optional(),
    }),
  ),
  volumes: z.record(z.string(), z.unknown()),
});

const COMPOSE_FILES = ["compose.yaml", "compose.scaled.yaml"] as const;

/** Variables of other programs in the same files. */
const NOT_OURS = /^(POSTGRES_|NODE_ENV|BUN_|POD_IP$)/;

test("every variable that the container files set for Checkstack is one that it reads", async () => {
  const documented = await textOf("docs/reference/settings.md");
  const image = (await textOf("Dockerfile")).matchAll(/([A-Z][A-Z_]+)=\S/g);
  const chart = (await textOf("deploy/helm/checkstack/templates/deployments.yaml")).matchAll(/- name: ([A-Z][A-Z_]+)/g);
  const compose = await Promise.all(COMPOSE_FILES.map(readCompose));
  const names = [
    ...[...image, ...chart].map(([, name = ""]) => name),
    ...compose.flatMap(({ services }) => Object.keys(services.checkstack?.environment ?? {})),
  ].filter((name) => !NOT_OURS.test(name));
  expect(names.length).toBeGreaterThan(15);
  expect([...new Set(names)].filter((name) => !documented.includes(`\`${name}\``))).toEqual([]);
});

test("compose files declare the volumes and services that they mention", async () => {
  for (const path of COMPOSE_FILES) {
    const { services, volumes } = await readCompose(path);
    const used = Object.values(services).flatMap((service) => service.volumes.map((mount) => mount.split(":", 1)[0]));
    expect(used.filter((name = "") => !(name in volumes))).toEqual([]);
    const needed = Object.values(services).flatMap(({ depends_on: needs }) =>
      Array.isArray(needs) ? needs.map(String) : Object.keys(needs ?? {}),
    );
    expect(needed.filter((name) => !(name in services))).toEqual([]);
  }
});

test("the linters of Docker's files find nothing", async () => {
  expect(validate(await textOf("Dockerfile"))).toEqual([]);
  const off = [
    // The image is built here, under a name of its own, and pages are for everybody who reaches the machine.
    "no-build-and-image",
    "service-image-require-explicit-tag",
    "no-unbound-port-interfaces",
    // Taste.
    "require-project-name-field",
    "require-quotes-in-ports",
    "service-keys-order",
    "services-alphabetical-order",
    "service-ports-alphabetical-order",
    "service-dependencies-alphabetical-order",
    "top-level-properties-order",
  ];
  const rules = Object.fromEntries(off.map((name) => [name, 0 as const]));
  const linter = new DCLinter({ rules, quiet: false, debug: false, exclude: [] });
  const results = linter.lintFiles(
    COMPOSE_FILES.map((path) => join(ROOT, path)),
    false,
  );
  expect(results.map(({ messages }) => messages)).toEqual([[], []]);
});

test("the values of the chart fit their schema, and its templates use no others", async () => {
  const chart = "deploy/helm/checkstack";
  const schema = z.fromJSONSchema(JSON.parse(await textOf(`${chart}/values.schema.json`)));
  const values = Bun.YAML.parse(await textOf(`${chart}/values.yaml`));
  expect(schema.safeParse(values).error).toBeUndefined();
  expect(schema.safeParse({ ...z.object().loose().parse(values), workload: {} }).success).toBe(false);
  const templates = new Bun.Glob("templates/*").scan({ cwd: join(ROOT, chart) });
  for await (const path of templates) {
    for (const [, name = ""] of (await textOf(`${chart}/${path}`)).matchAll(/\.Values\.([\w.]+)/g)) {
      const found = name
        .split(".")
        .reduce<unknown>((at, key) => z.record(z.string(), z.unknown()).parse(at)[key], values);
      expect(found, `${path} uses ${name}`).toBeDefined();
    }
  }
});

test("the image runs the version of Bun that the tests run on", async () => {
  const { version } = Bun;
  const images = [...(await textOf("Dockerfile")).matchAll(/^FROM oven\/bun:([\d.]+)/gm)].map(([, tag]) => tag);
  expect(images).toEqual([version, version]);
});

const readCompose = async (path: string) => composeFile.parse(Bun.YAML.parse(await textOf(path)));
