/** The least that an authenticated call could cost: one Hono route, in a process of its own. Prints its port. */
import { Hono } from "hono";

const app = new Hono().get("/session", (context) => context.json({ type: "anonymous" }));
const server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: app.fetch });
console.log(server.port);
