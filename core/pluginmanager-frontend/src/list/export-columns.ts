import type { Plugin } from "@checkstack/pluginmanager-common";
import type { ExportColumn } from "@checkstack/ui";
import { placeOf } from "../shared/place.tsx";

/** What an export of the boot report has. */
export const exportColumns: readonly ExportColumn<Plugin>[] = [
  { header: "id", value: ({ id }) => id },
  { header: "name", value: ({ displayName }) => displayName },
  { header: "package", value: ({ packageName }) => packageName },
  { header: "version", value: ({ version }) => version },
  { header: "state", value: ({ state }) => state },
  { header: "runs", value: (plugin) => placeOf(plugin) },
  { header: "signature", value: ({ installed }) => installed?.signature.state },
  { header: "phase", value: ({ phase }) => phase },
  { header: "reason", value: ({ reason }) => reason },
  { header: "importMs", value: ({ importMs }) => importMs },
  { header: "initMs", value: ({ initMs }) => initMs },
  { header: "errorsSinceStart", value: ({ lateErrors }) => lateErrors.length },
];
