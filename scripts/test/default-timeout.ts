import { setDefaultTimeout } from "bun:test";

/** For a busy machine; no test waits for it. Read before every test file, as `bunfig.toml` says. */
setDefaultTimeout(60_000);
