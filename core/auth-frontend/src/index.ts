import { access, pluginMetadata } from "@checkstack/auth-common";
import {
  commandSlot,
  createDataExtension,
  createExtension,
  createFrontendPlugin,
  userMenuSlot,
} from "@checkstack/frontend-api";
import { KeyRound, ShieldCheck, UserPlus, Users } from "lucide-react";
import { lazy } from "react";
import { createKeyParameter, profilePath } from "./profile/paths.ts";
import { rolesPath } from "./roles/paths.ts";
import { newUserParameter, usersPath } from "./users/paths.ts";

// The menu of the person comes when it is opened.
const menu = () => import("./account-menu.tsx");
const ProfileItem = lazy(async () => ({ default: (await menu()).ProfileItem }));
const SignOutItem = lazy(async () => ({ default: (await menu()).SignOutItem }));

export default createFrontendPlugin({
  metadata: pluginMetadata,
  routes: [
    {
      path: "/setup",
      title: "Set up",
      component: lazy(() => import("./set-up/setup-page.tsx")),
      access: "public",
      layout: "bare",
    },
    {
      path: "/sign-in",
      title: "Sign in",
      component: lazy(() => import("./sign-in/sign-in-page.tsx")),
      access: "public",
      layout: "bare",
    },
    { path: profilePath, title: "Your account", component: lazy(() => import("./profile/profile-page.tsx")) },
    {
      path: usersPath,
      title: "Users",
      component: lazy(() => import("./users/users-page.tsx")),
      access: [access.userRead],
    },
    {
      path: rolesPath,
      title: "Roles",
      component: lazy(() => import("./roles/roles-page.tsx")),
      access: [access.userRead],
    },
  ],
  navItems: [
    { title: "Users", path: usersPath, icon: Users, section: "manage", order: 20, access: [access.userRead] },
    { title: "Roles", path: rolesPath, icon: ShieldCheck, section: "manage", order: 21, access: [access.userRead] },
  ],
  extensions: [
    createExtension({ slot: userMenuSlot, component: ProfileItem, order: 10 }),
    createExtension({ slot: userMenuSlot, component: SignOutItem, order: 90 }),
    createDataExtension({
      slot: commandSlot,
      access: [access.userManage],
      data: {
        id: "add-user",
        title: "Add a user",
        group: "Actions",
        keywords: ["invite", "account", "person"],
        icon: UserPlus,
        path: `${usersPath}?${newUserParameter}`,
      },
    }),
    createDataExtension({
      slot: commandSlot,
      access: [access.apiKeyManage],
      data: {
        id: "create-api-key",
        title: "Create an API key",
        group: "Actions",
        keywords: ["token", "script"],
        icon: KeyRound,
        path: `${profilePath}?${createKeyParameter}`,
      },
    }),
  ],
});
