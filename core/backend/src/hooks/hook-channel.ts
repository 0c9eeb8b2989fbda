/** Where emitters and movers say that there is something to do. A hint: any login may notify, and a notification may be lost. */
export const HOOK_CHANNEL = "checkstack_hooks";
