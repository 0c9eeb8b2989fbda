import { createPluginClient } from "@checkstack/frontend-api";
import { Button, Field, FormFailure, Input, useForm } from "@checkstack/ui";
import { deadlinesContract } from "@example/deadlines-common";

const client = createPluginClient(deadlinesContract);

/** A form for one more deadline of a system. */
export function AddDeadline({ systemId }: { systemId: string }) {
  const form = useForm({
    initial: { name: "", dueOn: "" },
    async send({ name, dueOn }) {
      await client.add.call({ systemId, name, dueOn });
      form.set("name", "");
      form.set("dueOn", "");
    },
  });
  return (
    <form noValidate onSubmit={form.submit} className="flex flex-col gap-3">
      <div className="grid gap-3 sm:grid-cols-[1fr_11rem]">
        <Field label="What expires" error={form.errors["name"]}>
          <Input value={form.values.name} onChange={(event) => form.set("name", event.target.value)} />
        </Field>
        <Field label="Last day" error={form.errors["dueOn"]}>
          <Input type="date" value={form.values.dueOn} onChange={(event) => form.set("dueOn", event.target.value)} />
        </Field>
      </div>
      <FormFailure failure={form.failure} />
      <div>
        <Button type="submit" disabled={form.pending}>
          Add deadline
        </Button>
      </div>
    </form>
  );
}
