import type { Group } from "@checkstack/catalog-common";
import { Combobox, Field, FormDialog, Input, toast, useForm } from "@checkstack/ui";
import { useQueryClient } from "@tanstack/react-query";
import { useCatalog } from "../shared/clients.ts";
import { withinGroup } from "../shared/group-tree.ts";
import { groupOptions, NO_PLACE, placeId } from "../shared/place-options.ts";
import { usePlaces } from "../shared/use-places.ts";

export interface GroupDialogProps {
  /** Absent to create one. */
  group?: Group;
  parentId: string | null;
  onClose(): void;
}

export function GroupDialog({ group, parentId, onClose }: GroupDialogProps) {
  const catalog = useCatalog();
  const queryClient = useQueryClient();
  const { tree } = usePlaces();
  const form = useForm({
    initial: { name: group?.name ?? "", description: group?.description ?? "", parentId: parentId ?? NO_PLACE },
    check: ({ name }) => ({ name: name.trim() === "" ? "must not be empty" : undefined }),
    send: async (values) => {
      const input = { ...values, parentId: placeId(values.parentId) };
      await (group ? catalog.groups.update.call({ id: group.id, ...input }) : catalog.groups.create.call(input));
      await queryClient.invalidateQueries({ queryKey: catalog.groups.key() });
      toast.success(group ? `“${values.name}” is saved` : `The group “${values.name}” is created`);
      onClose();
    },
    fieldOfCode: {
      NAME_TAKEN: "name",
      GROUP_NOT_FOUND: "parentId",
      GROUP_CYCLE: "parentId",
      GROUP_TOO_DEEP: "parentId",
    },
  });
  return (
    <FormDialog
      form={form}
      onClose={onClose}
      submitLabel={group ? "Save" : "Create group"}
      size="sm"
      title={group ? `Change “${group.name}”` : "Create a group"}
    >
      <Field label="Name" required error={form.errors["name"]}>
        <Input
          value={form.values.name}
          onChange={(event) => form.set("name", event.target.value)}
          autoComplete="off"
          maxLength={100}
        />
      </Field>
      <Field label="Description" error={form.errors["description"]}>
        <Input
          value={form.values.description}
          onChange={(event) => form.set("description", event.target.value)}
          autoComplete="off"
          maxLength={2000}
        />
      </Field>
      <Field label="Inside" error={form.errors["parentId"]}>
        <Combobox
          value={form.values.parentId}
          onValueChange={(chosen) => form.set("parentId", chosen)}
          options={groupOptions(tree, {
            none: "No other group",
            ...(group && { except: withinGroup(tree, group.id) }),
          })}
        />
      </Field>
    </FormDialog>
  );
}
