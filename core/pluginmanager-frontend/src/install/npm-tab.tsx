import type { PluginSource } from "@checkstack/pluginmanager-common";
import { useQuery } from "@tanstack/react-query";
import { useManager } from "../shared/clients.ts";
import { SourceForm } from "./source-form.tsx";

/** A package of a registry that speaks npm's protocol. */
export function NpmTab({ onChoose }: { onChoose(source: PluginSource): void }) {
  const { data: sources } = useQuery(useManager().sources.get.queryOptions());
  return (
    <SourceForm
      type="npm"
      fields={[
        { name: "package", label: "Package", hint: "Its name, with the scope.", placeholder: "@acme/weather" },
        {
          name: "version",
          label: "Version",
          hint: "A version, a range or a tag; the latest when empty.",
          placeholder: "latest",
        },
      ]}
      places={{
        name: "registry",
        label: "Registry",
        usual: "The one for its scope",
        known: sources?.registries,
        none: "No registry is configured.",
      }}
      onChoose={onChoose}
    />
  );
}
