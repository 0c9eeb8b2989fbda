import { expect, test } from "bun:test";
import { packPackage, readPackage } from "../index.ts";
import { weatherPackage } from "../testing/weather-package.ts";
import { compatibilityOf } from "./compatibility.ts";

const versions = { "@checkstack/backend-api": "0.1.4", react: "18.3.0" };

test("what a package needs is told in sentences, unmet needs first, and only host packages of another version forbid it", async () => {
  const { manifest } = await readPackage(packPackage(weatherPackage()).bytes);
  expect(compatibilityOf(manifest, { versions, pluginIds: ["catalog"] })).toEqual([
    {
      ok: false,
      required: true,
      sentence: "It needs react ^19.0.0, but this platform gives 18.3.0; look for another version of the plugin.",
    },
    {
      ok: false,
      required: false,
      sentence: 'It extends plugin "healthcheck", which is not installed: that part will not work.',
    },
    { ok: true, required: true, sentence: "It needs @checkstack/backend-api ^0.1.0; this platform gives 0.1.4." },
    { ok: true, required: false, sentence: 'It calls plugin "catalog", which is installed.' },
  ]);
});
