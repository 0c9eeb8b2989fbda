import { splitSecrets } from "@checkstack/frontend-api";
import type { PluginSetting } from "@checkstack/pluginmanager-common";
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
import { History } from "lucide-react";
import { useState } from "react";
import { useManager } from "../shared/clients.ts";
import { formValueOf } from "./form-value.ts";
import { SettingHistory } from "./setting-history.tsx";

/** One configuration as a form made from its JSON Schema, with the way back to what it was. */
export function SettingCard({ pluginId, setting }: { pluginId: string; setting: PluginSetting }) {
  const [historyOpen, setHistoryOpen] = useState(false);
  return (
    <Card>
      <CardHeader
        title={setting.title}
        description={setting.description}
        actions={
          <Button size="sm" look="ghost" onClick={() => setHistoryOpen(true)}>
            <History aria-hidden /> History
          </Button>
        }
      />
      {/* Begins anew with what the server has when that was changed, here or elsewhere. */}
      <SettingForm key={JSON.stringify(setting.data)} pluginId={pluginId} setting={setting} />
      {historyOpen && <SettingHistory pluginId={pluginId} setting={setting} onClose={() => setHistoryOpen(false)} />}
    </Card>
  );
}

function SettingForm({ pluginId, setting }: { pluginId: string; setting: PluginSetting }) {
  const manager = useManager();
  const queryClient = useQueryClient();
  const [{ value, stored }] = useState(() => splitSecrets(formValueOf(setting.data)));
  const form = useForm<{ data: FormValue }>({
    initial: { data: value },
    check: ({ data }) => underData(validateForm(setting.schema, data, { storedSecrets: stored })),
    describe,
    async send({ data }) {
      await manager.settings.update.call({ id: pluginId, key: setting.key, data });
      await queryClient.invalidateQueries({ queryKey: manager.settings.key() });
      toast.success(`${setting.title} is saved`);
    },
  });
  return (
    <form noValidate onSubmit={form.submit}>
      <CardBody className="flex flex-col gap-4">
        <SchemaForm
          schema={setting.schema}
          value={form.values.data}
          onChange={(data) => form.set("data", data)}
          errors={errorsUnder(form.errors, "data")}
          storedSecrets={stored}
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

/** The server tells what is wrong by paths within the configuration. */
function describe(error: unknown): ErrorDescription {
  const description = describeError(error);
  return { ...description, fields: underData(description.fields) };
}

const underData = (errors: FormErrors): FormErrors =>
  Object.fromEntries(Object.entries(errors).map(([path, message]) => [`data.${path}`, message]));
