import type { Check } from "@checkstack/healthcheck-common";

/** What a check asks, in a few characters: its address or host, as far as its configuration has one. */
export function targetText({ config }: Pick<Check, "config">): string {
  const { url, host, hostname, port, name } = config;
  if (typeof url === "string") return url;
  const target = [host, hostname, name].find((value) => typeof value === "string");
  if (typeof target !== "string") return "";
  return typeof port === "number" ? `${target}:${port}` : target;
}
