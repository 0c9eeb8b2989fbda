/** Calls a procedure of a client whose contract is not known here, by its path. */
export async function callByPath(
  client: object,
  path: readonly string[],
  input: unknown,
  options: object,
): Promise<unknown> {
  let at: unknown = client;
  for (const step of path) at = hasProperties(at) ? Reflect.get(at, step) : undefined;
  if (typeof at !== "function") throw new Error(`there is no procedure "${path.join(".")}"`);
  return Reflect.apply(at, undefined, [input, options]);
}

/** Clients are functions with properties. */
const hasProperties = (value: unknown): value is object =>
  typeof value === "function" || (typeof value === "object" && value !== null);
