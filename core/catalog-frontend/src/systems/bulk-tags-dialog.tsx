import { plural } from "@checkstack/frontend-api";
import type { System } from "@checkstack/catalog-common";
import { Checkbox, Field, FieldError, FormDialog, useForm } from "@checkstack/ui";
import { checkTags } from "../shared/check-tags.ts";
import { TagInput } from "../shared/tag-input.tsx";
import { countTags } from "./filter-options.ts";
import { useBulkUpdate } from "./use-bulk-update.ts";

export interface BulkTagsDialogProps {
  systems: readonly System[];
  action: "add" | "remove";
  onClose(): void;
}

export const BulkTagsDialog = ({ action, ...rest }: BulkTagsDialogProps) =>
  action === "add" ? <AddTags {...rest} /> : <RemoveTags {...rest} />;

type TagsDialogProps = Omit<BulkTagsDialogProps, "action">;

function AddTags({ systems, onClose }: TagsDialogProps) {
  const form = useTagsForm({ systems, onClose, action: "add" });
  return (
    <FormDialog
      size="sm"
      title={`Add tags to ${plural(systems.length, "system")}`}
      submitLabel="Add tags"
      form={form}
      onClose={onClose}
    >
      <Field label="Tags" hint="Enter or comma after each one." error={form.errors["tags"]}>
        <TagInput initialTags={NO_TAGS.tags} onChange={(tags) => form.set("tags", tags)} />
      </Field>
    </FormDialog>
  );
}

function RemoveTags({ systems, onClose }: TagsDialogProps) {
  const form = useTagsForm({ systems, onClose, action: "remove" });
  const { tags } = form.values;
  const present = countTags(systems);
  return (
    <FormDialog
      size="sm"
      title={`Remove tags from ${plural(systems.length, "system")}`}
      submitLabel="Remove tags"
      form={form}
      onClose={onClose}
    >
      {present.length === 0 ? (
        <p className="text-sm text-text-muted">None of them has a tag.</p>
      ) : (
        <fieldset className="flex min-w-0 flex-col gap-2">
          <legend className="mb-2 text-sm font-medium">Tags that they have</legend>
          {present.map(({ value, count }) => (
            <Checkbox
              key={value}
              label={value}
              hint={`on ${plural(count, "system")}`}
              checked={tags.includes(value)}
              onCheckedChange={(checked) =>
                form.set("tags", checked === true ? [...tags, value] : tags.filter((tag) => tag !== value))
              }
            />
          ))}
        </fieldset>
      )}
      {form.errors["tags"] && <FieldError>{form.errors["tags"]}</FieldError>}
    </FormDialog>
  );
}

const NO_TAGS: { tags: string[] } = { tags: [] };

function useTagsForm({ systems, onClose, action }: BulkTagsDialogProps) {
  const update = useBulkUpdate(systems);
  return useForm({
    initial: NO_TAGS,
    check: ({ tags }) => ({ tags: tags.length === 0 ? "choose at least one" : checkTags(tags) }),
    send: async ({ tags }) => {
      await update(action === "add" ? { addTags: tags } : { removeTags: tags });
      onClose();
    },
  });
}
