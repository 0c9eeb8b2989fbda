import { expect, test } from "bun:test";
import { describeBrowser } from "./describe-browser.ts";

test("browsers that claim to be several are told as the one they are", () => {
  const webkit = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)";
  expect(describeBrowser(`${webkit} Chrome/140.0.0.0 Safari/537.36`)).toBe("Chrome on Windows");
  expect(describeBrowser(`${webkit} Chrome/140.0.0.0 Safari/537.36 Edg/140.0`)).toBe("Edge on Windows");
  expect(
    describeBrowser(
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
    ),
  ).toBe("Safari on iPhone");
  expect(describeBrowser("Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0")).toBe(
    "Firefox on Linux",
  );
});

test("what is no browser is told by its first word", () => {
  expect(describeBrowser("curl/8.5.0")).toBe("curl");
  expect(describeBrowser("deploy-bot/1.2 (build 7)")).toBe("deploy-bot");
  expect(describeBrowser(null)).toBe("Unknown browser");
});
