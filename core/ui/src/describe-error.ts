/** An error as people read it: what happened, what to do, and which fields were wrong. Never a stack. */
export interface ErrorDescription {
  readonly message: string;
  /** Empty when the message says it already. */
  readonly hint: string;
  readonly code?: string;
  /** By dotted path: what a form shows at its fields. */
  readonly fields: Readonly<Record<string, string>>;
}

export function describeError(error: unknown): ErrorDescription {
  const { code, status } = codeAndStatus(error);
  const unreachable = isNetworkFailure(error);
  const words = unreachable ? UNREACHABLE : (KNOWN[code ?? ""] ?? byStatus(status));
  const own = unreachable ? undefined : ownMessage(error);
  // An error of a contract says itself what to do next; what its status suggests may be the opposite.
  const speaksForItself =
    own !== undefined && code !== undefined && !(code in KNOWN) && status !== undefined && status < 500;
  return {
    message: own ?? words?.message ?? "Something went wrong.",
    hint: speaksForItself ? "" : (words?.hint ?? "Try again. If it happens again, look into the server's log."),
    ...(code !== undefined && { code }),
    fields: fieldErrors(error),
  };
}

interface Words {
  /** Used when the error brings no sentence of its own. */
  message: string;
  hint: string;
}

const UNREACHABLE: Words = {
  message: "The server could not be reached.",
  hint: "Check your connection. This page goes on by itself as soon as the server answers.",
};

const KNOWN: Readonly<Record<string, Words>> = {
  UNAUTHORIZED: { message: "Your session has ended.", hint: "Sign in again." },
  FORBIDDEN: { message: "You are not allowed to do this.", hint: "Ask an administrator for the access you need." },
  NOT_FOUND: { message: "This does not exist.", hint: "It may have been deleted. Go back to the list." },
  BAD_REQUEST: { message: "Something in this form is not right.", hint: "Correct what is marked and try again." },
  CONFLICT: { message: "This has changed meanwhile.", hint: "Somebody may have been faster. Reload and try again." },
  PLUGIN_STARTING: { message: "This part of Checkstack is still starting.", hint: "Try again in a moment." },
  PLUGIN_UNAVAILABLE: {
    message: "This part of Checkstack runs nowhere at the moment.",
    hint: "This page goes on by itself as soon as an instance runs it again. The page of instances tells which do.",
  },
  PLUGIN_FAILED: {
    message: "This part of Checkstack is not running.",
    hint: "The plugin behind this page did not start. The plugin page tells why.",
  },
  TIMEOUT: { message: "The server took too long to answer.", hint: "Try again." },
  TOO_MANY_REQUESTS: { message: "That was too often in a short time.", hint: "Wait a minute and try again." },
};

const STATUS_CODES: Readonly<Record<number, string>> = {
  400: "BAD_REQUEST",
  401: "UNAUTHORIZED",
  403: "FORBIDDEN",
  404: "NOT_FOUND",
  408: "TIMEOUT",
  409: "CONFLICT",
  422: "BAD_REQUEST",
  429: "TOO_MANY_REQUESTS",
};

const byStatus = (status: number | undefined): Words | undefined =>
  status === undefined ? undefined : KNOWN[STATUS_CODES[status] ?? ""];

function codeAndStatus(error: unknown): { code?: string; status?: number } {
  if (!isRecord(error)) return {};
  return {
    ...(typeof error["code"] === "string" && { code: error["code"] }),
    ...(typeof error["status"] === "number" && { status: error["status"] }),
  };
}

/** Browsers tell a failed fetch as a TypeError and agree on nothing else. */
const isNetworkFailure = (error: unknown): boolean =>
  error instanceof TypeError && /fetch|network|load failed/i.test(error.message);

function ownMessage(error: unknown): string | undefined {
  if (!isRecord(error)) return typeof error === "string" && error !== "" ? error : undefined;
  for (const key of ["detail", "message"]) {
    const value = error[key];
    if (typeof value === "string" && isSentence(value)) return value;
  }
  return undefined;
}

/** What HTTP and the RPC library say by default (`Not Found`, `Internal Server Error`) tells people nothing. */
const isSentence = (text: string): boolean => text !== "" && !/^[A-Z]\w*( [A-Z]\w*){0,3}$/.test(text);

/** Problem documents carry `errors`; typed errors carry `data.errors` or the `data.issues` of a validator. */
function fieldErrors(error: unknown): Record<string, string> {
  const fields: Record<string, string> = {};
  if (!isRecord(error)) return fields;
  const data = isRecord(error["data"]) ? error["data"] : {};
  for (const list of [error["errors"], data["errors"], data["issues"]]) {
    if (!Array.isArray(list)) continue;
    for (const entry of list) {
      if (!isRecord(entry) || typeof entry["message"] !== "string") continue;
      fields[dotted(entry["path"])] ??= entry["message"];
    }
  }
  return fields;
}

const dotted = (path: unknown): string => {
  if (typeof path === "string") return path;
  if (!Array.isArray(path)) return "";
  return path.map((step) => String(isRecord(step) ? step["key"] : step)).join(".");
};

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
