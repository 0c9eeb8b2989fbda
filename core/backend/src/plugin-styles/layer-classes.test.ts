import { expect, test } from "bun:test";
import { layerClasses } from "./layer-classes.ts";

test("classes are found as they are written in HTML, each once", () => {
  const css = String.raw`@layer utilities{.p-4{padding:1rem}@media (width>=48rem){.md\:p-8{padding:2rem}}
    .w-1\/2{width:50%}.grid-cols-\[1fr_2fr\]{grid-template-columns:1fr 2fr}.\32xl\:p-4,.p-4:hover{padding:.5rem}}`;
  expect(layerClasses(css, ["utilities"])).toEqual([
    "p-4",
    "md:p-8",
    "w-1/2",
    "grid-cols-[1fr_2fr]",
    "2xl:p-4",
    "5rem",
  ]);
});

test("only the named layers count, wherever they are and however often", () => {
  const css = `.card{color:red}@layer components{.a{}}@layer base{.b{}}@layer utilities{.c{}}@layer components{.d{}}.e{}`;
  expect(layerClasses(css, ["components", "utilities"])).toEqual(["a", "d", "c"]);
});

test("braces in texts end no block", () => {
  const css = String.raw`@layer utilities{.a{content:"}"}.b{content:'\'}'}.c\}{color:red}}.d{}`;
  expect(layerClasses(css, ["utilities"])).toEqual(["a", "b", "c}"]);
});

test("a sheet that breaks off, and one that is no sheet, give what can be read", () => {
  expect(layerClasses("@layer utilities{.a{color:red", ["utilities"])).toEqual(["a"]);
  expect(layerClasses("<html>", ["utilities"])).toEqual([]);
});
