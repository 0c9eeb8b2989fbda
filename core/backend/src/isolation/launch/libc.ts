import { dlopen, FFIType, ptr } from "bun:ffi";

/** The C library, for what no runtime offers. For programs that shut themselves in, and then become another. */
export interface Libc {
  /** Throws, naming `what` failed, when the system refuses. */
  syscall(what: string, number: number, ...values: readonly Argument[]): number;
  mount(options: { source?: string; target: string; type?: string; flags?: number; data?: string }): void;
  /** Replaces this program, with an empty environment. */
  become(command: readonly string[]): never;
}

type Argument = number | string | Uint8Array | BigUint64Array | DataView;

const { i32, i64, ptr: pointer } = FFIType;
const SIGNATURES = {
  syscall: { args: [i64, i64, i64, i64, i64, i64], returns: i64 },
  mount: { args: [pointer, pointer, pointer, i64, pointer], returns: i32 },
  execve: { args: [pointer, pointer, pointer], returns: i32 },
} as const;

export function openLibc(): Libc {
  const symbols = load();
  return {
    syscall(what, number, ...values) {
      const [a, b, c, d, e] = values.map(asNumber);
      return check(what, Number(symbols.syscall(number, a ?? 0, b ?? 0, c ?? 0, d ?? 0, e ?? 0)));
    },
    mount({ source = "none", target, type, flags = 0, data }) {
      const [from, to] = [text(source), text(target)];
      const options = { type: type === undefined ? null : text(type), data: data === undefined ? null : text(data) };
      const result = symbols.mount(
        ptr(from),
        ptr(to),
        options.type && ptr(options.type),
        flags,
        options.data && ptr(options.data),
      );
      check(`mount ${target}`, result);
    },
    become(command) {
      const words = command.map(text);
      const addresses = words.map((word) => BigInt(ptr(word)));
      const [program = text("")] = words;
      const result = symbols.execve(
        ptr(program),
        ptr(new BigUint64Array([...addresses, 0n])),
        ptr(new BigUint64Array(1)),
      );
      check(`execve ${command[0]}`, result);
      throw new Error("the program was not replaced");
    },
  };
}

function load() {
  const names = ["libc.so.6", `libc.musl-${process.arch === "arm64" ? "aarch64" : "x86_64"}.so.1`];
  for (const name of names) {
    try {
      return dlopen(name, SIGNATURES).symbols;
    } catch {
      // The other one, then.
    }
  }
  throw new Error("this system has no C library that is known");
}

const asNumber = (value: Argument): number => {
  if (typeof value === "number") return value;
  return ptr(typeof value === "string" ? text(value) : value);
};

const text = (value: string): Uint8Array => Buffer.from(`${value}\0`);

function check(what: string, result: number): number {
  if (result < 0) throw new Error(`the system refuses: ${what}`);
  return result;
}

/** Splits arguments at the first `--`. */
export function beforeAndAfter(words: readonly string[]): [before: string[], after: string[]] {
  const at = words.indexOf("--");
  return [words.slice(0, at), words.slice(at + 1)];
}
