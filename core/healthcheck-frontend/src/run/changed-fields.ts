import type { FieldDescriptor } from "@checkstack/healthcheck-common";
import { foundFields } from "./found-fields.ts";

/** A field that another run found otherwise. */
export interface ChangedField {
  readonly label: string;
  /** Undefined where it was not there. */
  readonly before: string | undefined;
  readonly now: string | undefined;
}

/** What two runs found differently, part by part. Times are left out: they differ always, and have a chart of their own. */
export function changedFields(
  before: Readonly<Record<string, unknown>>,
  now: Readonly<Record<string, unknown>>,
  descriptors: readonly FieldDescriptor[],
): ChangedField[] {
  const [old, current] = [textsOf(before, descriptors), textsOf(now, descriptors)];
  return [...new Set([...current.keys(), ...old.keys()])]
    .map((label) => ({ label, before: old.get(label), now: current.get(label) }))
    .filter((field) => field.before !== field.now);
}

const textsOf = (fields: Readonly<Record<string, unknown>>, descriptors: readonly FieldDescriptor[]) =>
  new Map(
    foundFields(fields, descriptors)
      .filter(({ field, path }) => field.unit !== "ms" && !ALWAYS_NEW.has(path.toLowerCase()))
      .map(({ label, text }) => [label, text]),
  );

/** Headers that are different in every answer (RFC 9110, RFC 9111). */
const ALWAYS_NEW = new Set(["date", "age", "expires", "last-modified", "set-cookie", "x-request-id"]);
