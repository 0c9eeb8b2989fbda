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
  app.get("/plugins/styles.css", async ({ req }) => (await pluginStyles?.(req.raw)) ?? missing(req.path));
  app.get("/plugins/:module{[^/]+@[^/]+}/*", async ({ req }) => (await pluginAssets?.(req.path)) ?? missing(req.path));
  app.get("*", ({ req }) => (isApi(req.path) ? undefined : pages?.answer(req.raw, req.path)) ?? missing(req.path));
  app.notFound(({ req }) => missing(req.path));
  app.onError((error) => {
    throw error;
  });

  return async (request, server) => {
    try {
      const url = addressOf(request);
      const answer = isForPlugin(url.pathname) ? callPlugin(request, server, url) : app.fetch(request, server);
      return withSecurityHeaders(await answer);
    } catch (error) {
      return withSecurityHeaders(await problemAnswer(request, toProblem(error, logger)));
    }
  };

  async function callPlugin(request: Request, server: Server<SocketState>, url: URL): Promise<Response> {
    const { headers } = request;
    const address = () => clientAddress(server.requestIP(request)?.address ?? "", headers.get("x-forwarded-for"));
    return api(new HttpCall(request, address), url);
  }

  function upgrade({ req, env }: RequestContext, endpoint: SocketEndpoint | undefined): Promise<Response> {
    return upgradeSocket(req.raw, env, endpoint, { ...options, origins });
  }
}

/** The `Host` header is part of the address, and anybody may write nonsense there. */
function addressOf({ url }: Request): URL {
  const address = URL.parse(url);
  if (address) return address;
  throw new ORPCError("BAD_REQUEST", { status: 400, message: "The address or the Host header is not valid." });
}

/** What stands under `/api` and belongs to the platform itself. */
const OWN = /^\/api\/(health|openapi\.json|docs|signals|ws)?(\/|$)/;

/** Not a matter of the router: nearly all requests are of this kind, and it would take longer than most of their answers. */
const isForPlugin = (path: string): boolean => path.startsWith("/api/") && !OWN.test(path);

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
