import { expect, test } from "bun:test";
import { placeTooltip } from "./tooltip-place.ts";

const within = { width: 400, height: 300 };
const bubble = { width: 100, height: 20 };
const at = (left: number, top: number) => ({ left, top, width: 20, height: 20 });

test("a bubble is centred above its anchor", () => {
  expect(placeTooltip({ anchor: at(200, 100), bubble, within, side: "top" })).toEqual({ left: 160, top: 74 });
});

test("without room above it lies below, and the other way round", () => {
  expect(placeTooltip({ anchor: at(200, 10), bubble, within, side: "top" }).top).toBe(36);
  expect(placeTooltip({ anchor: at(200, 270), bubble, within, side: "bottom" }).top).toBe(244);
});

test("with room at neither side it lies where it was wanted", () => {
  const low = { width: 400, height: 40 };
  expect(placeTooltip({ anchor: at(200, 10), bubble, within: low, side: "top" }).top).toBe(-16);
});

test("it never leaves the window at the edges", () => {
  expect(placeTooltip({ anchor: at(0, 100), bubble, within, side: "top" }).left).toBe(8);
  expect(placeTooltip({ anchor: at(380, 100), bubble, within, side: "top" }).left).toBe(292);
});

test("at a side of the anchor it is centred from top to bottom", () => {
  expect(placeTooltip({ anchor: at(200, 100), bubble, within, side: "right" })).toEqual({ left: 226, top: 100 });
  expect(placeTooltip({ anchor: at(350, 100), bubble, within, side: "right" })).toEqual({ left: 244, top: 100 });
});
