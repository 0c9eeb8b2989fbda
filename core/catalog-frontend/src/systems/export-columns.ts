import type { System } from "@checkstack/catalog-common";
import type { ExportColumn } from "@checkstack/ui";
import { pathText } from "../shared/group-tree.ts";
import type { Places } from "../shared/use-places.ts";

/** What an export of systems has. */
export const exportColumns = ({ groups, environmentNames }: Places): ExportColumn<System>[] => [
  { header: "id", value: ({ id }) => id },
  { header: "name", value: ({ name }) => name },
  { header: "description", value: ({ description }) => description },
  { header: "owner", value: ({ owner }) => owner },
  { header: "group", value: ({ groupId }) => pathText(groups.get(groupId ?? "")?.path ?? []) },
  { header: "environment", value: ({ environmentId }) => environmentNames.get(environmentId ?? "") ?? "" },
  { header: "tags", value: ({ tags }) => tags.join(" ") },
  { header: "links", value: ({ links }) => links.map(({ url }) => url).join(" ") },
  { header: "createdAt", value: ({ createdAt }) => createdAt },
  { header: "updatedAt", value: ({ updatedAt }) => updatedAt },
];
