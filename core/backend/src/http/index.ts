export { pluginUnavailable } from "./plugin-unavailable.ts";
export { type Readiness } from "./readiness.ts";
export { startHttpServer } from "./server.ts";
export { createWebSocketRoutes, type WebSocketRoutes } from "./websocket-routes.ts";
