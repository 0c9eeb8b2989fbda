import { usePageMeta } from "@checkstack/frontend-api";
import { PageHeader, toast } from "@checkstack/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useSearchParams } from "react-router";
import { useCatalog } from "../shared/clients.ts";
import { systemPath, systemsPath } from "../shared/paths.ts";
import { SystemForm } from "./system-form.tsx";
import { newSystemValues } from "./system-values.ts";

export default function NewSystemPage() {
  usePageMeta({ title: "Add a system", crumbs: [{ title: "Systems", path: systemsPath }] });
  const catalog = useCatalog();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const [parameters] = useSearchParams();
  const { mutateAsync: create } = useMutation(catalog.systems.create.mutationOptions());
  return (
    <>
      <PageHeader title="Add a system" description="A name is enough. What checks it comes next." />
      <SystemForm
        initial={newSystemValues(parameters.get("group"))}
        action="Add system"
        cancelPath={systemsPath}
        send={async (input) => {
          const system = await create(input);
          queryClient.setQueryData(catalog.systems.get.queryKey({ input: { id: system.id } }), system);
          void queryClient.invalidateQueries({ queryKey: catalog.systems.list.key() });
          toast.success(`“${system.name}” is added`);
          await navigate(systemPath(system.id));
        }}
      />
    </>
  );
}
