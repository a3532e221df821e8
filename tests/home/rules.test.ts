import { expect, test } from "vitest";
import { searchPatterns } from "@/lib/companies/rules";
import { mayOpen, type Reachable, screenOf } from "@/lib/home/rules";
import { keptPageSchema } from "@/lib/home/schema";

const reach: Reachable[] = [
  { code: "E1", name: "Uno", permissions: ["batch.read"], products: [{ code: "P1", name: "Beneficios" }] },
  { code: "E2", name: "Dos", permissions: [], products: [] },
  { code: "B1", name: "Bróker", permissions: ["brokerhome.read", "brokerhistory.read"], products: [] },
];

test.each([
  ["/", true],
  ["/empresas", true],
  ["/empresas/E1/P1", true],
  ["/empresas/E1/P1/lotes/L-2026-000001", true],
  ["/empresas/E1/P1/lotes/carga", true],
  ["/empresas/E1/P1/lotes/autorizacion", false],
  ["/empresas/E1/P1/tarjetas/1000000001", false],
  ["/empresas/E1/P1/consultas/ordenes", false],
  ["/empresas/E1/P2", false],
  ["/empresas/E2/P1", false],
  ["/empresas/E3/P1", false],
  ["/corredores/inicio", true],
  ["/corredores/historial", true],
  ["/corredores/historial/17", false],
  ["/corredores/usuarios", false],
  ["/corredores/brokers/modificar", false],
  ["/empresas/B1/P1", false],
  ["/ingresar", false],
  ["//evil.example", false],
  ["/empresas/E1/P1/lotes/autorizacion/00000000-0000-4000-8000-000000000000", false],
])("%s is there to be opened: %s", (path, may) => {
  expect(mayOpen(path, reach)).toBe(may);
});

test("a screen is known with its company, product and subject", () => {
  expect(screenOf("/empresas/E1/P1/lotes/L-2026-000123")).toEqual({
    screen: "batch",
    company: "E1",
    product: "P1",
    subject: "L-2026-000123",
  });
  expect(screenOf("/empresas/E1/P1/lotes/L-2026-000123/")).toBeNull();
});

test.each([
  ["Peñaloza", ["%penaloza%"]],
  ["  ÍNGRID  díaz ", ["%ingrid%", "%diaz%"]],
  ["ma", ["% ma%"]],
  ["a", []],
  ["a b", ["% a%", "% b%"]],
  ["100%_\\", ["%100\\%\\_\\\\%"]],
  ["Pérez - Lima", ["%perez%", "%lima%"]],
  ["@", []],
  ["--", ["% --%"]],
  ["uno dos tres cuatro", ["%tres%", "%uno%", "%dos%"]],
  ["", []],
])("«%s» is searched as %j", (typed, patterns) => {
  expect(searchPatterns(typed)).toEqual(patterns);
});

test.each([
  ["a page of another place", { path: "//evil.example", title: "x", act: "star" }],
  ["a query", { path: "/empresas?aviso=x", title: "x", act: "star" }],
  ["no title", { path: "/empresas", title: " ", act: "star" }],
  ["another act", { path: "/empresas", title: "x", act: "hide" }],
  ["a field more", { path: "/empresas", title: "x", act: "star", user: 1 }],
])("a page is not kept with %s", (_, input) => {
  expect(keptPageSchema.safeParse(input).success).toBe(false);
});
