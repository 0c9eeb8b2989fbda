import { gzipSync } from "node:zlib";
import { packPackage } from "../writing/pack-package.ts";
import { END, paxRecord, rawEntry, rawTar, rawTgz, type RawEntry } from "./raw-tar.ts";
import { hostileManifests } from "./hostile-manifests.ts";
import { weatherFiles, weatherManifest, weatherPackage } from "./weather-package.ts";

export interface NamedArchive {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Archives that must be refused, each for one reason and sound in everything else. */
export function* hostileArchives(): Generator<NamedArchive> {
  yield* entriesOf(
    "name",
    NAMES.flatMap((name) => [{ name, content: "evil" }]),
  );
  yield* entriesOf(
    "folder",
    NAMES.flatMap((name) => [{ name: `${name}/`, type: "5" }]),
  );
  yield* entriesOf(
    "prefix",
    PREFIXES.map((prefix) => ({ name: "evil.js", prefix })),
  );
  yield* entriesOf(
    "file for tools",
    TOOL_FILES.map((name) => ({ name: `package/${name}`, content: "evil=true" })),
  );
  yield* entriesOf(
    "kind",
    KINDS.flatMap((type) => LINK_TARGETS.map((linkName) => ({ name: "package/link", type, linkName }))),
  );
  yield* entriesOf(
    "size",
    SIZES.map((size) => ({ name: "package/a.js", size })),
  );
  yield* entriesOf(
    "checksum",
    ["", "0000000\0", "7777777\0", "abc"].map((checksum) => ({ name: "package/a.js", checksum })),
  );
  for (const type of ["x", "g"]) {
    yield* lists(
      "attribute",
      ATTRIBUTES.map((content) => [{ name: "PaxHeader", type, content }, { name: "package/a.js" }]),
    );
  }
  yield* lists(
    "long name",
    ["L", "K"].map((type) => [
      { name: "././@LongLink", type, content: "package/../../evil\0" },
      { name: "package/a.js" },
    ]),
  );
  yield* lists(
    "twins",
    TWINS.map((names) => names.map((name) => ({ name: `package/${name}`, content: name }))),
  );
  yield* lists("write through a link", [
    [
      { name: "package/out", type: "2", linkName: ".." },
      { name: "package/out/evil.js", content: "evil" },
    ],
  ]);
  yield* broken();
  yield* bombs();
  yield* hostileManifests();
}

/** A package that would be taken without `entries`. */
const spoilt = (entries: readonly RawEntry[]): Buffer => rawTgz([...honestEntries(), ...entries]);

const honestEntries = (): RawEntry[] => {
  const { bytes } = packPackage({ files: new Map(), packageJson: weatherManifest() });
  return [{ name: "package/package.json", content: Bun.gunzipSync(new Uint8Array(bytes)).subarray(512).toString() }];
};

function* entriesOf(kind: string, entries: readonly RawEntry[]): Generator<NamedArchive> {
  yield* lists(
    kind,
    entries.map((entry) => [entry]),
  );
}

function* lists(kind: string, all: readonly (readonly RawEntry[])[]): Generator<NamedArchive> {
  for (const [index, entries] of all.entries()) {
    yield { name: `${kind} ${index}: ${JSON.stringify(entries[0]?.name)}`, bytes: spoilt(entries) };
  }
}

const NAMES = [
  "../evil.js",
  "package/../../evil.js",
  "package/../package/../evil.js",
  "package/a/../../../evil.js",
  "package/..",
  "package/.",
  "package/./a.js",
  "package//a.js",
  "package///etc/passwd",
  "/etc/cron.d/evil",
  "//etc/evil",
  "/package/a.js",
  "./package/a.js",
  "..",
  ".",
  "~/evil",
  "C:\\evil.js",
  "C:/evil.js",
  "package\\..\\..\\evil.js",
  "package/..\\..\\evil.js",
  "\\\\server\\share\\evil",
  "package/a.js:stream",
  "package/%2e%2e/%2e%2e/evil.js",
  "package/..%2fevil.js",
  "package/%2e%2e%5cevil.js",
  "package/\u2025/evil.js",
  "package/\uff0e\uff0e/evil.js",
  "package/..\u2215evil.js",
  "package/..\u2044evil.js",
  "package/.\u200b./evil.js",
  "package/\u202egnp.js",
  "package/caf\u00e9.js",
  "package/cafe\u0301.js",
  "package/\u0430.js",
  "package/\u212a.js",
  "package/\ufb01le.js",
  "package/a\tb.js",
  "package/a\nb.js",
  "package/a\rb.js",
  "package/a\u001b[2Jb.js",
  "package/a b.js",
  "package/$(touch evil).js",
  "package/`touch evil`.js",
  "package/;touch evil;.js",
  "package/|evil.js",
  "package/-rf.js",
  "package/--checkpoint-action=exec=sh",
  "package/*.js",
  "package/a?.js",
  "package/'a'.js",
  'package/"a".js',
  "package/<script>.js",
  "package/__proto__/evil.js",
  "package/con.js",
  "package/NUL",
  "package/aux/a.js",
  "package/com1.txt",
  "package/a./b.js",
  "package/a.js.",
  "package/.hidden.js",
  "package/.git/config",
  "package/.ssh/authorized_keys",
  "node_modules/evil/index.js",
  "packages/a.js",
  "Package/a.js",
  "PACKAGE/a.js",
  "evil.js",
  "",
];

const PREFIXES = ["..", "/etc", "package/..", "package/../..", "package\\..", "node_modules", "elsewhere"];

const TOOL_FILES = [
  ".npmrc",
  "weather-backend/.npmrc",
  ".NPMRC",
  ".yarnrc",
  ".yarnrc.yml",
  "bunfig.toml",
  "weather-backend/bunfig.toml",
  ".env",
  ".env.local",
  ".env.production",
  "tsconfig.json",
  "tsconfig.build.json",
  "jsconfig.json",
  "weather-backend/tsconfig.json",
  "bun.lock",
  "bun.lockb",
  "package-lock.json",
  "npm-shrinkwrap.json",
  "yarn.lock",
  "pnpm-lock.yaml",
  "pnpm-workspace.yaml",
  "node_modules/zod/index.js",
  "weather-backend/node_modules/zod/package.json",
  "node_modules/.bin/evil",
  "weather-backend/package.json",
  "native.node",
  "weather-backend/lib.so",
  "lib.dylib",
  "lib.dll",
  "tool.exe",
];

const KINDS = ["1", "2", "3", "4", "6", "7", "D", "M", "N", "S", "V", "X", "A", "Z", "8", "9"];
const LINK_TARGETS = ["", "/etc/passwd", "../../evil", "package/package.json"];

const base256 = (...bytes: number[]): Uint8Array => Uint8Array.from({ length: 12 }, (_, index) => bytes[index] ?? 0);

const SIZES: readonly (string | Uint8Array)[] = [
  base256(0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5),
  base256(0x80, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255),
  Uint8Array.from({ length: 12 }, () => 0xff),
  base256(0xff, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1),
  "-0000000001\0",
  "-1\0",
  "77777777777\0",
  "00777777777\0",
  "00400000000\0",
  "0000000000x\0",
  "0x000000010\0",
  "1e9\0",
  "            ",
  "\0".repeat(12),
  "00000000010 1",
  "88888888888\0",
  "00000000001\0",
  "00000001000\0",
];

const ATTRIBUTES = [
  paxRecord("path", "../../evil.js"),
  paxRecord("path", "package/other.js"),
  paxRecord("linkpath", "/etc/passwd"),
  paxRecord("size", "0"),
  paxRecord("size", "99999999999"),
  paxRecord("size", "-1"),
  paxRecord("GNU.sparse.name", "../evil.js"),
  paxRecord("GNU.sparse.map", "0,1"),
  paxRecord("GNU.sparse.major", "1"),
  paxRecord("GNU.sparse.realsize", "1000000000000"),
  paxRecord("SCHILY.realsize", "1000000000000"),
  paxRecord("SCHILY.filetype", "link"),
  paxRecord("hdrcharset", "BINARY"),
  paxRecord("charset", "ISO-IR 10646 2000 UTF-8"),
  paxRecord("mtime", "1") + paxRecord("path", "evil.js"),
  "9999 path=evil.js\n",
  "0 path=evil.js\n",
  "-5 path=evil.js\n",
  "path=evil.js\n",
  "10 nothing\n",
  "99999999999999999999 a=b\n",
  " =\n",
  "x".repeat(70_000),
];

const TWINS: readonly (readonly string[])[] = [
  ["a.js", "a.js"],
  ["package.json"],
  ["a.js", "A.js"],
  ["dir/a.js", "DIR/a.js"],
  ["Weather-Backend/index.js", "weather-backend/index.js"],
  ["a", "a/b.js"],
  ["a/b.js", "a"],
  ["a/b/c.js", "a/B"],
  ["Package.json", "package.json"],
  ["checkstack.sig.json", "checkstack.sig.JSON"],
];

function* broken(): Generator<NamedArchive> {
  const { bytes } = packPackage(weatherPackage());
  const tar = Buffer.from(Bun.gunzipSync(new Uint8Array(bytes)));
  for (let part = 1; part < 20; part++) {
    const cut = Math.floor(((tar.length - END.length) * part) / 20);
    yield { name: `tar cut after ${cut} bytes`, bytes: gzipSync(tar.subarray(0, cut)) };
    yield { name: `gzip cut after ${part}/20`, bytes: bytes.subarray(0, Math.floor((bytes.length * part) / 20)) };
  }
  yield {
    name: "one zero block",
    bytes: gzipSync(Buffer.concat([tar.subarray(0, -1024), Buffer.alloc(512), ...rawEntry({ name: "package/x" })])),
  };
  yield { name: "another archive behind the end", bytes: gzipSync(Buffer.concat([tar, tar])) };
  yield {
    name: "a script behind the end",
    bytes: gzipSync(Buffer.concat([tar, Buffer.from("#!/bin/sh\ntouch evil\n")])),
  };
  yield { name: "two gzip members", bytes: Buffer.concat([bytes, gzipSync(tar)]) };
  yield { name: "a gzip member of zeros behind", bytes: Buffer.concat([bytes, gzipSync(Buffer.alloc(10_000))]) };
  yield { name: "something behind gzip", bytes: Buffer.concat([bytes, Buffer.from("evil")]) };
  yield {
    name: "a wrong checksum of gzip",
    bytes: Buffer.concat([bytes.subarray(0, -8), Buffer.alloc(4), bytes.subarray(-4)]),
  };
  yield { name: "a wrong length in gzip", bytes: Buffer.concat([bytes.subarray(0, -4), Buffer.alloc(4, 255)]) };
  yield { name: "no gzip", bytes: tar };
  yield { name: "a zip file", bytes: Buffer.concat([Buffer.from("PK\x03\x04"), bytes]) };
  yield { name: "nothing", bytes: new Uint8Array() };
  yield { name: "two bytes of gzip", bytes: Buffer.from([0x1f, 0x8b]) };
  yield { name: "nothing within gzip", bytes: gzipSync("") };
  yield { name: "an empty archive", bytes: gzipSync(Buffer.alloc(1024)) };
  yield { name: "no package.json", bytes: rawTgz([{ name: "package/index.js" }]) };
  yield { name: "JavaScript within gzip", bytes: gzipSync("require('child_process').execSync('touch evil')") };
  yield { name: "gzip within gzip", bytes: gzipSync(bytes) };
  yield { name: "gzip of gzip of gzip", bytes: gzipSync(gzipSync(gzipSync(tar))) };
  const seed = weatherFiles().get("weather-backend/index.js") ?? new Uint8Array();
  yield {
    name: "noise within gzip",
    bytes: gzipSync(Buffer.from(new Bun.CryptoHasher("sha512").update(seed).digest("hex").repeat(100))),
  };
}

function* bombs(): Generator<NamedArchive> {
  const zeros = (size: number) => Buffer.alloc(size);
  const gigabytes = gzipSync(zeros(200_000_000), { level: 1 });
  yield { name: "200 MB of zeros", bytes: gigabytes };
  yield { name: "a file of zeros", bytes: rawTgz([{ name: "package/zeros.bin", content: zeros(55_000_000) }]) };
  yield { name: "a file that says it has 8 GB", bytes: spoilt([{ name: "package/zeros.bin", size: "77777777777\0" }]) };
  yield {
    name: "files of 60 MB together",
    bytes: rawTgz(
      Array.from({ length: 60 }, (_, index) => ({ name: `package/${index}.bin`, content: zeros(1_000_000) })),
    ),
  };
  yield { name: "a million entries", bytes: entryBomb(1_000_000, { name: "package/a.js" }) };
  yield { name: "a million folders", bytes: entryBomb(1_000_000, { name: "package/a/", type: "5" }) };
  yield { name: "ten thousand attributes", bytes: entryBomb(10_000, { name: "PaxHeader", type: "x" }) };
  yield {
    name: "zeros without end behind the archive",
    bytes: gzipSync(Buffer.concat([rawTar([]), zeros(150_000_000)]), { level: 1 }),
  };
  yield { name: "a bomb within a bomb", bytes: spoilt([{ name: "package/inner.tgz", content: gigabytes }]) };
  const noise = Buffer.concat(Array.from({ length: 820 }, () => Bun.randomUUIDv7("buffer")));
  yield {
    name: "60 MB at a ratio that is allowed",
    bytes: rawTgz(
      Array.from({ length: 60 }, (_, index) => ({
        name: `package/${index}.bin`,
        content: Buffer.concat(Array.from({ length: 50 }, () => [noise, zeros(7000)]).flat()),
      })),
    ),
  };
}

/** Entries that are all the same pack to almost nothing. */
function entryBomb(count: number, entry: RawEntry): Buffer {
  const block = Buffer.concat(rawEntry(entry));
  const some = Buffer.concat(Array.from({ length: 1000 }, () => block));
  return gzipSync(Buffer.concat(Array.from({ length: count / 1000 }, () => some)), { level: 1 });
}
