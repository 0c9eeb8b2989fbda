import type { PluginSource } from "@checkstack/pluginmanager-common";
import { useQuery } from "@tanstack/react-query";
import { useManager } from "../shared/clients.ts";
import { repositoryOf } from "./repository-of.ts";
import { SourceForm } from "./source-form.tsx";

/** A file of a release on GitHub, or on a GitHub Enterprise server. */
export function GithubTab({ onChoose }: { onChoose(source: PluginSource): void }) {
  const { data: sources } = useQuery(useManager().sources.get.queryOptions());
  return (
    <SourceForm
      type="github"
      fields={[
        {
          name: "repository",
          label: "Repository",
          hint: "Owner and name, or the repository's address.",
          placeholder: "acme/weather",
          read: repositoryOf,
        },
        { name: "tag", label: "Release", hint: "Its tag; the latest release when empty.", placeholder: "v1.2.0" },
        {
          name: "asset",
          label: "File",
          hint: "The only .tgz of the release when empty.",
          placeholder: "weather-1.2.0.tgz",
        },
      ]}
      places={{
        name: "server",
        label: "Server",
        usual: "The first that is configured",
        known: sources?.github,
        none: "No GitHub server is configured.",
      }}
      onChoose={onChoose}
    />
  );
}
