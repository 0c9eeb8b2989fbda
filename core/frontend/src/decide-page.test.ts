import { expect, test } from "bun:test";
import type { Person } from "@checkstack/common";
import type { PageRoute } from "@checkstack/frontend-api";
import { decidePage } from "./decide-page.ts";

const visitor: Person = { type: "anonymous", accessRules: [] };
const user: Person = {
  type: "user",
  id: "u",
  name: "U",
  email: "u@example.com",
  roles: [],
  accessRules: ["catalog.entity.read"],
};
const route = (path: string, access?: PageRoute["access"]) => ({
  pluginId: "catalog",
  item: { path, title: path, component: () => null, ...(access !== undefined && { access }) },
});
const readers = [{ id: "entity.read", description: "" }];

test("until it is set up every address leads to the setup", () => {
  const session = { setUp: false, person: visitor };
  expect(decidePage({ session, route: route("/systems"), location: "/systems" })).toEqual({
    show: "redirect",
    to: "/setup",
  });
  const setup = route("/setup", "public");
  expect(decidePage({ session, route: setup, location: "/setup" })).toEqual({ show: "page", route: setup });
});

test("once it is set up the setup is over", () => {
  const session = { setUp: true, person: visitor };
  expect(decidePage({ session, route: route("/setup", "public"), location: "/setup" })).toEqual({
    show: "redirect",
    to: "/",
  });
});

test("without its plugin the setup page does not redirect to itself forever", () => {
  const session = { setUp: false, person: visitor };
  expect(decidePage({ session, route: undefined, location: "/setup" })).toEqual({ show: "not-found" });
  expect(decidePage({ session, route: undefined, location: "/x" })).toEqual({ show: "redirect", to: "/setup" });
});

test("a visitor goes to sign-in and comes back", () => {
  const session = { setUp: true, person: visitor };
  expect(decidePage({ session, route: route("/systems"), location: "/systems?tag=a" })).toEqual({
    show: "redirect",
    to: "/sign-in?next=%2Fsystems%3Ftag%3Da",
  });
  expect(decidePage({ session, route: route("/"), location: "/" })).toEqual({ show: "redirect", to: "/sign-in" });
  expect(decidePage({ session, route: undefined, location: "/sign-in" })).toEqual({ show: "not-found" });
});

test("who is signed in sees what the rules allow", () => {
  const session = { setUp: true, person: user };
  const allowed = route("/systems", readers);
  expect(decidePage({ session, route: allowed, location: "/systems" })).toEqual({ show: "page", route: allowed });
  const other = { ...allowed, pluginId: "other" };
  expect(decidePage({ session, route: other, location: "/systems" })).toEqual({ show: "forbidden" });
});
