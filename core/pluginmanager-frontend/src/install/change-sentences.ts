import type { PackageChanges } from "@checkstack/pluginmanager-common";

/** What an upgrade changes in what a package may do, what is new first. */
export function changeSentences(changes: PackageChanges): { tone: "more" | "less"; sentence: string }[] {
  const tell = (tone: "more" | "less", side: "added" | "removed") =>
    KINDS.flatMap(([kind, words]) => changes[kind][side].map((id) => ({ tone, sentence: `${words} ${id}` })));
  return [...tell("more", "added"), ...tell("less", "removed")];
}

const KINDS = [
  ["calls", "calls the plugin"],
  ["accessRules", "has the access rule"],
  ["extensions", "extends"],
  ["plugins", "contains the plugin"],
] as const;
