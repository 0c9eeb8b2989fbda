import { createSlot } from "./slot.ts";

/** Widgets of the overview, below what needs attention. */
export const overviewSlot = createSlot("core.overview");

/** Sections of the page of a system. */
export const systemPageSlot = createSlot<{ systemId: string }>("core.systemPage");

/** Entries of the menu of the signed-in person: menu items of `@checkstack/ui`. */
export const userMenuSlot = createSlot("core.userMenu");

/** Icons in the top bar, left of the menu of the person: the bell, for one. */
export const topBarSlot = createSlot("core.topBar");

/** Components that draw nothing and are always there while somebody is signed in: what follows signals, or reports a status. */
export const backgroundSlot = createSlot("core.background");
