import { Combobox, Field, toast, type ComboboxOption } from "@checkstack/ui";
import { keepPreviousData, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useCatalog, useMayManageSystems } from "../shared/clients.ts";

const SHOWN = 30;
const CREATE = "create a new one";

export interface SystemPickerProps {
  value: string | undefined;
  onValueChange(systemId: string): void;
  error: string | undefined;
}

/** The system that a check belongs to, found by typing, or made on the spot. */
export function SystemPicker({ value, onValueChange, error }: SystemPickerProps) {
  const catalog = useCatalog();
  const mayCreate = useMayManageSystems();
  const [search, setSearch] = useState("");
  const text = search.trim();
  const found = useQuery(
    catalog.systems.list.queryOptions({
      input: { limit: SHOWN, ...(text !== "" && { search: text }) },
      placeholderData: keepPreviousData,
    }),
  );
  const chosen = useQuery(
    catalog.systems.get.queryOptions({ input: { id: value ?? "" }, enabled: value !== undefined }),
  );
  const create = useCreateSystem(onValueChange);

  const known = found.data?.items ?? [];
  const exists = known.some(({ name }) => name.toLowerCase() === text.toLowerCase());
  const current = chosen.data && !known.some(({ id }) => id === chosen.data.id) && text === "" ? [chosen.data] : [];
  const options: ComboboxOption[] = [
    ...[...current, ...known].map(({ id, name, owner }) => ({
      value: id,
      label: name,
      ...(owner !== "" && { description: owner }),
    })),
    ...(mayCreate && text !== "" && !exists
      ? [{ value: CREATE, label: `Create "${text}"`, icon: <Plus aria-hidden /> }]
      : []),
  ];
  return (
    <Field label="System" required error={error} hint="What people see: a service, a site, a database.">
      <Combobox
        value={value}
        options={options}
        placeholder={value !== undefined && chosen.isPending ? "Loading…" : "Choose or create a system"}
        searchPlaceholder={mayCreate ? "Search, or type a new name…" : "Search…"}
        emptyText={emptyText({ error: found.error, mayCreate })}
        onSearchChange={setSearch}
        onValueChange={(id) => (id === CREATE ? create.mutate({ name: text }) : onValueChange(id))}
      />
    </Field>
  );
}

function useCreateSystem(onCreated: (systemId: string) => void) {
  const catalog = useCatalog();
  const queryClient = useQueryClient();
  return useMutation(
    catalog.systems.create.mutationOptions({
      onSuccess(system) {
        queryClient.setQueryData(catalog.systems.get.queryKey({ input: { id: system.id } }), system);
        void queryClient.invalidateQueries({ queryKey: catalog.systems.list.key() });
        onCreated(system.id);
      },
      onError: (error) => toast.error("The system could not be created", error),
    }),
  );
}

const emptyText = ({ error, mayCreate }: { error: Error | null; mayCreate: boolean }): string => {
  if (error) return "The systems could not be loaded.";
  return mayCreate ? "No system yet: type a name to create one." : "No system has this name.";
};
