import { expect, test } from "vitest";
import { flagsOf, type Service, services } from "@/lib/catalog";
import { DomainError } from "@/lib/errors";
import {
  actionsOf,
  administers,
  boxesOf,
  boxOf,
  changesBetween,
  conflictsOf,
  grantsOf,
  idleServices,
  knownGrants,
  requireWhole,
  whyNot,
} from "@/lib/profiles/rules";
import { deleteProfileSchema, newProfileSchema, profileId, profileSchema } from "@/lib/profiles/schema";

const all = new Set<Service>(services);
const codeOf = (work: () => unknown): string => {
  try {
    work();
    return "ok";
  } catch (error) {
    return error instanceof DomainError ? error.code : String(error);
  }
};
const active = (boxes: readonly string[]) => ({ status: "ACTIVE" as const, grants: grantsOf(boxes) });

test("boxes become grants in the catalogue's order, each once, and come back as boxes", () => {
  const grants = grantsOf(["lotes.carga:batch.upload", "consultas.saldos:WEB", "lotes.carga:WEB", "lotes.carga:WEB"]);
  expect(grants).toEqual({ "consultas.saldos": ["WEB"], "lotes.carga": ["WEB", "batch.upload"] });
  expect(boxesOf(grants)).toEqual(["consultas.saldos:WEB", "lotes.carga:WEB", "lotes.carga:batch.upload"]);
});

test("every flag of the catalogue is a box", () => {
  const boxes = services.flatMap((service) => flagsOf(service).map((flag) => boxOf(service, flag)));
  expect(boxesOf(grantsOf(boxes))).toEqual(boxes);
});

test.each([
  "lotes.carga:batch.sign",
  "lotes.carga:APP",
  "lotes.carga:",
  "otra.cosa:WEB",
  "lotes.carga",
  "operador.empresas:registry.write",
  "constructor:WEB",
])("%s is no box of the catalogue", (box) => {
  expect(codeOf(() => grantsOf([box]))).toBe("profile.notInCatalog");
  expect(knownGrants([box.split(":") as [string, string]])).toEqual({});
});

test.each([
  ["an action with a channel", ["lotes.carga:WEB", "lotes.carga:batch.upload"], all, "ok"],
  ["an action on a phone only", ["lotes.carga:PHONE", "lotes.carga:batch.upload"], all, "ok"],
  ["an action without a channel", ["lotes.carga:batch.upload"], all, "profile.noChannel"],
  ["a channel without an action", ["lotes.carga:WEB"], all, "ok"],
  ["what is not contracted", ["lotes.carga:WEB"], new Set<Service>(), "profile.notContracted"],
])("%s: %s", (_, boxes, contracted, outcome) => {
  expect(codeOf(() => requireWhole(grantsOf(boxes), contracted))).toBe(outcome);
});

test("a service that can be entered and nothing else is idle", () => {
  expect(idleServices(grantsOf(["lotes.carga:WEB", "consultas.saldos:WEB", "consultas.saldos:balance.read"]))).toEqual([
    "lotes.carga",
  ]);
});

test("what a change adds and removes", () => {
  const [before, after] = [
    ["lotes.carga:WEB", "lotes.carga:PHONE"],
    ["lotes.carga:WEB", "consultas.saldos:WEB"],
  ];
  expect(changesBetween(grantsOf(before), grantsOf(after))).toEqual({
    added: ["consultas.saldos:WEB"],
    removed: ["lotes.carga:PHONE"],
  });
});

test("actions count in the channels of their service, and none of an inactive profile", () => {
  const profile = active(["lotes.carga:PHONE", "lotes.carga:batch.upload", "consultas.saldos:balance.read"]);
  expect(actionsOf(profile)).toEqual(["batch.upload"]);
  expect(actionsOf(profile, "WEB")).toEqual([]);
  expect(actionsOf(profile, "PHONE")).toEqual(["batch.upload"]);
  expect(actionsOf({ ...profile, status: "INACTIVE" })).toEqual([]);
});

const signs = ["lotes.autorizacion:WEB", "lotes.autorizacion:batch.sign"];
const prepares = ["lotes.carga:WEB", "lotes.carga:batch.upload"];
const pays = ["ordenes.pago:WEB", "ordenes.pago:order.pay"];
test.each([
  [[...prepares, ...signs], ["preparesAndSigns"]],
  [[...pays, ...signs], ["paysAndSigns"]],
  [[...prepares, ...pays], ["preparesAndPays"]],
  [["administracion.claves:WEB", "administracion.claves:user.reset"], ["administers"]],
  [["administracion.usuarios:WEB", "administracion.usuarios:user.read", "administracion.usuarios:user.export"], []],
  [["lotes.carga:batch.upload", ...signs], []],
  [signs, []],
])("%o makes the conflicts %o", (boxes, conflicts) => {
  expect(conflictsOf(active(boxes))).toEqual(conflicts);
  expect(conflictsOf({ ...active(boxes), status: "INACTIVE" })).toEqual([]);
});

test("who administers can give everything again by the web pages", () => {
  const boxes = ["perfiles:profile.modify", "usuarios:user.modify", "activacion:user.activate"].flatMap((one) => [
    `administracion.${one}`,
    `administracion.${one.split(":")[0]}:WEB`,
  ]);
  expect(administers(active(boxes))).toBe(true);
  expect(administers(active(boxes.slice(0, -2)))).toBe(false);
  expect(administers(active(boxes.map((box) => box.replace("WEB", "PHONE"))))).toBe(false);
});

const free = { own: false, beyond: null, holders: 0 };
test.each([
  ["modify", {}, null],
  ["modify", { holders: 3 }, null],
  ["modify", { own: true }, "own"],
  ["modify", { beyond: "lotes.carga" as const }, "beyond"],
  ["delete", { holders: 1 }, "held"],
  ["delete", {}, null],
  ["duplicate", { own: true, holders: 1 }, null],
  ["duplicate", { beyond: "lotes.carga" as const }, "beyond"],
] as const)("%s of %o: %s", (verb, row, why) => {
  expect(whyNot(verb, { ...free, ...row })).toBe(why);
});

test("a form's fields: one box or many, a name of three letters, nothing unknown", () => {
  const right = { nombre: " Caja   menor ", descripcion: "", estado: "ACTIVE", otorga: "lotes.carga:WEB" };
  expect(newProfileSchema.parse(right)).toMatchObject({ nombre: "Caja menor", otorga: ["lotes.carga:WEB"] });
  expect(newProfileSchema.parse({ ...right, otorga: undefined }).otorga).toEqual([]);
  for (const wrong of [
    { nombre: "ab" },
    { nombre: "x".repeat(61) },
    { estado: "OTRO" },
    { descripcion: "x".repeat(201) },
    { más: "1" },
  ])
    expect(newProfileSchema.safeParse({ ...right, ...wrong }).success).toBe(false);
  expect(profileSchema.safeParse(right).success).toBe(false);
  expect(profileSchema.safeParse({ ...right, perfil: "7", version: "1" }).success).toBe(true);
  for (const perfil of ["0", "-1", "1e3", "9999999999", "7 OR 1"])
    expect(deleteProfileSchema.safeParse({ perfil, version: "1" }).success).toBe(false);
  expect([profileId("12"), profileId("x"), profileId(undefined)]).toEqual([12, null, null]);
});
