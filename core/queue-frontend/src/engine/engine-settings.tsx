import { splitSecrets } from "@checkstack/frontend-api";
import type { Engine } from "@checkstack/queue-common";
import {
  Button,
  Card,
  CardBody,
  CardHeader,
  describeError,
  errorsUnder,
  FormFailure,
  SchemaForm,
  toast,
  useForm,
  validateForm,
  type ErrorDescription,
  type FormErrors,
  type FormValue,
} from "@checkstack/ui";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useQueueClient } from "../shared/clients.ts";

/** What may be set for one engine, as a form made from its JSON Schema. */
export function EngineSettings({ engine }: { engine: Engine }) {
  if (!engine.settings) return null;
  const { schema, values } = engine.settings;
  return (
    <Card>
      <CardHeader title={`Settings of ${engine.displayName}`} description="They hold in every process at once." />
      {/* Begins anew with what the server has when that was changed, here or elsewhere. */}
      <SettingsForm key={JSON.stringify(values)} engine={engine} schema={schema} stored={formValueOf(values)} />
    </Card>
  );
}

function SettingsForm({ engine, schema, stored }: { engine: Engine; schema: unknown; stored: FormValue }) {
  const client = useQueueClient();
  const queryClient = useQueryClient();
  const [initial] = useState(() => splitSecrets(stored));
  const form = useForm<{ values: FormValue }>({
    initial: { values: initial.value },
    check: ({ values }) => underValues(validateForm(schema, values, { storedSecrets: initial.stored })),
    describe,
    async send({ values }) {
      await client.engines.configure.call({ id: engine.id, values });
      await queryClient.invalidateQueries({ queryKey: client.key() });
      toast.success(`The settings of ${engine.displayName} are saved`);
    },
  });
  return (
    <form noValidate onSubmit={form.submit}>
      <CardBody className="flex flex-col gap-4">
        <SchemaForm
          schema={schema}
          value={form.values.values}
          onChange={(values) => form.set("values", values)}
          errors={errorsUnder(form.errors, "values")}
          storedSecrets={initial.stored}
          disabled={form.pending}
          className="max-w-xl"
        />
        <FormFailure failure={form.failure} />
        <div>
          <Button type="submit" look="primary" pending={form.pending}>
            Save
          </Button>
        </div>
      </CardBody>
    </form>
  );
}

/** The server tells what is wrong by paths within the settings. */
function describe(error: unknown): ErrorDescription {
  const description = describeError(error);
  return { ...description, fields: underValues(description.fields) };
}

const underValues = (errors: FormErrors): FormErrors =>
  Object.fromEntries(Object.entries(errors).map(([path, message]) => [`values.${path}`, message]));

const formValueOf = (data: unknown): FormValue => (isRecord(data) ? data : {});

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
