import { brokerPermissions, isOfBrokers, isOfHouse, isOfProducts } from "@/lib/catalog";
import { operatorProfile, profiles } from "@/prisma/seed/demonstration";
import { demoBrokers } from "@/prisma/seed/team";

// Who tries every door, and where: of each kind of caller one.

/** The company or broker that a request names, and the product. */
export type Where = { empresa: string; producto: string };
/** Where those who may are. */
export const mineOf = (asks: string): Where =>
  isOfBrokers(asks) ? { empresa: "B1", producto: "" } : { empresa: "E1", producto: "P1" };
/** Where whoever may has nothing. */
export const foreignTo = (asks: string, holder: string): [string, Where][] =>
  isOfBrokers(asks)
    ? ["B2", "E1", "NADA"].map((empresa) => [holder, { empresa, producto: "" }])
    : [
        [holder, { empresa: "E2", producto: "P9" }],
        [holder, { empresa: "E1", producto: "P9" }],
        ["consulta1", { empresa: "E1", producto: "P2" }],
      ];

/** One person of each profile, all of E1 and all with product P1. */
const oneOf: Record<string, string> = {
  Administración: "adm1",
  Preparación: "maker1",
  Autorización: "firma1",
  Tesorería: "pagador1",
  "Cuenta maestra": "cm1",
  Consulta: "consulta1",
  Auditoría: "auditor1",
  [operatorProfile.name]: "oper1",
};
const granted: [profile: string, permissions: readonly string[]][] = [
  ...Object.entries(profiles),
  [operatorProfile.name, operatorProfile.granted],
];
/** At the operator's desk, which is in no company. */
export const atDesk = (asks: string) => (operatorProfile.granted as readonly string[]).includes(asks);
/** Some doors ask for any permission on a product, or any of the administration. */
const allows = (asks: string, permissions: readonly string[]): boolean => {
  if (asks === "any") return permissions.some(isOfProducts);
  return asks === "house" ? permissions.some(isOfHouse) : permissions.includes(asks);
};
/** Of the team of B1, with a super-user of another broker and an administrator of a company, to whom it is not there. */
const ofTeam = (asks: string) => [
  ...(demoBrokers[0]?.team ?? [])
    .filter(({ username }) => ["sup1b", "sup1", "ejec1"].includes(username))
    .map(({ username, role, sections }) => ({
      usuario: username,
      may: isOfBrokers(asks) && (role === "GERENCIAL" || brokerPermissions(sections).has(asks)),
      outside: false,
    })),
  ...["sup2", "adm1"].map((usuario) => ({ usuario, may: false, outside: true })),
];
export const mayDo = (asks: string) => (isOfBrokers(asks) ? ofTeam(asks) : ofCompanies(asks));
const ofCompanies = (asks: string) =>
  granted.map(([profile, permissions]) => ({
    usuario: oneOf[profile] ?? "",
    // Who is in no company is in none of its products either.
    may: allows(asks, permissions),
    outside: !atDesk(asks) && permissions.some(atDesk),
  }));
export const holderOf = (asks: string) => mayDo(asks).find(({ may }) => may)?.usuario ?? "";
export const lackersOf = (asks: string) =>
  mayDo(asks).flatMap(({ usuario, may, outside }) => (may || outside ? [] : [usuario]));
