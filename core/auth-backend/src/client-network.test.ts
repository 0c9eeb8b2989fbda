import { expect, test } from "bun:test";
import { clientNetwork } from "./client-network.ts";

test.each([
  ["203.0.113.7", "203.0.113.7"],
  ["::ffff:203.0.113.7", "203.0.113.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"],
  ["2001:DB8:1:2::9", "2001:db8:1:2::"],
  ["unix", "unix"],
])("%s belongs to %s", (address, network) => {
  expect(clientNetwork(address)).toBe(network);
});
