import { createContract, procedure } from "@checkstack/common";
import { expect, test } from "bun:test";
import { demoContract, demoRouter } from "../http/test-platform.ts";
import { createContractRegistry } from "./contract-registry.ts";

const metadata = { pluginId: "shop", displayName: "Shop" };

test("a procedure that declares no access keeps its contract from being declared, and is named", () => {
  const contract = createContract(metadata, { orders: { list: procedure.route({ method: "GET", path: "/orders" }) } });
  expect(() => createContractRegistry().declare(contract)).toThrow('procedure "shop.orders.list" declares no access');
});

test("an empty list of rules is no declaration", () => {
  const contract = createContract(metadata, { list: procedure.meta({ access: [] }) });
  expect(() => createContractRegistry().declare(contract)).toThrow('procedure "shop.list" declares no access');
});

test("two procedures with one method and path are refused, whatever their parameters are called", () => {
  const open = procedure.meta({ access: "public" });
  const contract = createContract(metadata, {
    byId: open.route({ method: "GET", path: "/orders/{id}" }),
    byName: open.route({ method: "GET", path: "/orders/{name}" }),
  });
  expect(() => createContractRegistry().declare(contract)).toThrow(
    'procedures "shop.byId" and "shop.byName" both answer GET /orders/{name}',
  );
});

test("a path or a plugin id of the platform is refused", () => {
  const open = procedure.meta({ access: "public" });
  const inRpc = createContract(metadata, { a: open.route({ path: "/rpc/a" }) });
  const asHealth = createContract({ pluginId: "health", displayName: "Health" }, { a: open });
  expect(() => createContractRegistry().declare(inRpc)).toThrow("/rpc belongs to the platform");
  expect(() => createContractRegistry().declare(asHealth)).toThrow("/api/health belongs to the platform");
});

test("a router must answer the whole contract, which must have been declared", () => {
  const registry = createContractRegistry();
  expect(() => registry.serve(demoContract, demoRouter())).toThrow("call registerContract first");
  registry.declare(demoContract);
  expect(() => registry.serve(demoContract, {})).toThrow('serves no handler for procedure "hello"');
});

test("what is disposed is gone, and may come back", async () => {
  const registry = createContractRegistry();
  const declared = registry.declare(demoContract);
  const served = registry.serve(demoContract, demoRouter());
  expect(() => registry.declare(demoContract)).toThrow("declares two contracts");
  await served[Symbol.asyncDispose]();
  expect(registry.list()[0]).toBeUndefined();
  declared[Symbol.dispose]();
  registry.declare(demoContract);
  registry.serve(demoContract, demoRouter());
  expect(registry.list()[0]?.procedures.length).toBeGreaterThan(5);
});
