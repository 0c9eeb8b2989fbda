import { Input } from "@checkstack/ui";
import { useQuery } from "@tanstack/react-query";
import { useId, useMemo } from "react";
import { useCatalog } from "./clients.ts";
import { allSystems } from "./lists.ts";

export interface OwnerInputProps {
  value: string;
  onChange(owner: string): void;
}

/** Who answers for it, in the words of the house; owners of other systems are suggested. */
export function OwnerInput({ value, onChange }: OwnerInputProps) {
  const listId = useId();
  const { data } = useQuery(allSystems(useCatalog()));
  const owners = useMemo(
    () => [...new Set(data?.map(({ owner }) => owner))].filter(Boolean).toSorted((a, b) => a.localeCompare(b, "en")),
    [data],
  );
  return (
    <>
      <Input
        value={value}
        onChange={(event) => onChange(event.target.value)}
        list={listId}
        autoComplete="off"
        maxLength={100}
        placeholder="Payments team"
      />
      <datalist id={listId}>
        {owners.map((owner) => (
          <option key={owner}>{owner}</option>
        ))}
      </datalist>
    </>
  );
}
