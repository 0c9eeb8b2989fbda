import { describe, expect, test } from "bun:test";
import { checkPolicySchema, type CheckPolicy } from "./policy.ts";
import {
  checkStateSchema,
  initialState,
  nextState,
  pause,
  resume,
  type CheckState,
  type NextState,
} from "./state-machine.ts";
import type { RunStatus } from "./status.ts";
import { seeded } from "./testing/seeded.ts";

const LETTERS: Record<string, RunStatus> = { h: "healthy", d: "degraded", u: "unhealthy", i: "inconclusive" };
const policyOf = (policy: Partial<CheckPolicy> = {}): CheckPolicy =>
  checkPolicySchema.parse({ flapping: null, ...policy });

/** Runs a check through `letters`, one run each minute, and tells every step. */
function steps(letters: string, policy: CheckPolicy, start: CheckState = initialState): NextState[] {
  let state = start;
  return [...letters].map((letter, i) => {
    const next = nextState(state, { at: (i + 1) * 60_000, status: LETTERS[letter] ?? "inconclusive" }, policy);
    state = next.state;
    return next;
  });
}

const statuses = (letters: string, policy: CheckPolicy): string =>
  steps(letters, policy)
    .map(({ state }) => (state.status === "unknown" ? "?" : state.status[0]))
    .join("");
const announcements = (taken: readonly NextState[]): string[] =>
  taken.flatMap(({ announcement }) => (announcement ? [`${announcement.type} ${announcement.status}`] : []));
const last = (taken: readonly NextState[]): CheckState => taken.at(-1)?.state ?? initialState;

const randomLetters = (random: () => number, count: number): string =>
  Array.from({ length: count }, () => "hhdui"[Math.floor(random() * 5)]).join("");
const randomPolicy = (random: () => number): CheckPolicy =>
  policyOf({ failuresToAlert: 1 + Math.floor(random() * 4), successesToRecover: 1 + Math.floor(random() * 3) });
const SEEDS = Array.from({ length: 300 }, (_, i) => i + 1);

describe("confirmations", () => {
  test.each([
    // runs, failures to alert, successes to recover, the status after each run
    ["h", 2, 1, "h"],
    ["u", 1, 1, "u"],
    ["uu", 2, 1, "?u"],
    ["huuh", 2, 1, "hhuh"],
    ["huhuhu", 2, 1, "hhhhhh"],
    ["huuhh", 2, 2, "hhuuh"],
    ["hdu", 2, 1, "hhd"],
    ["hduu", 2, 1, "hhdu"],
    ["huud", 2, 1, "hhud"],
    ["huudh", 2, 2, "hhuud"],
    ["huudhh", 2, 2, "hhuudh"],
    ["huiu", 2, 1, "hhhu"],
    ["ii", 1, 1, "??"],
    ["huuui", 3, 1, "hhhuu"],
    ["uhh", 2, 2, "?hh"],
  ])("runs %s, confirmed after %d down and %d up, give %s", (runs, failuresToAlert, successesToRecover, expected) => {
    expect(statuses(runs, policyOf({ failuresToAlert, successesToRecover }))).toBe(expected);
  });

  test("a problem is as old as the first run that showed it", () => {
    const taken = steps("hhuu", policyOf());
    expect(taken.at(-1)?.transition).toEqual({ from: "healthy", to: "unhealthy", since: 180_000 });
  });

  test("a partial recovery begins with the first run that was no longer unhealthy", () => {
    const taken = steps("huuudd", policyOf({ successesToRecover: 2 }));
    expect(taken.at(-1)?.transition).toEqual({ from: "unhealthy", to: "degraded", since: 300_000 });
  });

  test("no status changes without as many runs in a row as the policy asks for", () => {
    for (const seed of SEEDS) {
      const random = seeded(seed);
      const policy = randomPolicy(random);
      const letters = randomLetters(random, 60);
      steps(letters, policy).forEach(({ transition }, i) => {
        if (!transition || transition.from === "unknown") return;
        const worse = transition.to === "unhealthy" || (transition.to === "degraded" && transition.from === "healthy");
        const conclusive = letters.slice(0, i + 1).replaceAll("i", "");
        const confirming = conclusive.slice(-(worse ? policy.failuresToAlert : policy.successesToRecover));
        const patterns: Record<string, RegExp> = {
          healthy: /^h+$/,
          unhealthy: /^u+$/,
          degraded: worse ? /^[du]+$/ : /^[dh]+$/,
        };
        const allowed = patterns[transition.to];
        expect(`${seed}: ${confirming}`).toMatch(new RegExp(`^${seed}: ${allowed?.source.slice(1)}`));
      });
    }
  });

  test("enough equal runs settle every check on what they say", () => {
    for (const seed of SEEDS) {
      const random = seeded(seed);
      const letters = randomLetters(random, 40);
      for (const letter of "hdu")
        expect(last(steps(letters + letter.repeat(4), randomPolicy(random))).status).toBe(
          checkStateSchema.shape.status.parse(LETTERS[letter]),
        );
    }
  });
});

describe("runs that say nothing", () => {
  test("an inconclusive run changes neither status nor streaks, wherever it comes", () => {
    for (const seed of SEEDS) {
      const random = seeded(seed);
      const policy = randomPolicy(random);
      const letters = randomLetters(random, 40);
      const { lastAt: _with, streaks: a, ...full } = last(steps(letters, policy));
      const { lastAt: _without, streaks: b, ...kept } = last(steps(letters.replaceAll("i", ""), policy));
      expect(full).toEqual(kept);
      expect(Object.values(a).map(({ count }) => count)).toEqual(Object.values(b).map(({ count }) => count));
    }
  });

  test("a run that is not newer than the last one changes nothing and tells nobody", () => {
    const state = last(steps("hhu", policyOf()));
    for (const at of [1, 120_000, 180_000]) {
      expect(nextState(state, { at, status: "unhealthy" }, policyOf({ failuresToAlert: 1 }))).toEqual({ state });
    }
  });

  test("inconclusive runs move the time on, so that a run before them is late", () => {
    const state = last(steps("hi", policyOf()));
    expect(nextState(state, { at: 90_000, status: "unhealthy" }, policyOf({ failuresToAlert: 1 }))).toEqual({ state });
  });
});

describe("what people are told", () => {
  test("the first healthy run of a new check is no news", () => {
    expect(announcements(steps("hhh", policyOf()))).toEqual([]);
  });

  test("each confirmed change is told once", () => {
    expect(announcements(steps("hdduuuuddhh", policyOf({ successesToRecover: 2 })))).toEqual([
      "problem degraded",
      "problem unhealthy",
      "problem degraded",
      "recovery healthy",
    ]);
  });

  test("whatever was announced, its recovery is announced", () => {
    for (const seed of SEEDS) {
      const random = seeded(seed);
      const policy = policyOf({ ...randomPolicy(random), flapping: { changes: 3, windowRuns: 12 } });
      const told = announcements(steps(randomLetters(random, 60) + "h".repeat(20), policy));
      if (told.length > 0) expect(told.at(-1)).toBe("recovery healthy");
      expect(told.filter((text, i) => text === told[i - 1])).toEqual([]);
    }
  });
});

describe("flapping", () => {
  const policy = policyOf({ failuresToAlert: 1, flapping: { changes: 4, windowRuns: 10 } });

  test("many changes are told once, and the calm after them once", () => {
    expect(announcements(steps("huhuhuhuhuhhhhhhhhhhhhh", policy))).toEqual([
      "problem unhealthy",
      "recovery healthy",
      "problem unhealthy",
      "flapping healthy",
      "recovery healthy",
    ]);
  });

  test("the status itself goes on changing while people are spared", () => {
    const taken = steps("huhuhuhu", policy);
    expect(taken.filter(({ transition }) => transition)).toHaveLength(8);
  });

  test("a check that calms down broken is told as a problem", () => {
    expect(announcements(steps("huhuhuhuuuuuuuuuuu", policy)).at(-1)).toBe("problem unhealthy");
  });

  test("switched off while a check flaps, it tells how the check is", () => {
    const flapping = last(steps("huhuhu", policy));
    expect(flapping.flapping).toBe(true);
    expect(
      nextState(flapping, { at: 1e9, status: "unhealthy" }, policyOf({ failuresToAlert: 1 })).announcement,
    ).toEqual({
      type: "problem",
      status: "unhealthy",
      since: 1e9,
    });
  });
});

describe("pausing", () => {
  const broken = last(steps("huu", policyOf()));

  test("a paused check takes no run", () => {
    const paused = pause(broken);
    expect(nextState(paused, { at: 1e9, status: "healthy" }, policyOf())).toEqual({ state: paused });
  });

  test("after a pause nothing is known until a run says so, and an announced problem gets its recovery", () => {
    const resumed = resume(pause(broken));
    expect(resumed.status).toBe("unknown");
    expect(announcements(steps("h", policyOf(), { ...resumed, lastAt: null }))).toEqual(["recovery healthy"]);
  });

  test("a problem that outlives the pause is not announced again", () => {
    expect(announcements(steps("uu", policyOf(), { ...resume(pause(broken)), lastAt: null }))).toEqual([]);
  });

  test("resuming a check that runs changes nothing", () => {
    expect(resume(broken)).toBe(broken);
  });
});

test("the state survives being stored as JSON", () => {
  for (const { state } of steps("huduihhduu", policyOf())) {
    expect(checkStateSchema.parse(JSON.parse(JSON.stringify(state)))).toEqual(state);
  }
});
