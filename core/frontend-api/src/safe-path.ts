/** A path of this application to go on to, or `/`: whatever a link brought as `next` cannot lead elsewhere. */
export function safePath(next: string | null | undefined): string {
  const base = "http://checkstack.invalid";
  if (!next?.startsWith("/") || !URL.canParse(next, base)) return "/";
  const { origin, pathname, search, hash } = new URL(next, base);
  // `/.//host` parses to a path that begins with two slashes: to a browser that is another host.
  return origin === base && !pathname.startsWith("//") ? `${pathname}${search}${hash}` : "/";
}
