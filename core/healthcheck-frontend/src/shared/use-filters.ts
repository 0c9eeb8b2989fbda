import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";

/** Filters that live in the address, so that they can be shared and the back button works. */
export interface Filters<Name extends string> {
  readonly values: Readonly<Record<Name, string>>;
  /** Whether any of them is set. */
  readonly active: boolean;
  /** An empty text takes the filter away. Nothing new to go back to: it is the same page. */
  set(name: Name, value: string): void;
  clear(): void;
}

/** `names` must stay the same array. */
export function useFilters<Name extends string>(names: readonly Name[]): Filters<Name> {
  const [parameters, setParameters] = useSearchParams();
  const values = useMemo(() => valuesOf(names, parameters), [names, parameters]);
  const set = useCallback(
    (name: Name, value: string) =>
      setParameters((current) => withParameter(current, name, value), { replace: true, preventScrollReset: true }),
    [setParameters],
  );
  const clear = useCallback(
    () =>
      setParameters((current) => names.reduce((rest, name) => withParameter(rest, name, ""), current), {
        replace: true,
        preventScrollReset: true,
      }),
    [setParameters, names],
  );
  return { values, active: names.some((name) => values[name] !== ""), set, clear };
}

function valuesOf<Name extends string>(names: readonly Name[], parameters: URLSearchParams): Record<Name, string> {
  return Object.assign({}, ...names.map((name) => ({ [name]: parameters.get(name) ?? "" })));
}

function withParameter(parameters: URLSearchParams, name: string, value: string): URLSearchParams {
  const next = new URLSearchParams(parameters);
  if (value === "") next.delete(name);
  else next.set(name, value);
  return next;
}
