import { usePageMeta } from "@checkstack/frontend-api";
import { pluginSourceSchema, type PluginSource } from "@checkstack/pluginmanager-common";
import { useLocation, useNavigate } from "react-router";
import * as z from "zod";
import { pluginsPath } from "../shared/paths.ts";
import { ChooseSource } from "./choose-source.tsx";
import { PreviewStage } from "./preview-stage.tsx";

const CRUMBS = [{ title: "Plugins", path: pluginsPath }];

/** From where a package comes to the moment it runs. The chosen source is part of the history: back leads to the choice. */
export default function InstallPage() {
  usePageMeta({ title: "Install a plugin", crumbs: CRUMBS });
  const { state, search } = useLocation();
  const navigate = useNavigate();
  const chosen = chosenSchema.safeParse(state);
  if (chosen.success) {
    const { source } = chosen.data;
    return <PreviewStage key={JSON.stringify(source)} source={source} onBack={() => void navigate(-1)} />;
  }
  const choose = (source: PluginSource) => void navigate({ search }, { state: { source } });
  return <ChooseSource onChoose={choose} />;
}

/** What a link to this page may bring along. */
const chosenSchema = z.object({ source: pluginSourceSchema });
