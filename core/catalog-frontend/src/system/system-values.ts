import { systemInputSchema, type Link, type System } from "@checkstack/catalog-common";
import { NO_PLACE, placeId } from "../shared/place-options.ts";

/** What the form of a system holds. */
export interface SystemValues {
  name: string;
  description: string;
  owner: string;
  groupId: string;
  environmentId: string;
  tags: string[];
  links: readonly Link[];
}

/** An empty form, in a group when it was opened from one. */
export const newSystemValues = (groupId: string | null): SystemValues => ({
  name: "",
  description: "",
  owner: "",
  groupId: groupId ?? NO_PLACE,
  environmentId: NO_PLACE,
  tags: [],
  links: [],
});

export const valuesOfSystem = (system: System): SystemValues => ({
  name: system.name,
  description: system.description,
  owner: system.owner,
  groupId: system.groupId ?? NO_PLACE,
  environmentId: system.environmentId ?? NO_PLACE,
  tags: [...system.tags],
  links: system.links,
});

/** As the server takes it. Links without a word in them are left out. */
export const systemInput = (values: SystemValues) => ({
  ...values,
  groupId: placeId(values.groupId),
  environmentId: placeId(values.environmentId),
  links: values.links.filter((link) => !isEmpty(link)),
});

/** What is wrong, by path in the form. */
export function checkSystem(values: SystemValues): Record<string, string> {
  const result = systemInputSchema.safeParse({ ...systemInput(values), links: values.links });
  const errors: Record<string, string> = {};
  for (const { path, message } of result.error?.issues ?? []) {
    const [field, index] = path;
    if (field === "links" && typeof index === "number" && isEmpty(values.links[index])) continue;
    if (field === "tags" && typeof index === "number") errors["tags"] ??= `“${values.tags[index]}” ${message}`;
    else errors[path.join(".")] ??= message;
  }
  return errors;
}

const isEmpty = (link: Link | undefined): boolean => !link || (link.label.trim() === "" && link.url.trim() === "");
