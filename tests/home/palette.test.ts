import { expect, test } from "vitest";
import { inSight, screenEntries } from "@/components/shell/palette-entries";
import type { Reachable } from "@/lib/home/rules";

// Where the search leads from a page of one of several brokers or companies.

const reach: Reachable[] = [
  { code: "B1", name: "Uno", permissions: ["brokerhome.read", "brokeruser.read", "brokeruser.create"], products: [] },
  { code: "B2", name: "Dos", permissions: ["brokerhome.read"], products: [] },
  { code: "E1", name: "Empresa", permissions: ["user.read"], products: [] },
];
const newMember = "/corredores/usuarios/nuevo";

test.each<[string, string, string, string, string]>([
  ["the same broker", newMember, "/corredores/historial", "?empresa=B1", `${newMember}?empresa=B1`],
  ["a broker in which they may not", newMember, "/corredores/inicio", "?empresa=B2", newMember],
  ["what they may there", "/corredores/inicio", "/corredores/ajustes", "?empresa=B2", "/corredores/inicio?empresa=B2"],
  ["a place that is not theirs", newMember, "/corredores/inicio", "?empresa=B3", newMember],
  ["a page that names none", newMember, "/corredores/inicio", "", newMember],
  ["from another area", newMember, "/administracion", "?empresa=E1", newMember],
  ["from what only begins so", newMember, "/corredoresx", "?empresa=B1", newMember],
  [
    "what names its place",
    "/corredores/usuarios/ana?empresa=B2",
    "/corredores/inicio",
    "?empresa=B1",
    "/corredores/usuarios/ana?empresa=B2",
  ],
  [
    "a company's house",
    "/administracion/usuarios",
    "/administracion/perfiles",
    "?empresa=E1",
    "/administracion/usuarios?empresa=E1",
  ],
])("%s", (_, href, pathname, search, leads) => {
  expect(inSight(href, reach, { pathname, search })).toBe(leads);
});

test.each<[string, Reachable["products"], boolean]>([
  ["whoever has a product finds Empresas", [{ code: "P1", name: "Producto" }], true],
  ["whoever has none does not", [], false],
])("%s", (_, products, found) => {
  const own = reach.map((one) => ({ ...one, products }));
  const keys = screenEntries(own, { screen: (screen) => screen }).map(({ key }) => key);
  expect(keys.includes("companies")).toBe(found);
  expect(keys).toEqual(expect.arrayContaining(["home", "user"]));
});
