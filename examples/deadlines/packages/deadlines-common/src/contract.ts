import { createContract, procedure } from "@checkstack/common";
import * as z from "zod";
import { access } from "./access.ts";
import { deadlineInputSchema, deadlineSchema } from "./deadline.ts";
import { pluginMetadata } from "./metadata.ts";

const id = z.object({ id: z.string() });

export const deadlinesContract = createContract(pluginMetadata, {
  list: procedure
    .meta({ access: [access.deadlineRead] })
    .route({ method: "GET", path: "/deadlines", summary: "The next 500 deadlines, the nearest first" })
    .input(z.object({ systemId: z.string().optional() }))
    .output(z.array(deadlineSchema)),
  add: procedure
    .meta({ access: [access.deadlineManage] })
    .route({ method: "POST", path: "/deadlines", summary: "Add a deadline to a system", successStatus: 201 })
    .input(deadlineInputSchema)
    .output(deadlineSchema),
  remove: procedure
    .meta({ access: [access.deadlineManage] })
    .route({ method: "DELETE", path: "/deadlines/{id}", summary: "Remove a deadline", successStatus: 204 })
    .input(id)
    .output(z.void())
    .errors({ DEADLINE_NOT_FOUND: { status: 404, data: id } }),
});
