import { plural } from "@checkstack/frontend-api";
import type { System } from "@checkstack/catalog-common";
import { Combobox, Field, FormDialog, useForm } from "@checkstack/ui";
import { environmentOptions, groupOptions, NO_PLACE, placeId } from "../shared/place-options.ts";
import { usePlaces } from "../shared/use-places.ts";
import { useBulkUpdate } from "./use-bulk-update.ts";

export interface BulkPlaceDialogProps {
  systems: readonly System[];
  place: "group" | "environment";
  onClose(): void;
}

export function BulkPlaceDialog({ systems, place, onClose }: BulkPlaceDialogProps) {
  const update = useBulkUpdate(systems);
  const { tree, environments } = usePlaces();
  const count = plural(systems.length, "system");
  const isGroup = place === "group";
  const form = useForm({
    initial: { place: NO_PLACE },
    send: async (values) => {
      const id = placeId(values.place);
      await update(isGroup ? { groupId: id } : { environmentId: id });
      onClose();
    },
    fieldOfCode: { GROUP_NOT_FOUND: "place", ENVIRONMENT_NOT_FOUND: "place" },
  });
  return (
    <FormDialog
      size="sm"
      title={isGroup ? `Move ${count} to a group` : `Set the environment of ${count}`}
      submitLabel={isGroup ? "Move" : "Set environment"}
      form={form}
      onClose={onClose}
    >
      <Field label={isGroup ? "Group" : "Environment"} error={form.errors["place"]}>
        <Combobox
          value={form.values.place}
          onValueChange={(chosen) => form.set("place", chosen)}
          options={
            isGroup
              ? groupOptions(tree, { none: "No group" })
              : environmentOptions(environments, { none: "No environment" })
          }
        />
      </Field>
    </FormDialog>
  );
}
