import { ConfigForm } from "@checkstack/frontend-api";
import type { PluginSetting } from "@checkstack/pluginmanager-common";
import { Button, Card, CardBody, CardHeader, toast } from "@checkstack/ui";
import { useQueryClient } from "@tanstack/react-query";
import { History } from "lucide-react";
import { useState } from "react";
import { useManager } from "../shared/clients.ts";
import { SettingHistory } from "./setting-history.tsx";

/** One configuration as a form made from its JSON Schema, with the way back to what it was. */
export function SettingCard({ pluginId, setting }: { pluginId: string; setting: PluginSetting }) {
  const { key, title, description, schema, data: config } = setting;
  const [historyOpen, setHistoryOpen] = useState(false);
  const manager = useManager();
  const queryClient = useQueryClient();
  return (
    <Card>
      <CardHeader
        title={title}
        description={description}
        actions={
          <Button size="sm" look="ghost" onClick={() => setHistoryOpen(true)}>
            <History aria-hidden /> History
          </Button>
        }
      />
      <CardBody>
        <ConfigForm
          schema={schema}
          config={config}
          className="max-w-xl"
          onSave={async (data) => {
            await manager.settings.update.call({ id: pluginId, key, data });
            await queryClient.invalidateQueries({ queryKey: manager.settings.key() });
            toast.success(`${title} is saved`);
          }}
        />
      </CardBody>
      {historyOpen && <SettingHistory pluginId={pluginId} setting={setting} onClose={() => setHistoryOpen(false)} />}
    </Card>
  );
}
