import { pluginSourceSchema, type PluginSource } from "@checkstack/pluginmanager-common";
import { Button, Card, CardBody, Field, FormFailure, Input, Select, useForm } from "@checkstack/ui";
import { useQuery } from "@tanstack/react-query";
import { useManager } from "../shared/clients.ts";
import { issuesOf } from "./issues.ts";

const FIRST_THAT_FITS = "*";

/** A package of a registry that speaks npm's protocol. */
export function NpmTab({ onChoose }: { onChoose(source: PluginSource): void }) {
  const { data: sources } = useQuery(useManager().sources.get.queryOptions());
  const form = useForm({
    initial: { package: "", version: "", registry: FIRST_THAT_FITS },
    check: (values) => (values.package.trim() === "" ? { package: "must not be empty" } : issuesOf(sourceOf(values))),
    send: async (values) => onChoose(pluginSourceSchema.parse(sourceOf(values))),
  });
  const { values, errors, set } = form;
  return (
    <Card>
      <CardBody>
        <form noValidate onSubmit={form.submit} className="flex max-w-xl flex-col gap-4">
          <Field label="Package" required error={errors["package"]}>
            <Input
              value={values.package}
              onChange={(event) => set("package", event.target.value)}
              placeholder="@acme/weather"
              autoComplete="off"
              spellCheck={false}
            />
          </Field>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label="Version" hint="A version, a range or a tag; the latest when empty." error={errors["version"]}>
              <Input
                value={values.version}
                onChange={(event) => set("version", event.target.value)}
                placeholder="latest"
                autoComplete="off"
                spellCheck={false}
              />
            </Field>
            <Field label="Registry" error={errors["registry"]}>
              <Select
                value={values.registry}
                onValueChange={(registry) => set("registry", registry)}
                options={[
                  { value: FIRST_THAT_FITS, label: "The one for its scope" },
                  ...(sources?.registries ?? []).map(({ id, name }) => ({ value: id, label: name })),
                ]}
              />
            </Field>
          </div>
          <FormFailure failure={form.failure} />
          <div>
            <Button type="submit" look="primary" pending={form.pending}>
              See what it is
            </Button>
          </div>
        </form>
      </CardBody>
    </Card>
  );
}

const sourceOf = (values: { package: string; version: string; registry: string }) => ({
  type: "npm",
  package: values.package.trim(),
  ...(values.version.trim() !== "" && { version: values.version.trim() }),
  ...(values.registry !== FIRST_THAT_FITS && { registry: values.registry }),
});
