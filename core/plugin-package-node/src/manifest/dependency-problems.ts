import * as z from "zod";
import { isHostPackage } from "./host-packages.ts";

/**
 * What is wrong with what a package wants installed or run. Nothing of it would ever be done: a packed plugin is complete, and
 * one that is not is told so now and not by a missing module.
 */
export function dependencyProblems(packageJson: unknown): string[] {
  const parsed = fieldsSchema.safeParse(packageJson);
  if (!parsed.success)
    return parsed.error.issues.map(({ path }) => `package.json, field "${path.join(".")}": has a wrong form.`);
  const fields = parsed.data;
  return [
    ...INSTALLED.flatMap((field) => leftOver(field, Object.entries(fields[field] ?? {}))),
    ...BUNDLED.filter((field) => !isEmpty(fields[field])).map(
      (field) => `package.json, field "${field}": packages within a package are not taken; ${PACK}.`,
    ),
    ...Object.entries(fields.peerDependencies ?? {}).flatMap(([name, range]) => peerProblems(name, range)),
    ...Object.entries(fields.devDependencies ?? {}).flatMap(([name, range]) =>
      isRange(range)
        ? []
        : [
            `package.json, field "devDependencies.${name}": ${shown(range)} means nothing outside of the author's machine; ${PACK}.`,
          ],
    ),
    ...Object.keys(fields.scripts ?? {})
      .filter((script) => LIFECYCLE.has(script))
      .map((script) => `package.json, field "scripts.${script}": scripts of plugins are never run; remove it.`),
    ...(fields.trustedDependencies === undefined
      ? []
      : ['package.json, field "trustedDependencies": scripts of packages are never run; remove it.']),
  ];
}

const ranges = z.record(z.string(), z.string()).optional();
const fieldsSchema = z.object({
  dependencies: ranges,
  optionalDependencies: ranges,
  peerDependencies: ranges,
  devDependencies: ranges,
  bundledDependencies: z.unknown().optional(),
  bundleDependencies: z.unknown().optional(),
  scripts: z.record(z.string(), z.unknown()).optional(),
  trustedDependencies: z.unknown().optional(),
});

const INSTALLED = ["dependencies", "optionalDependencies"] as const;
const BUNDLED = ["bundledDependencies", "bundleDependencies"] as const;
const PACK = "plugin-pack makes what a plugin uses a part of its files";
/** What package managers run of a package that they install. */
const LIFECYCLE = new Set([
  "preinstall",
  "install",
  "postinstall",
  "preprepare",
  "prepare",
  "postprepare",
  "dependencies",
]);

function leftOver(field: string, dependencies: readonly (readonly [string, string])[]): string[] {
  return dependencies.map(([name, range]) => {
    const at = `package.json, field "${field}.${name.slice(0, 100)}"`;
    if (isHostPackage(name)) return `${at}: the platform gives ${name}; make it a peer dependency, and ${PACK}.`;
    if (!isRange(range)) return `${at}: ${shown(range)} means nothing outside of the author's machine; ${PACK}.`;
    return `${at}: a plugin is installed without its dependencies; ${PACK}.`;
  });
}

function peerProblems(name: string, range: string): string[] {
  const at = `package.json, field "peerDependencies.${name.slice(0, 100)}"`;
  if (!isHostPackage(name)) return [`${at}: is not one of the packages that the platform gives; ${PACK}.`];
  return isRange(range) ? [] : [`${at}: ${shown(range)} is not a range of versions.`];
}

/** A range of versions, and not an address (`git+ssh:`, `file:`, `owner/name`), a place in a workspace or a dist-tag. */
const isRange = (range: string): boolean =>
  range.length <= 200 && range.split(/\s+|\|\|/).every((part) => part === "" || COMPARISON.test(part));

const COMPARISON = /^([<>~^=v]{0,3}(\d{1,15}|[xX*])(\.(\d{1,15}|[xX*])){0,2}([-+][\w.+-]*)?|[<>]?=?|[-~^])$/;

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === false || (Array.isArray(value) && value.length === 0);
const shown = (text: string): string => JSON.stringify(text.slice(0, 100));
