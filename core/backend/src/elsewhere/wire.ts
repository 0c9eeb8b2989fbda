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
 *
 * Each request carries a token, good for this one use, in a header of its own: `authorization` and `cookie` are the
 * client's, and are checked where the plugin runs.
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

const PREFIX = "checkstack-";
/** For one connection only (RFC 9110 section 7.6.1), or about it. */
const HOP_BY_HOP = [
  "connection",
  "host",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
];

/** The headers that are passed on: none about the connection, and none of ours, which only we may set. */
export function endToEnd(headers: Headers): Headers {
  const passed = new Headers(headers);
  const named = headers.get("connection")?.split(",") ?? [];
  for (const name of [...HOP_BY_HOP, ...named]) passed.delete(name.trim() || "connection");
  const ours = passed.keys().filter((name) => name.startsWith(PREFIX));
  for (const name of ours.toArray()) passed.delete(name);
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
} as const;
