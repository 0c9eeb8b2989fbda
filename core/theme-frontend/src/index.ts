import {
  commandSlot,
  createDataExtension,
  createExtension,
  createFrontendPlugin,
  userMenuSlot,
} from "@checkstack/frontend-api";
import { lazy } from "react";
import { theme } from "./theme.ts";
import { themeChoices } from "./theme-choices.ts";

// The menu of the person comes when it is opened.
const ThemeMenu = lazy(async () => ({ default: (await import("./theme-menu.tsx")).ThemeMenu }));

export default createFrontendPlugin({
  metadata: { pluginId: "theme", displayName: "Theme" },
  extensions: [
    createExtension({ slot: userMenuSlot, component: ThemeMenu, order: 50 }),
    ...themeChoices.map(({ value, label, icon }) =>
      createDataExtension({
        slot: commandSlot,
        data: {
          id: value,
          title: `Theme: ${label.toLowerCase()}`,
          group: "Settings",
          keywords: ["dark", "light", "appearance"],
          icon,
          run: () => theme.set(value),
        },
      }),
    ),
  ],
});
