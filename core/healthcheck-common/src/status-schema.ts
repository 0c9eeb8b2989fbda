import * as z from "zod";
import { checkStatuses, runStatuses } from "./status.ts";

export const runStatusSchema = z.enum(runStatuses);
export const checkStatusSchema = z.enum(checkStatuses);
