import { contract } from "@acme/sample-common";
import { createPluginClient } from "@checkstack/frontend-api";
import { Button, Card, CardBody, Field, FormFailure, Input, PageHeader, useForm } from "@checkstack/ui";
import { ItemList } from "./item-list.tsx";

const client = createPluginClient(contract);

export default function ItemsPage() {
  const form = useForm({
    initial: { title: "" },
    async send({ title }) {
      await client.add.call({ title });
      form.set("title", "");
    },
  });
  return (
    <>
      <PageHeader title="Sample" />
      <Card>
        <CardBody className="flex flex-col gap-4">
          <ItemList />
          <form noValidate onSubmit={form.submit} className="flex flex-col gap-3">
            <Field label="New item" error={form.errors["title"]}>
              <Input value={form.values.title} onChange={(event) => form.set("title", event.target.value)} />
            </Field>
            <FormFailure failure={form.failure} />
            <Button type="submit" disabled={form.pending}>
              Add it
            </Button>
          </form>
        </CardBody>
      </Card>
    </>
  );
}
