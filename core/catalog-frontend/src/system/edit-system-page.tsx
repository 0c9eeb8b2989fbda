import type { System } from "@checkstack/catalog-common";
import { usePageMeta } from "@checkstack/frontend-api";
import { PageHeader, toast } from "@checkstack/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { useCatalog } from "../shared/clients.ts";
import { systemPath, systemsPath } from "../shared/paths.ts";
import { SystemForm } from "./system-form.tsx";
import { SystemState } from "./system-states.tsx";
import { valuesOfSystem } from "./system-values.ts";
import { useSystem } from "./use-system.ts";

export default function EditSystemPage() {
  const query = useSystem();
  usePageMeta({
    title: "Edit",
    crumbs: [
      { title: "Systems", path: systemsPath },
      ...(query.state === "known" ? [{ title: query.system.name, path: systemPath(query.system.id) }] : []),
    ],
  });
  if (query.state !== "known") return <SystemState query={query} />;
  const { system } = query;
  return (
    <>
      <PageHeader title={`Edit ${system.name}`} />
      <EditForm key={system.id} system={system} />
    </>
  );
}

/** Begins with the system as it was when the page opened: what others change meanwhile does not take words away. */
function EditForm({ system }: { system: System }) {
  const catalog = useCatalog();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const { mutateAsync: update } = useMutation(catalog.systems.update.mutationOptions());
  return (
    <SystemForm
      initial={valuesOfSystem(system)}
      action="Save"
      cancelPath={systemPath(system.id)}
      send={async (input) => {
        const saved = await update({ id: system.id, ...input });
        queryClient.setQueryData(catalog.systems.get.queryKey({ input: { id: saved.id } }), saved);
        void queryClient.invalidateQueries({ queryKey: catalog.systems.list.key() });
        toast.success(`“${saved.name}” is saved`);
        await navigate(systemPath(saved.id));
      }}
    />
  );
}
