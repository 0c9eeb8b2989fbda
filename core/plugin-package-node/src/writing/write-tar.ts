const BLOCK_BYTES = 512;
/** 1985-10-26, as npm has it: some programs refuse files of 1970. */
const MODIFIED_SECONDS = 499_162_500;

/** A tar archive (POSIX.1-2017, "ustar Interchange Format") of files alone, all of one time, owner and mode. */
export function writeTar(files: readonly (readonly [name: string, content: Uint8Array])[]): Uint8Array {
  const blocks = files.flatMap(([name, content]) => [
    header(name, content.length),
    content,
    new Uint8Array(-content.length & (BLOCK_BYTES - 1)),
  ]);
  return Buffer.concat([...blocks, new Uint8Array(2 * BLOCK_BYTES)]);
}

function header(path: string, size: number): Uint8Array {
  const block = Buffer.alloc(BLOCK_BYTES);
  const { prefix, name } = split(path);
  block.write(name, 0, "latin1");
  block.write("0000644\0", 100, "latin1");
  block.write("0000000\0", 108, "latin1");
  block.write("0000000\0", 116, "latin1");
  block.write(`${size.toString(8).padStart(11, "0")}\0`, 124, "latin1");
  block.write(`${MODIFIED_SECONDS.toString(8).padStart(11, "0")}\0`, 136, "latin1");
  block.write(" ".repeat(8), 148, "latin1");
  block.write("0", 156, "latin1");
  block.write("ustar\x0000", 257, "latin1");
  block.write("0000000\x000000000\0", 329, "latin1");
  block.write(prefix, 345, "latin1");
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  return block;
}

/** A name of more than 100 bytes is cut at a slash into two fields. */
function split(path: string): { prefix: string; name: string } {
  if (path.length <= 100) return { prefix: "", name: path };
  const slash = path.indexOf("/", path.length - 101);
  if (slash === -1 || slash > 155)
    throw new Error(`the path ${path} is too long for a tar archive; give its last part a shorter name`);
  return { prefix: path.slice(0, slash), name: path.slice(slash + 1) };
}
