import type { ConfigStore } from "@checkstack/backend-api";
import { blankSecrets, configJsonSchema, defineConfig, SECRET_UNCHANGED } from "@checkstack/common";
import { parsePublicKey } from "@checkstack/plugin-package-node";
import { sourceSettingsSchema, type SourceSettings } from "@checkstack/pluginmanager-common";

/** Where packages are fetched from. */
export interface SourceSettingsStore {
  /** With tokens: for installers alone. */
  read(): Promise<SourceSettings>;
  /** As people may see them. */
  show(): Promise<SourceSettings>;
  /** Keeps tokens that are left alone. Answers what is wrong, one sentence each, and then writes nothing. */
  update(settings: SourceSettings): Promise<readonly string[]>;
}

const config = defineConfig({ version: 1, schema: sourceSettingsSchema });
const KEY = "sources";

export function createSourceSettings(store: ConfigStore): SourceSettingsStore {
  const read = (): Promise<SourceSettings> => store.read(KEY, config);
  return {
    read,
    show: async () => sourceSettingsSchema.parse(blankSecrets(configJsonSchema(config.schema), await read())),
    async update(settings) {
      const problems = settingsProblems(settings, await read());
      if (problems.length === 0) await store.write(KEY, config, settings);
      return problems;
    },
  };
}

/** What cannot be saved, one sentence each. */
function settingsProblems(next: SourceSettings, before: SourceSettings): string[] {
  return [
    ...KINDS.flatMap((kind) =>
      twice(next[kind]).map((id) => `There are two ${kind} with the id "${id}"; give each its own.`),
    ),
    ...next.catalogs
      .filter(({ publicKey }) => parsePublicKey(publicKey) === undefined)
      .map(({ name }) => `The key of catalog "${name}" is not an Ed25519 public key.`),
    ...movedTokens(next.registries.map(placeOf), before.registries.map(placeOf)),
    ...movedTokens(
      next.github.map(({ apiUrl, ...rest }) => placeOf({ ...rest, url: apiUrl })),
      before.github.map(({ apiUrl, ...rest }) => placeOf({ ...rest, url: apiUrl })),
    ),
    ...movedTokens(next.catalogs.map(placeOf), before.catalogs.map(placeOf)),
  ];
}

const KINDS = ["registries", "github", "catalogs"] as const;

interface Place {
  readonly id: string;
  readonly name: string;
  readonly origin: string;
  readonly token: string | undefined;
}

const placeOf = ({
  id,
  name,
  url,
  token,
}: {
  id: string;
  name: string;
  url: string;
  token?: string | undefined;
}): Place => ({
  id,
  name,
  origin: new URL(url).origin,
  token,
});

/** A token that was entered for one host is not sent to another because its address was changed. */
function movedTokens(next: readonly Place[], before: readonly Place[]): string[] {
  return next
    .filter(({ id, origin, token }) => {
      const old = before.find((place) => place.id === id);
      const isKept = token === undefined || token === "" || token === SECRET_UNCHANGED;
      return old !== undefined && old.token !== undefined && isKept && old.origin !== origin;
    })
    .map(({ name }) => `The address of "${name}" leads to another host; enter its token again, or remove it.`);
}

const twice = (places: readonly { readonly id: string }[]): string[] => {
  const ids = places.map(({ id }) => id);
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
};
