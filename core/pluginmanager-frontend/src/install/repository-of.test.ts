import { expect, test } from "bun:test";
import { repositoryOf } from "./repository-of.ts";

test("owner and name are found in whatever people paste", () => {
  const pasted = [
    "acme/weather",
    " acme/weather.git ",
    "https://github.com/acme/weather",
    "https://github.example.org/acme/weather/releases/tag/v1.2.0",
  ];
  expect(pasted.map(repositoryOf)).toEqual(["acme/weather", "acme/weather", "acme/weather", "acme/weather"]);
});

test("what names no repository stays as it is, for the form to refuse", () => {
  expect(["weather", "https://github.com/acme"].map(repositoryOf)).toEqual(["weather", "https://github.com/acme"]);
});
