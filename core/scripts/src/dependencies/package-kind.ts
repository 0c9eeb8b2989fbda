/** What a package is: the suffix of its name, and `checkstack.type` in its package.json. */
export type PackageKind = (typeof packageKinds)[number];

export const packageKinds = ["common", "node", "backend", "react", "frontend", "tool"] as const;

/** The law of the workspace: what each kind may depend on. */
export const mayDependOn: Record<PackageKind, readonly PackageKind[]> = {
  common: ["common"],
  // A back end never depends on another: that one could live in another process.
  node: ["common", "node"],
  backend: ["common", "node"],
  react: ["common", "react"],
  frontend: ["common", "react", "frontend"],
  tool: packageKinds,
};

export const runsInBrowsers = (kind: PackageKind): boolean => ["common", "react", "frontend"].includes(kind);

/** Help for tests, which only tests and other help for tests may use. */
export const isTestUtility = (name: string): boolean => name.startsWith("@checkstack/test-utils-");

/** Packages of the core whose name is no `<name>-<kind>`. */
const named: Record<string, PackageKind> = {
  common: "common",
  backend: "backend",
  frontend: "frontend",
  "backend-api": "node",
  "frontend-api": "react",
  ui: "react",
  "test-utils-backend": "node",
  "test-utils-frontend": "react",
};

/** The kind that a package's name promises; undefined when it promises none. */
export function kindByName(name: string): PackageKind | undefined {
  const short = name.replace(/^@[^/]+\//, "");
  if (Object.hasOwn(named, short)) return named[short];
  return packageKinds.find((kind) => short.endsWith(`-${kind}`));
}

/** Says why a package may not depend on another, and what to do instead. */
export function kindAdvice(from: PackageKind, to: { readonly name: string; readonly kind: PackageKind }): string {
  const law = `a ${from} package may not depend on ${to.name}, which is a ${to.kind} package`;
  if (from === "common") return `${law}; move what both need into a -common package`;
  if (to.kind === "backend" && !runsInBrowsers(from)) {
    return `${law} and could run in another process; call its contract from its -common package with rpc(), or move shared code into a -node package`;
  }
  if (to.kind === "tool")
    return `${law} and runs only on developers' machines; move shared code into a package of another kind`;
  return `${law}, from the other side of the network; share types in a -common package and call a contract`;
}
