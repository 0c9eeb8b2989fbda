import type { SourceSettings } from "@checkstack/pluginmanager-common";
import { GitBranch, LibraryBig, Package, type LucideIcon } from "lucide-react";

/** One kind of source: where its entries stand in the settings, and the form of one of them. */
export interface SourceKind {
  readonly list: "registries" | "github" | "catalogs";
  readonly title: string;
  readonly description: string;
  readonly icon: LucideIcon;
  /** What one of them is called, after "Add a". */
  readonly noun: string;
  /** JSON Schema of an entry's form; its id is made from its name. */
  readonly schema: Readonly<Record<string, unknown>>;
}

const name = { type: "string", title: "Name", minLength: 1, maxLength: 100 };
const token = {
  type: "string",
  title: "Token",
  description: "Needed for what is private. It is kept encrypted and is never shown again.",
  maxLength: 2000,
  "x-secret": true,
};
const address = { type: "string", format: "uri", maxLength: 500 };

export const sourceKinds: readonly SourceKind[] = [
  {
    list: "registries",
    title: "npm registries",
    description: "Public or private",
    icon: Package,
    noun: "registry",
    schema: {
      type: "object",
      required: ["name", "url"],
      properties: {
        name,
        url: { ...address, title: "Address", "x-placeholder": "https://registry.example.org" },
        scopes: {
          type: "array",
          title: "Scopes",
          description:
            "Packages of these scopes come from here alone. The first registry without scopes has all others.",
          maxItems: 50,
          items: { type: "string", title: "Scope", "x-placeholder": "@acme" },
        },
        token,
      },
    },
  },
  {
    list: "github",
    title: "GitHub",
    description: "Files of releases, of GitHub itself or of an Enterprise server",
    icon: GitBranch,
    noun: "server",
    schema: {
      type: "object",
      required: ["name", "apiUrl"],
      properties: {
        name,
        apiUrl: {
          ...address,
          title: "Address of the API",
          description: "https://api.github.com, or https://<host>/api/v3 of an Enterprise server.",
          "x-placeholder": "https://api.github.com",
        },
        token,
      },
    },
  },
  {
    list: "catalogs",
    title: "Catalogs",
    description: "Signed lists of plugins",
    icon: LibraryBig,
    noun: "catalog",
    schema: {
      type: "object",
      required: ["name", "url", "publicKey"],
      properties: {
        name,
        url: {
          ...address,
          title: "Address of the index",
          description: "A file: address is read from the server's disk.",
          "x-placeholder": "https://plugins.example.org/index.json",
        },
        publicKey: {
          type: "string",
          title: "Public key",
          description: "Of whoever signs the index. An index that another key signed is refused.",
          maxLength: 200,
        },
        token,
      },
    },
  },
];

export type SourceEntry = SourceSettings[SourceKind["list"]][number];

/** Where an entry's packages or its index are. */
export const addressOf = (entry: SourceEntry): string => ("apiUrl" in entry ? entry.apiUrl : entry.url);
