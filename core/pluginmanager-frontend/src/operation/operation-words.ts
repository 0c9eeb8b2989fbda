import type { Action, Progress, Step } from "@checkstack/pluginmanager-common";

/** What is being done, as the beginning of a sentence. */
export const doing: Readonly<Record<Action, string>> = {
  install: "Installing",
  upgrade: "Upgrading",
  rollback: "Rolling back",
  enable: "Enabling",
  disable: "Disabling",
  uninstall: "Uninstalling",
};

/** A step as people read it. */
export const stepWords: Readonly<Record<Step, string>> = {
  fetch: "Fetch the package",
  check: "Check what it is",
  store: "Store it",
  load: "Start it",
  remove: "Stop and remove it",
  done: "Done",
};

/** `Installing @acme/weather 1.2.0`. */
export const operationTitle = ({
  action,
  packageName = "a package",
  version = "",
}: Pick<Progress, "action" | "packageName" | "version">): string => `${doing[action]} ${packageName} ${version}`.trim();
