import { implementContract } from "@checkstack/backend-api";
import { catalogContract } from "@checkstack/catalog-common";
import type { DeletionImpact } from "./deletion-impact.ts";
import type { EnvironmentService } from "./environment-service.ts";
import type { GroupService } from "./group-service.ts";
import type { SystemService } from "./system-service.ts";

/** Answers the catalog contract from the services. */
export function createCatalogRouter(services: {
  systems: SystemService;
  groups: GroupService;
  environments: EnvironmentService;
  deletionImpact: DeletionImpact;
}) {
  const { systems, groups, environments, deletionImpact } = services;
  const os = implementContract(catalogContract);

  return os.router({
    systems: {
      list: os.systems.list.handler(({ input }) => systems.list(input)),
      get: os.systems.get.handler(({ input, errors }) => systems.get(input.id, errors)),
      create: os.systems.create.handler(({ input, errors }) => systems.create(input, errors)),
      update: os.systems.update.handler(({ input: { id, ...change }, errors }) => systems.update(id, change, errors)),
      delete: os.systems.delete.handler(async ({ input: { id }, errors }) => {
        if ((await systems.deleteMany([id])) === 0) throw errors.SYSTEM_NOT_FOUND({ data: { id } });
      }),
      deletionImpact: os.systems.deletionImpact.handler(({ input }) => deletionImpact(input.ids)),
      bulkUpdate: os.systems.bulkUpdate.handler(async ({ input: { ids, ...change }, errors }) => ({
        changed: await systems.updateMany(ids, change, errors),
      })),
      bulkDelete: os.systems.bulkDelete.handler(async ({ input }) => ({
        deleted: await systems.deleteMany(input.ids),
      })),
    },
    groups: {
      list: os.groups.list.handler(({ input }) => groups.list(input)),
      get: os.groups.get.handler(({ input, errors }) => groups.get(input.id, errors)),
      create: os.groups.create.handler(({ input, errors }) => groups.create(input, errors)),
      update: os.groups.update.handler(({ input: { id, ...change }, errors }) => groups.update(id, change, errors)),
      delete: os.groups.delete.handler(({ input, errors }) => groups.delete(input.id, errors)),
    },
    environments: {
      list: os.environments.list.handler(() => environments.list()),
      create: os.environments.create.handler(({ input, errors }) => environments.create(input.name, errors)),
      update: os.environments.update.handler(({ input, errors }) => environments.rename(input.id, input.name, errors)),
      delete: os.environments.delete.handler(({ input, errors }) => environments.delete(input.id, errors)),
    },
    tags: os.tags.handler(() => systems.tags()),
  });
}
