import { describe, expect, test } from "bun:test";
import type { CheckStatus, StatusChange, SystemStatus } from "@checkstack/healthcheck-common";
import { patchSystems } from "./patch-status.ts";

const at = new Date("2026-05-01T12:00:00Z");

const systemWith = (status: CheckStatus, checks: number): SystemStatus => ({
  systemId: "shop",
  status,
  since: null,
  message: "before",
  checks,
  latencyMs: 12,
  lastRunAt: null,
});

const change = (from: CheckStatus, to: CheckStatus, systemId = "shop"): StatusChange => ({
  checkId: "c",
  systemId,
  from,
  to,
  message: "connection refused",
  at,
});

const patch = (system: SystemStatus, ...changes: StatusChange[]) => {
  const { systems, sure } = patchSystems([system], changes);
  return { status: systems[0]?.status, message: systems[0]?.message, sure };
};

test("a system with one check is as its check is, with the reason", () => {
  expect(patch(systemWith("healthy", 1), change("healthy", "unhealthy"))).toEqual({
    status: "unhealthy",
    message: "connection refused",
    sure: true,
  });
  expect(patch(systemWith("unhealthy", 1), change("unhealthy", "healthy"))).toEqual({
    status: "healthy",
    message: "",
    sure: true,
  });
});

describe("of several checks", () => {
  test("one that gets worse than all makes the system worse", () => {
    expect(patch(systemWith("degraded", 3), change("healthy", "unhealthy")).status).toBe("unhealthy");
  });

  test("one that fails like another changes nothing", () => {
    expect(patch(systemWith("unhealthy", 3), change("healthy", "unhealthy"))).toMatchObject({
      message: "before",
      sure: true,
    });
  });

  test("one that was not the worst may recover without the system changing", () => {
    expect(patch(systemWith("unhealthy", 3), change("degraded", "healthy"))).toMatchObject({
      status: "unhealthy",
      sure: true,
    });
  });

  test("after the recovery of one as bad as the system the server must be asked", () => {
    expect(patch(systemWith("unhealthy", 3), change("unhealthy", "healthy"))).toMatchObject({
      status: "unhealthy",
      sure: false,
    });
  });
});

test("a system that is not known yet must be asked for", () => {
  expect(patch(systemWith("healthy", 1), change("unknown", "healthy", "new"))).toMatchObject({ sure: false });
});

test("several changes are applied in their order", () => {
  const changes = [change("healthy", "unhealthy"), change("unhealthy", "healthy")];
  expect(patch(systemWith("healthy", 1), ...changes)).toMatchObject({ status: "healthy", sure: true });
});
