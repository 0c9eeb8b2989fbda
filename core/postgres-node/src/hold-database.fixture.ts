/** An app that starts its database, tells the address, and goes on until it is killed: `bun ... <data folder>`. */
import { startEmbeddedPostgres } from "./index.ts";

const quiet = () => {};
const [dataDir = ""] = Bun.argv.slice(2);
const logger = { debug: quiet, info: quiet, warn: quiet, error: quiet };
try {
  const postgres = await startEmbeddedPostgres({ dataDir, logger });
  console.log(postgres.url);
} catch (error) {
  console.log(error instanceof Error ? error.message : error);
  process.exit(1);
}
