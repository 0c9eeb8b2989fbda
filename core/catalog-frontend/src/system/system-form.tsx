import { Button, Combobox, Field, FormFailure, Input, Textarea, useForm } from "@checkstack/ui";
import { Link } from "react-router";
import { OwnerInput } from "../shared/owner-input.tsx";
import { environmentOptions, groupOptions } from "../shared/place-options.ts";
import { TagInput } from "../shared/tag-input.tsx";
import { usePlaces } from "../shared/use-places.ts";
import { LinksField } from "./links-field.tsx";
import { checkSystem, systemInput, type SystemValues } from "./system-values.ts";

export interface SystemFormProps {
  initial: SystemValues;
  /** The verb on the button. */
  action: string;
  /** Where to go without saving. */
  cancelPath: string;
  /** Saves it and goes on; a rejection is told in the form. */
  send(input: ReturnType<typeof systemInput>): Promise<unknown>;
}

export function SystemForm({ initial, action, cancelPath, send }: SystemFormProps) {
  const { tree, environments } = usePlaces();
  const { values, set, errors, failure, pending, submit } = useForm({
    initial,
    check: checkSystem,
    send: (filled) => send(systemInput(filled)),
    fieldOfCode: { NAME_TAKEN: "name", GROUP_NOT_FOUND: "groupId", ENVIRONMENT_NOT_FOUND: "environmentId" },
  });
  return (
    <form noValidate onSubmit={submit} className="flex max-w-2xl flex-col gap-5">
      <Field label="Name" required error={errors["name"]}>
        <Input
          value={values.name}
          onChange={(event) => set("name", event.target.value)}
          autoComplete="off"
          maxLength={100}
          placeholder="Web shop"
          // The form is the page.
          // oxlint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
        />
      </Field>
      <Field label="Description" hint="What it does, and for whom." error={errors["description"]}>
        <Textarea
          value={values.description}
          onChange={(event) => set("description", event.target.value)}
          maxLength={2000}
        />
      </Field>
      <div className="grid gap-5 sm:grid-cols-2">
        <Field label="Group" error={errors["groupId"]}>
          <Combobox
            value={values.groupId}
            onValueChange={(groupId) => set("groupId", groupId)}
            options={groupOptions(tree, { none: "No group" })}
          />
        </Field>
        <Field label="Environment" error={errors["environmentId"]}>
          <Combobox
            value={values.environmentId}
            onValueChange={(environmentId) => set("environmentId", environmentId)}
            options={environmentOptions(environments, { none: "No environment" })}
          />
        </Field>
      </div>
      <Field label="Owner" hint="Who answers for it: a person or a team." error={errors["owner"]}>
        <OwnerInput value={values.owner} onChange={(owner) => set("owner", owner)} />
      </Field>
      <Field label="Tags" hint="Enter or comma after each one." error={errors["tags"]}>
        <TagInput initialTags={initial.tags} onChange={(tags) => set("tags", tags)} />
      </Field>
      <LinksField links={values.links} errors={errors} onChange={(links) => set("links", links)} />
      <FormFailure failure={failure} />
      <div className="flex gap-2 border-t border-line pt-4">
        <Button type="submit" look="primary" pending={pending}>
          {action}
        </Button>
        <Button asChild>
          <Link to={cancelPath}>Cancel</Link>
        </Button>
      </div>
    </form>
  );
}
