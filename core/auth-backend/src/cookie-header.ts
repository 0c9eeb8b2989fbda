/** The value of one cookie in a `Cookie` header (RFC 6265 section 4.2), still encoded; undefined when it is not there. */
export function cookieValue(header: string, name: string): string | undefined {
  let start = 0;
  while (start < header.length) {
    const end = endOf(header, start);
    while (header.charCodeAt(start) === SPACE) start++;
    if (header.startsWith(name, start) && header.charCodeAt(start + name.length) === EQUALS) {
      return header.slice(start + name.length + 1, end).trimEnd();
    }
    start = end + 1;
  }
  return undefined;
}

const SPACE = 0x20;
const EQUALS = 0x3d;

function endOf(header: string, start: number): number {
  const semicolon = header.indexOf(";", start);
  return semicolon === -1 ? header.length : semicolon;
}
