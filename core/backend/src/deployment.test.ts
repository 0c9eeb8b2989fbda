import { join } from "node:path";
import { expect, test } from "bun:test";
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

/** Variables of other programs in the same files. */
const NOT_OURS = /^(POSTGRES_|NODE_ENV|BUN_|POD_IP$)/;

test("every variable that the container files set for Checkstack is one that it reads", async () => {
  const documented = await textOf("docs/reference/settings.md");
  const image = (await textOf("Dockerfile")).matchAll(/([A-Z][A-Z_]+)=\S/g);
  const chart = (await textOf("deploy/helm/checkstack/templates/deployments.yaml")).matchAll(/- name: ([A-Z][A-Z_]+)/g);
  const compose = await Promise.all(["compose.yaml", "compose.scaled.yaml"].map(readCompose));
  const names = [
    ...[...image, ...chart].map(([, name = ""]) => name),
    ...compose.flatMap(({ services }) => Object.keys(services.checkstack?.environment ?? {})),
  ].filter((name) => !NOT_OURS.test(name));
  expect(names.length).toBeGreaterThan(15);
  expect([...new Set(names)].filter((name) => !documented.includes(`\`${name}\``))).toEqual([]);
});

test("compose files declare the volumes and services that they mention", async () => {
  for (const path of ["compose.yaml", "compose.scaled.yaml"]) {
    const { services, volumes } = await readCompose(path);
    const used = Object.values(services).flatMap((service) => service.volumes.map((mount) => mount.split(":", 1)[0]));
    expect(used.filter((name = "") => !(name in volumes))).toEqual([]);
    const needed = Object.values(services).flatMap(({ depends_on: needs }) =>
      Array.isArray(needs) ? needs.map(String) : Object.keys(needs ?? {}),
    );
    expect(needed.filter((name) => !(name in services))).toEqual([]);
  }
});

test("the image runs the version of Bun that the tests run on", async () => {
  const { version } = Bun;
  const images = [...(await textOf("Dockerfile")).matchAll(/^FROM oven\/bun:([\d.]+)/gm)].map(([, tag]) => tag);
  expect(images).toEqual([version, version]);
});

const readCompose = async (path: string) => composeFile.parse(Bun.YAML.parse(await textOf(path)));
