import { jsonAnswer } from "./json-answer.ts";

/** What the platform says of itself. `degraded`: it works, but some plugin does not. `unavailable`: send nobody here. */
export interface Readiness {
  readonly status: "ready" | "starting" | "degraded" | "unavailable";
  readonly plugins: Readonly<Record<string, { readonly state: string; readonly reason?: string }>>;
}

export const answerLive = (request: Request) => jsonAnswer(request, { status: 200, body: `{"status":"live"}` });

export const answerReady = (request: Request, readiness: Readiness) =>
  jsonAnswer(request, {
    status: readiness.status === "ready" || readiness.status === "degraded" ? 200 : 503,
    body: JSON.stringify(readiness),
  });
