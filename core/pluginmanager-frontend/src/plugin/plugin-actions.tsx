import type { InstalledPackage, PluginDetail } from "@checkstack/pluginmanager-common";
import { Button, ConfirmDialog, DropdownMenu, IconButton, MenuItem, MenuSeparator } from "@checkstack/ui";
import { ArrowUpCircle, Ellipsis, Power, PowerOff, Trash2 } from "lucide-react";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import type { OperationControl } from "../operation/use-operation.ts";
import { useManager } from "../shared/clients.ts";
import { installPath } from "../shared/paths.ts";
import { newestOf } from "../shared/source-words.ts";
import { NeededDialog } from "./needed-dialog.tsx";
import { UninstallDialog } from "./uninstall-dialog.tsx";

export interface PluginActionsProps {
  plugin: PluginDetail;
  installed: InstalledPackage;
  operation: OperationControl;
}

/** What can be done with an installed plugin. It is done with its whole package. */
export function PluginActions({ plugin, installed, operation }: PluginActionsProps) {
  const [asking, setAsking] = useState<"disable" | "uninstall">();
  const manager = useManager();
  const navigate = useNavigate();
  const { id, displayName, dependents } = plugin;
  const source = newestOf(installed.source);
  const subject = installed.pluginIds.length > 1 ? installed.name : displayName;
  return (
    <>
      {plugin.state === "disabled" ? (
        <Button
          look="primary"
          onClick={() =>
            void operation.start("enable", (operationId) => manager.plugins.enable.call({ id, operationId }))
          }
        >
          <Power aria-hidden /> Enable
        </Button>
      ) : (
        <Button onClick={() => setAsking("disable")}>
          <PowerOff aria-hidden /> Disable
        </Button>
      )}
      <Button asChild>
        <Link to={source ? installPath : `${installPath}?from=upload`} {...(source && { state: { source } })}>
          <ArrowUpCircle aria-hidden /> {source ? "Look for a newer version" : "Upload a newer version"}
        </Link>
      </Button>
      <DropdownMenu
        trigger={
          <IconButton label="More" look="secondary">
            <Ellipsis aria-hidden />
          </IconButton>
        }
      >
        <MenuItem onSelect={() => void navigate("?tab=versions")}>Roll back…</MenuItem>
        <MenuSeparator />
        <MenuItem tone="danger" onSelect={() => setAsking("uninstall")}>
          <Trash2 aria-hidden /> Uninstall…
        </MenuItem>
      </DropdownMenu>
      <ConfirmDialog
        open={asking === "disable" && dependents.length === 0}
        onOpenChange={(open) => !open && setAsking(undefined)}
        title={`Disable ${subject}?`}
        description="It stops at once, and its pages go. Its settings and its data stay, and it can be enabled again."
        confirmLabel="Disable"
        tone="normal"
        onConfirm={() =>
          void operation.start("disable", (operationId) => manager.plugins.disable.call({ id, operationId }))
        }
      />
      {asking === "disable" && dependents.length > 0 && (
        <NeededDialog
          title={`${subject} cannot be disabled yet`}
          dependents={dependents}
          onClose={() => setAsking(undefined)}
        />
      )}
      {asking === "uninstall" && (
        <UninstallDialog
          pluginId={id}
          onClose={() => setAsking(undefined)}
          onConfirm={(answer) => {
            setAsking(undefined);
            void operation.start("uninstall", (operationId) =>
              manager.plugins.uninstall.call({ id, operationId, ...answer }),
            );
          }}
        />
      )}
    </>
  );
}
