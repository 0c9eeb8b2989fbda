import type { Person } from "@checkstack/common";
import type { Logger } from "@checkstack/backend-api";
import { ORPCError } from "@orpc/client";
import type { Server } from "bun";
import { forwardRequest } from "../http/forward-request.ts";
import { HttpCall } from "../http/http-call.ts";
import type { SocketState } from "../http/open-sockets.ts";
import type { OpenApi } from "../http/openapi-document.ts";
import { answerThrown, createPluginAnswer } from "../http/plugin-answer.ts";
import { answerRpc, answerRpcError, answerRpcWith } from "../http/procedure-answer.ts";
import { notFound, toProblem } from "../http/problem.ts";
import { readBody } from "../http/request-body.ts";
import { createSocketFinder } from "../http/socket-finder.ts";
import { upgradeSocket } from "../http/upgrade.ts";
import type { WebSocketRoutes } from "../http/websocket-routes.ts";
import type { ExtensionRegistry } from "../kernel/extension-registry.ts";
import type { ContractRegistry } from "../rpc/contract-registry.ts";
import type { TicketKey } from "../rpc/service-ticket.ts";
import type { VerifiedCall } from "../rpc/service-token.ts";
import type { Elsewhere } from "./endpoint-table.ts";
import { NoHost, tryEach } from "./try-each.ts";
import { audienceOf, HEADERS, LEAVING, MAX_SIGNALS_BYTES } from "./wire.ts";

export interface PeerHandlerOptions {
  /** Who sent a request, after its token was checked for this one use. Throws an `ORPCError`. */
  readonly verify: (token: string, audience: string) => Promise<VerifiedCall>;
  /** A key with which the sender of a token can write tickets. */
  readonly issueTickets: (to: VerifiedCall) => TicketKey;
  readonly contracts: ContractRegistry;
  /** What answers for us: our child processes. Nothing is passed on further than that. */
  readonly children: Elsewhere;
  readonly extensions: Pick<ExtensionRegistry, "find">;
  readonly sockets: Pick<WebSocketRoutes, "find">;
  readonly authenticate: (headers: Headers) => Promise<Person>;
  readonly openApi: Pick<OpenApi, "pathsOf">;
  /** From then on nothing new is begun: this process is about to stop. */
  readonly isLeaving: () => boolean;
  /** Takes a batch of signals from another instance. */
  readonly onSignals: (batch: unknown, sender: VerifiedCall) => void;
  /** Takes what is listened for at another instance. */
  readonly onListening: (told: unknown, sender: VerifiedCall) => void;
  readonly logger: Logger;
}

export type PeerHandler = (request: Request, server: Server<SocketState>) => Promise<Response>;

/** What an implementation of another plugin may be given or answer, at most. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;
/** The gateway has checked it, and alone knows which host the browser asked. */
const ORIGINS_CHECKED = { check() {} };

/** Answers other processes of the installation; see `wire.ts`. */
export function createPeerHandler(options: PeerHandlerOptions): PeerHandler {
  const { contracts, children, extensions, authenticate, logger } = options;
  const abortable = new Map<string, AbortController>();
  const answer = createPluginAnswer({ authenticate, origins: ORIGINS_CHECKED });
  const findSocket = createSocketFinder({ sockets: options.sockets, elsewhere: children });

  return async (request, server) => {
    try {
      if (options.isLeaving() && !isAbort(request)) return leaving();
      return await route(request, server);
    } catch (thrown) {
      return answerError(request, thrown);
    }
  };

  function route(request: Request, server: Server<SocketState>): Promise<Response> {
    // Strangers write what they like there.
    const url = URL.parse(request.url);
    const [, kind = "", name = "", ...rest] = partsOf(url?.pathname ?? "");
    if (kind === "call" && url) return call(request, url, name, rest);
    if (kind === "extension") return extension(request, name, rest);
    if (kind === "abort") return abort(request, name);
    if (kind === "forward") return forward(request, name);
    if (kind === "socket") return socket(request, server, name, rest);
    if (kind === "openapi") return openApi(request, name);
    if (kind === "signals") return signals(request);
    if (kind === "listening") return listening(request);
    if (kind === "tickets") return tickets(request);
    throw notFound(`/${kind}`);
  }

  async function call(request: Request, url: URL, pluginId: string, path: readonly string[]): Promise<Response> {
    const { principal } = await verified(request, audienceOf.call(pluginId));
    const here = await contracts.reach(pluginId);
    if (!here) return callChild(request, pluginId, path, { principal });
    using _visit = here.visit;
    const procedure = here.served.procedure(path.join("."));
    if (!procedure) throw notFound(url.pathname);
    return answerRpc(request, url, procedure, { principal });
  }

  function callChild(
    request: Request,
    pluginId: string,
    path: readonly string[],
    { principal }: Pick<VerifiedCall, "principal">,
  ) {
    const { signal } = request;
    const endpoints = endpointsOf(pluginId);
    return answerRpcWith(request, { maxBodyBytes: MAX_BODY_BYTES }, (input) =>
      tryEach({ pluginId, endpoints, isIdempotent: false, signal }, (child) =>
        child.call(path, input, {
          caller: principal.pluginId,
          isIdempotent: false,
          onBehalfOf: principal.onBehalfOf,
          signal,
        }),
      ),
    );
  }

  async function extension(request: Request, pointId: string, [id = "", ...path]: readonly string[]) {
    const { principal } = await verified(request, audienceOf.extension(pointId));
    if (!pointId.startsWith(`${principal.pluginId}.`)) {
      const message = `Extension point "${pointId}" does not belong to plugin "${principal.pluginId}".`;
      throw new ORPCError("FORBIDDEN", { status: 403, message });
    }
    const found = extensions.find(pointId, id);
    if (!found) throw new NotDelivered(new NoHost(pointId));
    const callId = request.headers.get(HEADERS.callId) ?? crypto.randomUUID();
    const told = new AbortController();
    abortable.set(callId, told);
    try {
      const signal = AbortSignal.any([request.signal, told.signal]);
      return await answerRpcWith(request, { maxBodyBytes: MAX_BODY_BYTES }, (input) =>
        found.call(path, input, { signal }),
      );
    } finally {
      abortable.delete(callId);
    }
  }

  async function abort(request: Request, callId: string): Promise<Response> {
    await verified(request, audienceOf.abort());
    abortable.get(callId)?.abort(new Error("the caller has no more time"));
    return new Response(null, { status: 204 });
  }

  async function forward(sent: Request, pluginId: string): Promise<Response> {
    await verified(sent, audienceOf.forward(pluginId));
    const asked = askedBy(sent);
    const { url, clientAddress, headers } = asked;
    const { method, signal, body } = sent;
    const request = new Request(url.href, { method, headers, signal, body });
    const http = new HttpCall(request, () => clientAddress);
    const here = await contracts.reach(pluginId);
    if (!here) return forwardRequest(request, { pluginId, endpoints: endpointsOf(pluginId), from: { clientAddress } });
    using _visit = here.visit;
    try {
      return await answer(here.served, http, url);
    } catch (thrown) {
      return answerThrown(http, url, thrown, logger);
    }
  }

  async function socket(sent: Request, server: Server<SocketState>, pluginId: string, path: readonly string[]) {
    await verified(sent, audienceOf.socket(pluginId));
    const endpoint = await findSocket(`/api/ws/${[pluginId, ...path].join("/")}`);
    if (!endpoint) throw new NotDelivered(new NoHost(pluginId));
    const { url, headers } = askedBy(sent);
    const asked = { url: url.href, headers };
    return upgradeSocket(sent, server, endpoint, { authenticate, origins: ORIGINS_CHECKED, asked });
  }

  async function openApi(request: Request, pluginId: string): Promise<Response> {
    await verified(request, audienceOf.openApi(pluginId));
    return Response.json((await options.openApi.pathsOf(pluginId)) ?? null);
  }

  async function signals(request: Request): Promise<Response> {
    const sender = await verified(request, audienceOf.signals());
    options.onSignals(await readBody(request, MAX_SIGNALS_BYTES), sender);
    return new Response(null, { status: 204 });
  }

  async function listening(request: Request): Promise<Response> {
    const sender = await verified(request, audienceOf.listening());
    options.onListening(await readBody(request, MAX_SIGNALS_BYTES), sender);
    return new Response(null, { status: 204 });
  }

  async function tickets(request: Request): Promise<Response> {
    return Response.json(options.issueTickets(await verified(request, audienceOf.tickets())));
  }

  /** Whom we do not know yet, another instance may. */
  async function verified(request: Request, audience: string): Promise<VerifiedCall> {
    const token = request.headers.get(HEADERS.token) ?? "";
    return options.verify(token, audience).catch((error: unknown) => {
      throw new NotDelivered(toProblem(error, logger));
    });
  }

  function endpointsOf(pluginId: string) {
    const endpoints = children.endpoints(pluginId);
    if (endpoints.length === 0) throw new NotDelivered(new NoHost(pluginId));
    return endpoints;
  }

  async function answerError(request: Request, thrown: unknown): Promise<Response> {
    const isNew = thrown instanceof NotDelivered;
    const response = await answerRpcError(request, toProblem(isNew ? thrown.problem : thrown, logger));
    if (isNew) response.headers.set(HEADERS.notDelivered, "1");
    return response;
  }
}

/** Even then: it ends what is under way. */
const isAbort = ({ url }: Request): boolean => URL.parse(url)?.pathname.startsWith("/abort/") ?? false;

const leaving = (): Response =>
  new Response("this instance is about to stop", { status: 503, headers: { [HEADERS.notDelivered]: LEAVING } });

function partsOf(pathname: string): readonly string[] {
  try {
    const parts = pathname.split("/");
    return pathname.includes("%") ? parts.map(decodeURIComponent) : parts;
  } catch {
    return [];
  }
}

/** What was asked for is not here any more, and did not begin. */
class NotDelivered extends Error {
  readonly problem: ORPCError<string, unknown>;

  constructor(problem: ORPCError<string, unknown>) {
    super(problem.message);
    this.problem = problem;
  }
}

/** What the client asked of the gateway. What was sent is ours alone, so that its headers need no copy. */
function askedBy({ headers }: Request) {
  const url = new URL(headers.get(HEADERS.url) ?? "");
  const clientAddress = headers.get(HEADERS.clientAddress) ?? "";
  for (const name of OURS) headers.delete(name);
  headers.set("host", url.host);
  return { url, headers, clientAddress };
}

const OURS = Object.values(HEADERS);
