/**
 * `bun with-postgres.ts <arguments of bun>`: runs Bun while a PostgreSQL is there that all its test processes share, and ends
 * with its code. Nothing is left of their temporary folders.
 */
import { SHARED_SERVER, startTestPostgres } from "./test-postgres.ts";

const { adminUrl, folder } = await startTestPostgres();
const program = Bun.spawn([process.execPath, ...Bun.argv.slice(2)], {
  stdio: ["inherit", "inherit", "inherit"],
  env: { ...process.env, [SHARED_SERVER]: adminUrl, TMPDIR: folder },
});
process.on("SIGTERM", () => program.kill("SIGTERM"));
process.on("SIGINT", () => {}); // A terminal tells the program as well.
process.exit(await program.exited);
