import { implementContract } from "@checkstack/backend-api";
import { parsePublicKey, keyIdOf } from "@checkstack/plugin-package-node";
import { pluginmanagerContract } from "@checkstack/pluginmanager-common";
import type { Manager } from "../manager.ts";

/** Where packages come from, and who is trusted. */
export function trustProcedures({ sources, trust }: Manager) {
  const os = implementContract(pluginmanagerContract);
  const isBuiltIn = async (keyId: string): Promise<boolean> =>
    (await trust.publishers()).some((publisher) => publisher.keyId === keyId && publisher.builtIn);
  const noSuchKey = (keyId: string) => ({ message: `No key ${keyId} is trusted.`, data: { keyId } });

  return {
    sources: {
      get: os.sources.get.handler(() => sources.show()),
      update: os.sources.update.handler(async ({ input, errors }) => {
        const reasons = await sources.update(input);
        if (reasons.length > 0)
          throw errors.SOURCES_INVALID({ message: reasons.join(" "), data: { reasons: [...reasons] } });
        return sources.show();
      }),
    },
    publishers: {
      list: os.publishers.list.handler(async () => [...(await trust.publishers())]),
      add: os.publishers.add.handler(async ({ input, errors }) => {
        const publicKey = parsePublicKey(input.publicKey);
        if (publicKey === undefined) throw errors.KEY_INVALID();
        const added = await trust.add({ ...input, publicKey });
        if (added) return added;
        const keyId = keyIdOf(publicKey);
        throw errors.KEY_KNOWN({ message: `The key ${keyId} is trusted already.`, data: { keyId } });
      }),
      update: os.publishers.update.handler(async ({ input: { keyId, ...change }, errors }) => {
        if (await isBuiltIn(keyId)) throw errors.KEY_BUILT_IN({ data: { keyId } });
        const changed = await trust.change(keyId, change);
        if (changed) return changed;
        throw errors.PUBLISHER_NOT_FOUND(noSuchKey(keyId));
      }),
      remove: os.publishers.remove.handler(async ({ input: { keyId }, errors }) => {
        if (await isBuiltIn(keyId)) throw errors.KEY_BUILT_IN({ data: { keyId } });
        if (!(await trust.remove(keyId))) throw errors.PUBLISHER_NOT_FOUND(noSuchKey(keyId));
      }),
    },
    policy: {
      get: os.policy.get.handler(() => trust.policy()),
      update: os.policy.update.handler(({ input }) => trust.setPolicy(input)),
    },
  };
}
