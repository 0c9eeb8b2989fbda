import { createContract, procedure } from "@checkstack/common";
import * as z from "zod";
import { access } from "./access.ts";
import { pluginMetadata } from "./metadata.ts";

export const itemSchema = z.object({ id: z.string(), title: z.string(), createdAt: z.date() });
export type Item = z.infer<typeof itemSchema>;

export const contract = createContract(pluginMetadata, {
  list: procedure
    .meta({ access: [access.itemRead] })
    .route({ method: "GET", path: "/items", summary: "The newest 100 items" })
    .output(z.array(itemSchema)),
  add: procedure
    .meta({ access: [access.itemManage] })
    .route({ method: "POST", path: "/items", summary: "Add an item", successStatus: 201 })
    .input(z.object({ title: z.string().trim().min(1, "must not be empty").max(200) }))
    .output(itemSchema),
});
