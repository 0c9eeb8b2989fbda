import type { Clock, Database } from "@checkstack/backend-api";
import type { Environment } from "@checkstack/catalog-common";
import * as store from "./environment-store.ts";
import type { News } from "./news.ts";
import { orRefuse, type EnvironmentMissingError, type NameTakenError } from "./refusals.ts";

export interface EnvironmentService {
  list(): Promise<Environment[]>;
  create(name: string, errors: NameTakenError): Promise<Environment>;
  rename(id: string, name: string, errors: NameTakenError & EnvironmentMissingError): Promise<Environment>;
  /** Deletes an environment; its systems stay, without one. */
  delete(id: string, errors: EnvironmentMissingError): Promise<void>;
}

/** Makes the service of environments. */
export function createEnvironmentService(options: {
  database: Database;
  clock: Clock;
  news: News;
}): EnvironmentService {
  const { database, clock, news } = options;

  return {
    list: () => store.listEnvironments(database),
    async create(name, errors) {
      const environment = { id: Bun.randomUUIDv7(), name, systemCount: 0 };
      await orRefuse(() => store.insertEnvironment(database, environment), { name }, errors);
      news("environment", [environment.id]);
      return environment;
    },
    async rename(id, name, errors) {
      const environment = await orRefuse(() => store.renameEnvironment(database, id, name), { name }, errors);
      if (!environment) throw errors.ENVIRONMENT_NOT_FOUND({ data: { id } });
      news("environment", [id]);
      return environment;
    },
    async delete(id, errors) {
      const freed = await database.transaction((tx) => store.deleteEnvironment(tx, id, new Date(clock.now())));
      if (!freed) throw errors.ENVIRONMENT_NOT_FOUND({ data: { id } });
      news("environment", [id]);
      news("system", freed);
    },
  };
}
