import { expect, test } from "bun:test";
import { userChange, userValues } from "./user-change.ts";

const ada = {
  id: "u1",
  name: "Ada",
  email: "ada@example.org",
  roles: ["admin", "users"],
  disabled: false,
  createdAt: new Date(0),
  lastSignInAt: null,
};

test("an untouched form changes nothing, in whatever order the roles come", () => {
  expect(userChange(ada, { ...userValues(ada), roles: ["users", "admin"] })).toEqual({ id: "u1" });
});

test("only what differs is sent", () => {
  expect(userChange(ada, { name: "Ada L.", roles: ["users"], enabled: false, password: "new password" })).toEqual({
    id: "u1",
    name: "Ada L.",
    roles: ["users"],
    disabled: true,
    password: "new password",
  });
  expect(userChange({ ...ada, disabled: true }, userValues(ada))).toEqual({ id: "u1", disabled: false });
});
