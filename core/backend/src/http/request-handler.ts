import { ORPCError } from "@orpc/client";
import type { Server } from "bun";
import { Hono, type Context } from "hono";
import { createApiRoute } from "./api-route.ts";
import { createClientAddress } from "./client-address.ts";
import { docsPage } from "./docs-page.ts";
import { HttpCall } from "./http-call.ts";
import { jsonAnswer } from "./json-answer.ts";
import type { SocketEndpoint, SocketState } from "./open-sockets.ts";
import { createPluginStyles } from "../plugin-styles/plugin-styles.ts";
import { createOpenApi } from "./openapi-document.ts";
import { createOriginPolicy } from "./origin.ts";
import { createPages } from "./pages.ts";
import { methodNotAllowed, notFound, problemAnswer, toProblem } from "./problem.ts";
import { answerLive, answerReady } from "./readiness.ts";
import { createSocketFinder } from "./socket-finder.ts";
import { createNonce, pagePolicy, withSecurityHeaders } from "./security-headers.ts";
import type { HttpServerOptions } from "./server.ts";
import { upgradeSocket } from "./upgrade.ts";

export type RequestHandler = (request: Request, server: Server<SocketState>) => Promise<Response>;

type RequestContext = Context<{ Bindings: Server<SocketState> }>;

/** Everything under one port: probes, the API and its documentation, sockets, plugin files, pages. */
export function createRequestHandler(options: HttpServerOptions): RequestHandler {
  const { signals, readiness, frontendDir, pluginAssets, logger } = options;
  const origins = createOriginPolicy(options.publicUrl);
  const clientAddress = createClientAddress(options.trustedProxies);
  const api = createApiRoute({ ...options, origins });
  const openApi = createOpenApi(options);
  const findSocket = createSocketFinder(options);
  const pages = frontendDir === undefined ? undefined : createPages(frontendDir);
  const pluginStyles =
    frontendDir && pluginAssets && createPluginStyles({ frontendDir, readAsset: pluginAssets, logger });

  const app = new Hono<{ Bindings: Server<SocketState> }>();
  app.get("/api/health/live", ({ req }) => answerLive(req.raw));
  app.get("/api/health/ready", ({ req }) => answerReady(req.raw, readiness()));
  app.get("/api/openapi.json", async ({ req }) => jsonAnswer(req.raw, { status: 200, body: await openApi.json() }));
  app.get("/api/docs", async ({ req }) => {
    const nonce = createNonce();
    const page = docsPage(await openApi.document(), { nonce, origin: new URL(req.url).origin });
    return htmlAnswer(page, nonce);
  });
  app.get("/api/signals/ws", (context) => upgrade(context, signals.endpoint));
  app.get("/api/ws/*", async (context) => upgrade(context, await findSocket(context.req.path)));
  for (const path of ["/api/health/*", "/api/openapi.json", "/api/docs", "/api/signals/ws", "/api/ws/*"]) {
    app.all(path, ({ req }) => {
      if (req.method === "GET" || req.method === "HEAD") throw notFound(req.path);
      throw methodNotAllowed(req.method, req.path, ["GET", "HEAD"]);
    });
  }
  // One route for all plugins: the router cannot grow once it has answered, and plugins come and go.
  app.all("/api/:plugin/*", ({ req: { raw, url }, env }) => {
    const address = () => clientAddress(env.requestIP(raw)?.address ?? "", raw.headers.get("x-forwarded-for"));
    return api(new HttpCall(raw, address), new URL(url));
  });
  app.get("/plugins/styles.css", async ({ req }) => (await pluginStyles?.(req.raw)) ?? missing(req.path));
  app.get("/plugins/:module{[^/]+@[^/]+}/*", async ({ req }) => (await pluginAssets?.(req.path)) ?? missing(req.path));
  app.get("*", ({ req }) => (isApi(req.path) ? undefined : pages?.answer(req.raw, req.path)) ?? missing(req.path));
  app.notFound(({ req }) => missing(req.path));
  app.onError((error) => {
    throw error;
  });

  return async (request, server) => {
    try {
      checkAddress(request.url);
      return withSecurityHeaders(await app.fetch(request, server));
    } catch (error) {
      return withSecurityHeaders(await problemAnswer(request, toProblem(error, logger)));
    }
  };

  function upgrade({ req, env }: RequestContext, endpoint: SocketEndpoint | undefined): Promise<Response> {
    return upgradeSocket(req.raw, env, endpoint, { ...options, origins });
  }
}

/** The `Host` header is part of the address, and anybody may write nonsense there. */
function checkAddress(address: string): void {
  if (URL.canParse(address)) return;
  throw new ORPCError("BAD_REQUEST", { status: 400, message: "The address or the Host header is not valid." });
}

const isApi = (path: string): boolean => path === "/api" || path.startsWith("/api/");

const htmlAnswer = (page: string, nonce: string): Response =>
  new Response(page, {
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-cache",
      "content-security-policy": pagePolicy(nonce),
    },
  });

function missing(path: string): never {
  throw notFound(path);
}
