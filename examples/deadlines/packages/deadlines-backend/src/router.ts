import { implementContract, personOf, type EmitSignal, type RpcClient } from "@checkstack/backend-api";
import type { catalogContract } from "@checkstack/catalog-common";
import { deadlinesChanged, deadlinesContract } from "@example/deadlines-common";
import type { DeadlineJudge } from "./deadline-judge.ts";
import type { DeadlineStore } from "./deadline-store.ts";

/** Answers the contract. */
export function createDeadlinesRouter(options: {
  store: DeadlineStore;
  judge: DeadlineJudge;
  catalog: RpcClient<typeof catalogContract>;
  emitSignal: EmitSignal;
}) {
  const { store, judge, catalog, emitSignal } = options;
  const tell = (systemId: string) => emitSignal(deadlinesChanged, { systemId }, { subject: systemId });
  const os = implementContract(deadlinesContract);
  return os.router({
    list: os.list.handler(async ({ input }) => judge(await store.list(input))),
    add: os.add.handler(async ({ input, context }) => {
      // For the person: who may not see a system learns nothing of it here either.
      const person = personOf(context.principal);
      await catalog.systems.get({ id: input.systemId }, { context: { ...(person && { onBehalfOf: person }) } });
      const stored = { ...input, id: Bun.randomUUIDv7() };
      await store.add(stored);
      tell(input.systemId);
      const [deadline] = await judge([stored]);
      if (deadline === undefined) throw new Error("one deadline was judged and none came back");
      return deadline;
    }),
    remove: os.remove.handler(async ({ input: { id }, errors }) => {
      const removed = await store.remove(id);
      if (removed === undefined) throw errors.DEADLINE_NOT_FOUND({ data: { id } });
      tell(removed.systemId);
    }),
  });
}
