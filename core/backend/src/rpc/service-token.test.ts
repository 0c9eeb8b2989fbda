import type { Clock } from "@checkstack/backend-api";
import { beforeAll, expect, test } from "bun:test";
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT, type CryptoKey } from "jose";
import { createServiceTokenSigner, createServiceTokenVerifier, type ServiceKey } from "./service-token.ts";

let now = 1_800_000_000_000;
const clock: Clock = { now: () => now, monotonic: () => now };
const call = { caller: "alerts", audience: "catalog", instanceId: "b" };

let keys: { privateKey: CryptoKey; publicKey: CryptoKey };
beforeAll(async () => {
  keys = await generateKeyPair("EdDSA", { extractable: true });
});

const signer = (keyId = "1") =>
  createServiceTokenSigner({ instanceId: "a", key: () => ({ id: keyId, privateKey: keys.privateKey }), clock });

const verifier = (options: { instanceId?: string } = {}) =>
  createServiceTokenVerifier({
    instanceId: options.instanceId ?? "b",
    keyOf: async (issuer, keyId): Promise<ServiceKey | undefined> =>
      issuer === "a" && keyId === "1" ? { publicKey: keys.publicKey } : undefined,
    clock,
  });

const refusal = { code: "SERVICE_TOKEN_INVALID", status: 401 };

/** A token that is right but for what a test changes. */
const forge = (change: (token: SignJWT) => SignJWT, header: Record<string, unknown> = {}) =>
  change(
    new SignJWT({ instance: "b" })
      .setIssuer("a")
      .setSubject("alerts")
      .setAudience("catalog")
      .setIssuedAt(now / 1000)
      .setExpirationTime(now / 1000 + 60)
      .setJti("7"),
  )
    .setProtectedHeader({ alg: "EdDSA", kid: "1", ...header })
    .sign(keys.privateKey);

test("a token names the calling plugin and the person it acts for", async () => {
  const onBehalfOf = { type: "anonymous", accessRules: ["x.y"] } as const;
  const token = await signer().sign({ ...call, onBehalfOf });
  expect(await verifier().verify(token, "catalog")).toEqual({
    principal: { type: "service", pluginId: "alerts", onBehalfOf },
    issuer: "a",
    keyId: "1",
  });
  expect(await verifier().verify(await forge((jwt) => jwt), "catalog")).toMatchObject({
    principal: { pluginId: "alerts" },
  });
});

test("a token is accepted once", async () => {
  const check = verifier();
  const token = await signer().sign(call);
  await check.verify(token, "catalog");
  await expect(check.verify(token, "catalog")).rejects.toMatchObject(refusal);
});

test("a token is remembered as long as it lives", async () => {
  const check = verifier();
  const { sign } = signer();
  const token = await sign(call);
  await check.verify(token, "catalog");
  for (let second = 0; second < 59; second += 1) {
    now += 1000;
    await check.verify(await sign(call), "catalog");
    await expect(check.verify(token, "catalog")).rejects.toMatchObject(refusal);
  }
});

test("another instance refuses a token that was overheard", async () => {
  const token = await signer().sign(call);
  await expect(verifier({ instanceId: "c" }).verify(token, "catalog")).rejects.toMatchObject(refusal);
});

test("a token expires after a minute, to the second, and cannot ask for longer", async () => {
  const token = await signer().sign(call);
  now += 59_000;
  expect(await verifier().verify(token, "catalog")).toBeDefined();
  now += 1000;
  await expect(verifier().verify(token, "catalog")).rejects.toMatchObject(refusal);
  const lasting = await forge((jwt) => jwt.setExpirationTime(now / 1000 + 3600));
  await expect(verifier().verify(lasting, "catalog")).rejects.toMatchObject(refusal);
});

test("wrong audience, unknown issuer, unknown key and missing claims are refused", async () => {
  const wrong = [
    await signer().sign({ ...call, audience: "other" }),
    await signer("2").sign(call),
    await forge((jwt) => jwt.setIssuer("z")),
    await forge((jwt) => jwt.setJti("")),
    await forge((jwt) => jwt.setJti("-1")),
    await forge((jwt) => jwt.setJti(crypto.randomUUID())),
    await forge((jwt) => jwt, { kid: undefined }),
    await new SignJWT({ instance: "b" })
      .setProtectedHeader({ alg: "EdDSA", kid: "1" })
      .setIssuer("a")
      .setAudience("catalog")
      .sign(keys.privateKey),
  ];
  for (const token of wrong) await expect(verifier().verify(token, "catalog")).rejects.toMatchObject(refusal);
});

test("a signature by nobody, by a public key as a secret, or by a key the token brings along is refused", async () => {
  const stranger = await generateKeyPair("EdDSA", { extractable: true });
  const jwk = await exportJWK(stranger.publicKey);
  const claims = { instance: "b", jti: "1", iat: now / 1000, exp: now / 1000 + 60, iss: "a", sub: "x", aud: "catalog" };
  const unsigned = new UnsecuredJWT(claims).encode();
  const symmetric = await new SignJWT(claims)
    .setProtectedHeader({ alg: "HS256", kid: "1" })
    .sign(new TextEncoder().encode(await exportSPKI(keys.publicKey)));
  const brought = await new SignJWT(claims)
    .setProtectedHeader({ alg: "EdDSA", kid: "1", jwk, jku: "https://evil.example/keys" })
    .sign(stranger.privateKey);
  for (const token of [unsigned, symmetric, brought, "", "a.b.c"]) {
    await expect(verifier().verify(token, "catalog")).rejects.toMatchObject(refusal);
  }
});
