/** Who a request to a process is from: the plugin that calls, unless a person does, and the sealed person. */
export const CALLER_HEADER = "x-checkstack-caller";
export const PERSON_HEADER = "x-checkstack-person";
/** The address of the client. */
export const CLIENT_HEADER = "x-checkstack-client";

/** What only the platform itself may say, and what no process may see. */
const WITHHELD =
  /^(x-checkstack-|cookie$|authorization$|proxy-|sec-|x-forwarded-|forwarded$|connection$|upgrade$|host$)/;

/** The headers of a browser's request, without its credentials and what concerns the connection alone. */
export function passableHeaders(headers: Headers): Headers {
  const passed = new Headers();
  for (const [name, value] of headers) if (!WITHHELD.test(name)) passed.append(name, value);
  return passed;
}

/** What a process may say in an answer to a browser; no cookies, and nothing that changes how the browser guards us. */
const ANSWERABLE = new Set([
  "allow",
  "cache-control",
  "content-disposition",
  "content-encoding",
  "content-language",
  "content-length",
  "content-type",
  "etag",
  "last-modified",
  "location",
  "retry-after",
  "vary",
]);

export function answerableHeaders(headers: Headers): Headers {
  const passed = new Headers();
  for (const [name, value] of headers) if (ANSWERABLE.has(name)) passed.append(name, value);
  return passed;
}
