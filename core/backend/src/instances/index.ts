export { hostedPlugins } from "./hosted-plugins.ts";
export { instanceAddress } from "./instance-address.ts";
export { createInstanceStore, INSTANCE_CHANNEL } from "./instance-store.ts";
export { startMesh, type Mesh } from "./mesh.ts";
export { createPlacement } from "./placement.ts";
export { createStandIn } from "./stand-in.ts";
