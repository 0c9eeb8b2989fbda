import type { PluginSource } from "@checkstack/pluginmanager-common";
import { PageHeader, Tabs, type Tab } from "@checkstack/ui";
import { useSearchParams } from "react-router";
import { TrustNotice } from "../shared/trust-notice.tsx";
import { CatalogTab } from "./catalog-tab.tsx";
import { GithubTab } from "./github-tab.tsx";
import { NpmTab } from "./npm-tab.tsx";
import { UploadTab } from "./upload-tab.tsx";

type From = "catalog" | "npm" | "upload" | "github";

/** Where the package comes from. */
export function ChooseSource({ onChoose }: { onChoose(source: PluginSource): void }) {
  const [parameters, setParameters] = useSearchParams();
  const tabs: readonly Tab<From>[] = [
    { value: "catalog", label: "Catalog", content: <CatalogTab onChoose={onChoose} /> },
    { value: "npm", label: "npm", content: <NpmTab onChoose={onChoose} /> },
    { value: "upload", label: "Upload", content: <UploadTab onChoose={onChoose} /> },
    { value: "github", label: "GitHub", content: <GithubTab onChoose={onChoose} /> },
  ];
  const asked = parameters.get("from");
  return (
    <>
      <PageHeader
        title="Install a plugin"
        description="Choose where it comes from. You see what it is and what it may do before anything is installed."
      />
      <div className="mb-4">
        <TrustNotice />
      </div>
      <Tabs
        label="Where it comes from"
        tabs={tabs}
        value={tabs.find(({ value }) => value === asked)?.value ?? "catalog"}
        onValueChange={(from) => setParameters(from === "catalog" ? {} : { from }, { replace: true })}
      />
    </>
  );
}
