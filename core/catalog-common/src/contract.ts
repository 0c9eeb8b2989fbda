import { createContract, pageOf, pageQuery, procedure } from "@checkstack/common";
import * as z from "zod";
import { access } from "./access.ts";
import {
  environmentInputSchema,
  environmentSchema,
  groupChangeSchema,
  groupInputSchema,
  groupSchema,
  systemChangeSchema,
  systemInputSchema,
  systemSchema,
  tagSchema,
} from "./entities.ts";
import { pluginMetadata } from "./metadata.ts";

const id = z.object({ id: z.string() });
const ids = z.object({ ids: z.array(z.string()).min(1).max(2000) });
const systemErrors = {
  SYSTEM_NOT_FOUND: { status: 404, message: "There is no such system; it may have been deleted.", data: id },
} as const;
const groupErrors = {
  GROUP_NOT_FOUND: { status: 404, message: "There is no such group; it may have been deleted.", data: id },
} as const;
const environmentErrors = {
  ENVIRONMENT_NOT_FOUND: { status: 404, message: "There is no such environment; it may have been deleted.", data: id },
} as const;
const nameTaken = {
  NAME_TAKEN: {
    status: 409,
    message: "This name is taken, perhaps in other capitals; choose another one.",
    data: z.object({ name: z.string() }),
  },
} as const;
const tooDeep = {
  status: 409,
  message: "Groups lie in one another ten deep at most; choose a place further up.",
  data: z.object({ limit: z.number() }),
} as const;
const placing = { ...groupErrors, ...environmentErrors } as const;

const read = procedure.meta({ access: [access.entityRead] });
const manage = procedure.meta({ access: [access.entityManage] });

/** What goes with a deletion: `{ label: "health checks", count: 3 }`. */
export const impactSchema = z.object({ label: z.string(), count: z.number().int() });
export type Impact = z.infer<typeof impactSchema>;

export const catalogContract = createContract(pluginMetadata, {
  systems: {
    list: read
      .route({ method: "GET", path: "/systems", summary: "Systems, by name" })
      .input(
        pageQuery.extend({
          /** Words that must all occur in name, description, owner or tags. */
          search: z.string().max(200).optional(),
          tag: z.string().optional(),
          owner: z.string().optional(),
          /** Systems of this group and of the groups in it. */
          groupId: z.string().optional(),
          environmentId: z.string().optional(),
        }),
      )
      .output(pageOf(systemSchema)),
    get: read
      .route({ method: "GET", path: "/systems/{id}", summary: "One system" })
      .input(id)
      .output(systemSchema)
      .errors(systemErrors),
    create: manage
      .route({ method: "POST", path: "/systems", summary: "Create a system", successStatus: 201 })
      .input(systemInputSchema)
      .output(systemSchema)
      .errors({ ...placing, ...nameTaken }),
    update: manage
      .route({ method: "PATCH", path: "/systems/{id}", summary: "Change a system" })
      .input(systemChangeSchema.extend(id.shape))
      .output(systemSchema)
      .errors({ ...systemErrors, ...placing, ...nameTaken }),
    delete: manage
      .route({ method: "DELETE", path: "/systems/{id}", summary: "Delete a system and what belongs to it" })
      .input(id)
      .output(z.void())
      .errors(systemErrors),
    /** What goes with these systems, from every plugin that keeps something for them. */
    deletionImpact: read
      .route({
        method: "POST",
        path: "/systems/deletion-impact",
        summary: "What deleting systems would delete with them",
      })
      .input(ids)
      .output(z.array(impactSchema)),
    bulkUpdate: manage
      .route({ method: "POST", path: "/systems/bulk-update", summary: "Change many systems" })
      .input(
        ids.extend({
          addTags: z.array(tagSchema).max(50).default([]),
          removeTags: z.array(tagSchema).max(50).default([]),
          owner: z.string().trim().max(100).optional(),
          groupId: z.string().nullable().optional(),
          environmentId: z.string().nullable().optional(),
        }),
      )
      .output(z.object({ changed: z.number().int() }))
      .errors(placing),
    bulkDelete: manage
      .route({ method: "POST", path: "/systems/bulk-delete", summary: "Delete many systems" })
      .input(ids)
      .output(z.object({ deleted: z.number().int() })),
  },
  groups: {
    list: read
      .route({ method: "GET", path: "/groups", summary: "All groups" })
      .input(pageQuery)
      .output(pageOf(groupSchema)),
    get: read
      .route({ method: "GET", path: "/groups/{id}", summary: "One group" })
      .input(id)
      .output(groupSchema)
      .errors(groupErrors),
    create: manage
      .route({ method: "POST", path: "/groups", summary: "Create a group", successStatus: 201 })
      .input(groupInputSchema)
      .output(groupSchema)
      .errors({ ...groupErrors, ...nameTaken, GROUP_TOO_DEEP: tooDeep }),
    update: manage
      .route({ method: "PATCH", path: "/groups/{id}", summary: "Change or move a group" })
      .input(groupChangeSchema.extend(id.shape))
      .output(groupSchema)
      .errors({
        ...groupErrors,
        ...nameTaken,
        GROUP_CYCLE: { status: 409, message: "A group cannot lie in itself or in one of its own groups." },
        GROUP_TOO_DEEP: tooDeep,
      }),
    delete: manage
      .route({ method: "DELETE", path: "/groups/{id}", summary: "Delete a group; its systems and groups move up" })
      .input(id)
      .output(z.void())
      .errors(groupErrors),
  },
  environments: {
    list: read
      .route({ method: "GET", path: "/environments", summary: "All environments" })
      .output(z.array(environmentSchema)),
    create: manage
      .route({ method: "POST", path: "/environments", summary: "Create an environment", successStatus: 201 })
      .input(environmentInputSchema)
      .output(environmentSchema)
      .errors(nameTaken),
    update: manage
      .route({ method: "PATCH", path: "/environments/{id}", summary: "Rename an environment" })
      .input(environmentInputSchema.extend(id.shape))
      .output(environmentSchema)
      .errors({ ...environmentErrors, ...nameTaken }),
    delete: manage
      .route({
        method: "DELETE",
        path: "/environments/{id}",
        summary: "Delete an environment; its systems stay, without one",
      })
      .input(id)
      .output(z.void())
      .errors(environmentErrors),
  },
  tags: read
    .route({ method: "GET", path: "/tags", summary: "Tags in use, most used first" })
    .output(z.array(z.object({ tag: z.string(), systemCount: z.number().int() }))),
});
