/*
 * How processes of one installation speak to each other: HTTP, over TLS between instances.
 *
 *   POST /call/<pluginId>/<procedure/path>                 one call of a plugin, in the RPC protocol
 *   POST /extension/<pointId>/<extensionId>/<procedure>    one call of a contribution, in the RPC protocol
 *   POST /abort/<callId>                                   tells such a call to come to an end, and still answer
 *   *    /forward/<pluginId>                               a request of a client, as it came
 *   GET  /socket/<pluginId>/<path>                         a socket of a client
 *   GET  /openapi/<pluginId>                               the plugin's part of the API's description
 *   POST /signals                                          signals for the browsers of the other side
 *   POST /listening                                        what the browsers of the sender listen for
 *   POST /tickets                                          a key for tickets, which stand for tokens and cost less
 *
 * Each request carries a token or a ticket, good for this one use, in a header of its own: `authorization` and `cookie`
 * are the client's, and are checked where the plugin runs.
 */
export const HEADERS = {
  token: "checkstack-token",
  /** Of calls that can be told to come to an end. */
  callId: "checkstack-call-id",
  /** The address that the client asked: `https://status.example.org/api/catalog/systems`. */
  url: "checkstack-url",
  clientAddress: "checkstack-client-address",
  /** On answers: what was asked for did not begin, and may be asked of somebody else. */
  notDelivered: "checkstack-not-delivered",
} as const;

/** The value of `notDelivered` when the process is about to stop. */
export const LEAVING = "leaving";

/** What is told of signals at once, and signals themselves, take no more than that. */
export const MAX_SIGNALS_BYTES = 1024 * 1024;

const PREFIX = "checkstack-";
/** For one connection only (RFC 9110 section 7.6.1), or about it. */
const HOP_BY_HOP: ReadonlySet<string> = new Set([
  "connection",
  "host",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** The headers that are passed on: none about the connection, and none of ours, which only we may set. */
export function endToEnd(headers: Headers): Headers {
  const passed = new Headers(headers);
  headers.forEach((_value, name) => {
    if (HOP_BY_HOP.has(name) || name.startsWith(PREFIX)) passed.delete(name);
  });
  for (const name of headers.get("connection")?.split(",") ?? []) passed.delete(name.trim() || "connection");
  return passed;
}

/** What a token is for, as its audience says it. A call is for the called plugin's id alone. */
export const audienceOf = {
  call: (pluginId: string) => pluginId,
  extension: (pointId: string) => `extension:${pointId}`,
  forward: (pluginId: string) => `forward:${pluginId}`,
  socket: (pluginId: string) => `socket:${pluginId}`,
  openApi: (pluginId: string) => `openapi:${pluginId}`,
  abort: () => "abort:",
  signals: () => "signals:",
  listening: () => "listening:",
  tickets: () => "tickets:",
} as const;
