/** What somebody pasted, as an address to check and a name for its system. */
export interface Target {
  readonly url: string;
  readonly host: string;
}

/**
 * Reads a pasted address; `example.org` means HTTPS, a local one HTTP. Returns a sentence when it is none.
 */
export function targetOf(text: string): Target | string {
  const pasted = text.trim();
  if (pasted === "") return "Paste the address of a page or an API, such as https://example.org.";
  const full = /^[a-z][a-z\d+.-]*:\/\//i.test(pasted) ? pasted : `${isLocal(pasted) ? "http" : "https"}://${pasted}`;
  if (/\s/.test(pasted) || !URL.canParse(full)) {
    return `"${pasted.slice(0, 80)}" is not a web address; write it as https://example.org.`;
  }
  const url = new URL(full);
  if (url.protocol !== "http:" && url.protocol !== "https:") return "Only http:// and https:// can be checked here.";
  if (url.username !== "" || url.password !== "") {
    return "Leave the password out; the check's own settings have a place for it.";
  }
  if (!url.hostname.includes(".") && !isLocal(url.host)) {
    return `"${url.hostname}" is not a full host name; write it as https://example.org.`;
  }
  // A host of a local network may have a long name; a system's has at most 100 characters.
  return { url: full, host: url.host.slice(0, 100) };
}

/** `localhost:3000`, `10.0.0.7`, `[::1]:8080`: nobody has a certificate there. */
const isLocal = (host: string): boolean =>
  /^(localhost|\d{1,3}(\.\d{1,3}){3}|\[[\da-f:.]+\])(:\d+)?([/?#]|$)/i.test(host);
