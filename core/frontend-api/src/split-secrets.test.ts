import { expect, test } from "bun:test";
import { SECRET_UNCHANGED } from "@checkstack/common";
import { splitSecrets } from "./split-secrets.ts";

test("secrets that the server keeps are named, not shown", () => {
  const config = {
    url: "https://example.org",
    auth: { type: "basic", username: "me", password: SECRET_UNCHANGED },
    steps: [{ name: "a", token: SECRET_UNCHANGED }, "plain", null],
  };
  expect(splitSecrets(config)).toEqual({
    value: {
      url: "https://example.org",
      auth: { type: "basic", username: "me" },
      steps: [{ name: "a" }, "plain", null],
    },
    stored: ["auth.password", "steps.0.token"],
  });
});
