import { pluginMetadata, type contract } from "@acme/sample-common";
import { createPluginClient } from "@checkstack/frontend-api";
import { Button, Card, CardBody, Field, FormFailure, Input, PageHeader, useForm } from "@checkstack/ui";
import { ItemList } from "./item-list.tsx";

// The contract as a type alone: pages need no validator to call it.
const client = createPluginClient<typeof contract>(pluginMetadata);

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
