import { expect, test } from "bun:test";
import { wrongFile } from "./wrong-file.ts";

test("what cannot be a package is not sent", () => {
  expect(wrongFile({ name: "weather.zip", size: 10 })).toBe(
    "weather.zip is no .tgz: pack the plugin with plugin-pack first.",
  );
  expect(wrongFile({ name: "weather.tgz", size: 0 })).toBe("weather.tgz is empty.");
  expect(wrongFile({ name: "weather.tgz", size: 61_000_000 })).toBe(
    "weather.tgz has 61 MB; a package may have at most 50 MB.",
  );
});

test("everything else is for the server to judge", () => {
  expect(
    [
      { name: "weather-1.2.0.tgz", size: 50_000_000 },
      { name: "W.TAR.GZ", size: 1 },
    ].map(wrongFile),
  ).toEqual([undefined, undefined]);
});
