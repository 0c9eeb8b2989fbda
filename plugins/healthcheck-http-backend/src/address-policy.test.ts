import { describe, expect, test } from "bun:test";
import { addressProblem } from "@checkstack/egress-node";
import { resolve } from "./resolve.ts";

/** Every way in which people have written one IPv4 address to get past a filter. */
function spellings(address: string): string[] {
  const bytes = address.split(".").map(Number);
  const [a = 0, b = 0, c = 0, d = 0] = bytes;
  const number = ((a * 256 + b) * 256 + c) * 256 + d;
  const styles = [
    (n: number) => String(n),
    (n: number) => `0x${n.toString(16)}`,
    (n: number) => `0X${n.toString(16).toUpperCase().padStart(8, "0")}`,
    (n: number) => `0${n.toString(8)}`,
    (n: number) => `000${n.toString(8)}`,
  ];
  const dotted = styles.flatMap((first) =>
    styles.flatMap((last) => [
      `${first(a)}.${first(b)}.${last(c)}.${last(d)}`,
      `${first(a)}.${last(b)}.${first(c)}.${last(d)}`,
      `${first(a)}.${first(b)}.${last(c * 256 + d)}`,
      `${first(a)}.${last((b * 256 + c) * 256 + d)}`,
    ]),
  );
  const [high, low] = [number >>> 16, number & 0xffff].map((half) => half.toString(16));
  const [invertedHigh, invertedLow] = [~number >>> 16, ~number & 0xffff].map((half) => half.toString(16));
  const six = [
    `::ffff:${address}`,
    `::ffff:${high}:${low}`,
    `0:0:0:0:0:FFFF:${high}:${low}`,
    `::ffff:0:${high}:${low}`,
    `::${high}:${low}`,
    `64:ff9b::${high}:${low}`,
    `64:ff9b::${address}`,
    `64:ff9b:1::${high}:${low}`,
    `2002:${high}:${low}::`,
    `2002:${high}:${low}::1`,
    `2001:0:102:304:0:0:${invertedHigh}:${invertedLow}`,
    `2001:0:${high}:${low}::1`,
    `fe80::5efe:${high}:${low}`,
    `2001:db8::200:5efe:${high}:${low}`,
  ].map((text) => `[${text}]`);
  return [
    ...styles.map((style) => style(number)),
    ...dotted,
    `${address}.`,
    encodeURIComponent(address),
    fullWidth(address),
    ...six,
  ];
}

/** Digits as East Asian type has them, which URLs read as the plain ones. */
const fullWidth = (text: string): string =>
  text.replaceAll(/\d/g, (digit) => String.fromCodePoint(digit.charCodeAt(0) + 0xff10 - 0x30));

describe("the metadata services of clouds are never connected to", () => {
  const services = ["169.254.169.254", "169.254.170.2", "100.100.100.200", "168.63.129.16"];
  const tries = [...new Set(services.flatMap(spellings))];

  test("in hundreds of spellings", async () => {
    expect(tries.length).toBeGreaterThan(400);
    const reached: string[] = [];
    for (const host of tries) {
      const { hostname } = new URL(`http://${host}/`);
      await resolve(hostname, "any").then(
        () => reached.push(host),
        (error) => error.code === "ADDRESS_DENIED" || reached.push(`${host}: ${error}`),
      );
    }
    expect(reached).toEqual([]);
  });

  test.each([
    "169.254.170.2",
    "100.100.100.200",
    "168.63.129.16",
    "192.0.0.192",
    "fd00:ec2::254",
    "fd00:0ec2:0:0:0:0:0:254",
    "fd20:ce::254",
    "::ffff:100.100.100.200",
  ])("nor at %s", (address) => {
    expect(addressProblem(address)).toContain("metadata");
  });
});

test.each(["0.0.0.0", "::", "255.255.255.255", "224.0.0.1", "ff02::1", "::ffff:0.0.0.0"])(
  "%s is no host",
  (address) => {
    expect(addressProblem(address)).toContain("no single host");
  },
);

test.each([
  "127.0.0.1",
  "::1",
  "10.0.0.1",
  "192.168.1.1",
  "172.16.0.1",
  "fd12:3456::1",
  "100.64.0.1",
  "8.8.8.8",
  "2606:4700::1111",
  "::ffff:10.0.0.1",
])("%s may be watched", (address) => {
  expect(addressProblem(address)).toBeUndefined();
});
