import { ORPCError } from "@orpc/client";

/** Says which origins may change things with the cookies of a visitor. */
export interface OriginPolicy {
  /** Throws 403 `ORIGIN_REFUSED` unless the request is from our own pages or carries its own credential. */
  check(request: Request): void;
}

/**
 * A request with `Authorization` is exempt: a foreign page cannot add that header. Otherwise an Origin must be our own,
 * and may be absent only when there is no cookie that a browser could have added by itself (a script that signs in).
 */
export function createOriginPolicy(publicUrl?: string): OriginPolicy {
  const configured = publicUrl === undefined ? undefined : originOf(publicUrl);
  return {
    check(request) {
      const { headers } = request;
      if (headers.has("authorization")) return;
      const origin = headers.get("origin");
      if (origin === null) {
        if (headers.has("cookie")) throw refused("it carries a cookie but no Origin header");
        return;
      }
      const known = originOf(origin);
      if (known && (known === configured || new URL(known).host === headers.get("host"))) return;
      throw refused(`it comes from ${origin}`);
    },
  };
}

const originOf = (text: string): string | undefined => {
  const url = URL.parse(text);
  return url === null || url.origin === "null" ? undefined : url.origin;
};

const refused = (why: string) =>
  new ORPCError("ORIGIN_REFUSED", {
    status: 403,
    message: `The request was refused because ${why}. Send it from our own pages, or use an API key.`,
  });
