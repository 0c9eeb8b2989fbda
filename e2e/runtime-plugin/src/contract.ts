import { createContract, procedure } from "@checkstack/common";
import * as z from "zod";

/** Nobody answers it; that it is there brings what every contract is made of. */
export const tallyContract = createContract(
  { pluginId: "tally", displayName: "Tally" },
  { count: procedure.meta({ access: "public" }).output(z.object({ count: z.number().int() })) },
);
