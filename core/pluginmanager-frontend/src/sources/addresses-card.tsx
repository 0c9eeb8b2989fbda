import type { SourceSettings } from "@checkstack/pluginmanager-common";
import { Card, CardBody, CardHeader, Switch, toast } from "@checkstack/ui";
import { useState } from "react";
import { useSaveSources } from "./use-save-sources.ts";

/** Whether sources may stand in private networks. */
export function AddressesCard({ settings }: { settings: SourceSettings }) {
  const save = useSaveSources();
  const [pending, setPending] = useState(false);
  const change = async (allowPrivateAddresses: boolean) => {
    setPending(true);
    try {
      await save({ ...settings, allowPrivateAddresses });
      toast.success(allowPrivateAddresses ? "Private networks are allowed" : "Private networks are refused");
    } catch (error) {
      toast.error("This could not be changed", error);
    } finally {
      setPending(false);
    }
  };
  return (
    <Card aria-label="Addresses">
      <CardHeader title="Addresses" />
      <CardBody>
        <Switch
          label="Sources may be in private networks"
          hint="For a registry of your own. Addresses of cloud metadata are never asked, whatever is said here."
          checked={settings.allowPrivateAddresses}
          disabled={pending}
          onCheckedChange={(allowed) => void change(allowed)}
        />
      </CardBody>
    </Card>
  );
}
