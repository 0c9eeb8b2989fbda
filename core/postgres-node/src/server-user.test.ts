import { expect, test } from "bun:test";
import { chooseServerUser } from "./server-user.ts";

const root = { uid: 0, gid: 0 };
const ann = { uid: 1000, gid: 1000 };

test("an ordinary user runs the server as itself", () => {
  expect(chooseServerUser({ isRoot: false, namespaces: true, owner: undefined })).toEqual({ kind: "self" });
  expect(chooseServerUser({ isRoot: false, namespaces: false, owner: ann })).toEqual({ kind: "self" });
});

test("root enters a user namespace", () => {
  expect(chooseServerUser({ isRoot: true, namespaces: true, owner: undefined })).toEqual({ kind: "namespace" });
  expect(chooseServerUser({ isRoot: true, namespaces: true, owner: root })).toEqual({ kind: "namespace" });
});

test("root becomes nobody where namespaces are forbidden", () => {
  const nobody = { kind: "other" as const, uid: 65534, gid: 65534 };
  expect(chooseServerUser({ isRoot: true, namespaces: false, owner: undefined })).toEqual(nobody);
  expect(chooseServerUser({ isRoot: true, namespaces: false, owner: root })).toEqual(nobody);
});

test("root keeps the owner that a database has", () => {
  expect(chooseServerUser({ isRoot: true, namespaces: true, owner: ann })).toEqual({ kind: "other", ...ann });
});
