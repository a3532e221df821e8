import {
  catalog,
  type Flag,
  flagsOf,
  type OperatorPermission,
  operatorCatalog,
  type Permission,
  type Service,
  services,
} from "@/lib/catalog";
import type { CompanyData } from "@/lib/companies/rules";
import { numberOfCard } from "@/lib/simulator/card-issue";

// The demonstration as data. Names come from fixed lists walked in a fixed order: the same on every machine.

export type Product = {
  code: string;
  name: string;
  masterCents: bigint;
  cards: { first: number; count: number; references: number };
};
export type Company = {
  code: string;
  name: string;
  taxId: string;
  signatures: 1 | 2;
  bankAccount: string;
  bankCents: bigint;
  /** What it says of itself; nothing yet where it is not given. */
  data?: CompanyData;
  products: Product[];
};

export const demoCompanies: readonly Company[] = [
  {
    code: "E1",
    name: "Comercial Andina S.A.S.",
    taxId: "900512347-2",
    signatures: 2,
    bankAccount: "0012-3456-7890",
    bankCents: 50_000_000_000n,
    data: {
      address: "Carrera 11 # 84-09, piso 6",
      city: "Bogotá D.C.",
      mail: "contacto@comercial-andina.example",
      website: "www.comercial-andina.example",
      phones: [
        { label: "Oficina principal", number: "+57 601 555 0100" },
        { label: "Medellín", number: "+57 604 555 0140 ext. 12" },
      ],
      contacts: [
        {
          name: "Adriana Castro Mejía",
          role: "Directora administrativa",
          mail: "adm1@demo.example",
          phone: "+57 310 555 0101",
        },
        { name: "Paula Restrepo León", role: "Tesorera", mail: "pagador1@demo.example", phone: "" },
      ],
    },
    products: [
      {
        code: "P1",
        name: "Tarjeta Beneficios",
        masterCents: 10_000_000n,
        cards: { first: 10_000_001, count: 200, references: 1_000_000_000 },
      },
      {
        code: "P2",
        name: "Tarjeta Incentivos",
        masterCents: 500_000_000n,
        cards: { first: 10_000_001, count: 50, references: 1_100_000_000 },
      },
    ],
  },
  {
    code: "E2",
    name: "Transportes del Sur S.A.S.",
    taxId: "901204586-9",
    signatures: 1,
    bankAccount: "0098-7654-3210",
    bankCents: 8_000_000_000n,
    products: [
      {
        code: "P9",
        name: "Tarjeta Combustible",
        masterCents: 0n,
        cards: { first: 20_000_001, count: 50, references: 1_200_000_000 },
      },
    ],
  },
];

export const profiles = {
  Administración: services
    .filter((service) => !["consultas", "transacciones"].includes(catalog[service].group))
    .flatMap((service) => [...catalog[service].grants]),
  Preparación: [
    "guide.read",
    "template.read",
    "inquiry.read",
    "inquiry.write",
    "batch.upload",
    "batch.read",
    "batch.confirm",
    "batch.delete",
    "order.read",
    "order.pdf",
    "order.print",
  ],
  Autorización: [
    "guide.read",
    "template.read",
    "inquiry.read",
    "inquiry.write",
    "batch.read",
    "batch.sign",
    "batch.reject",
    "batch.withdraw",
    "batch.annul",
    "order.read",
    "order.pdf",
    "order.print",
    "order.annul",
  ],
  Tesorería: [
    "guide.read",
    "template.read",
    "inquiry.read",
    "inquiry.write",
    "batch.read",
    "order.read",
    "order.pdf",
    "order.print",
    "order.pay",
    "order.annul",
  ],
  "Cuenta maestra": [
    "guide.read",
    "template.read",
    "inquiry.read",
    "inquiry.write",
    "balance.read",
    "movement.read",
    "statement.export",
    "statement.pdf",
    "card.read",
    "masterreport.read",
    "masterreport.export",
    "masterreport.csv",
    "masterreport.pdf",
    "masterreport.print",
    "card.balance",
    "card.credit",
    "card.debit",
    "card.block",
    "card.unblock",
    "card.replace",
    "master.fund",
    "master.withdraw",
  ],
  Consulta: ["guide.read", "inquiry.read", "inquiry.write", "batch.read", "balance.read", "movement.read"],
  Auditoría: [
    "batch.read",
    "order.read",
    "order.pdf",
    "order.print",
    "balance.read",
    "movement.read",
    "card.read",
    "masterreport.read",
    "profile.read",
    "user.read",
    "access.read",
    "activity.read",
    "activity.export",
    "activity.pdf",
    "activity.print",
    "name.read",
    "affiliate.read",
    "company.read",
    "token.consult",
    "guide.read",
    "inquiry.read",
    "inquiry.write",
  ],
} satisfies Record<string, readonly Permission[]>;

/** Those whose holders also work in the App. */
const inApp: readonly string[] = ["Autorización"];

/** A profile's rows: each action under its service, and the channels in which the service works. */
export const flagsOfProfile = (name: keyof typeof profiles): { service: Service; flag: Flag }[] => {
  const granted: readonly Permission[] = profiles[name];
  const held = services.filter((service) => catalog[service].grants.some((permission) => granted.includes(permission)));
  return held.flatMap((service) =>
    flagsOf(service)
      .filter(
        (flag) =>
          flag === "WEB" || flag === "PHONE" || (flag === "APP" ? inApp.includes(name) : granted.includes(flag)),
      )
      .map((flag) => ({ service, flag })),
  );
};

/** An account at the bank of nobody's yet: for a company that somebody registers at the operator's desk. */
export const spareAccount = { bankAccount: "0077-7000-1234", bankCents: 50_000_000_000n } as const;

export type Person = {
  username: string;
  name: string;
  document: string;
  companies: readonly string[];
  profile: keyof typeof profiles;
  status?: "INVITED" | "INACTIVE";
  products?: readonly string[];
  /** Everybody else holds a token, whose secret is `demoSecret`. */
  noToken?: true;
  /** Their image and phrase; who was invited chooses none before coming in. */
  mark?: readonly [image: number, phrase: string];
};

const roll: readonly (Omit<Person, "document" | "companies" | "mark"> & { companies: string })[] = [
  { username: "adm1", name: "Adriana Castro Mejía", companies: "E1", profile: "Administración" },
  { username: "adm1b", name: "Benjamín Duarte Ríos", companies: "E1", profile: "Administración" },
  { username: "maker1", name: "Marcela Gómez Pardo", companies: "E1", profile: "Preparación" },
  { username: "firma1", name: "Fernando Ibáñez Torres", companies: "E1", profile: "Autorización" },
  { username: "firma2", name: "Lucía Hernández Vega", companies: "E1", profile: "Autorización" },
  { username: "firma3", name: "Óscar Núñez Salazar", companies: "E1", profile: "Autorización" },
  { username: "pagador1", name: "Paula Restrepo León", companies: "E1", profile: "Tesorería" },
  { username: "pagador2", name: "Rodrigo Peña Muñoz", companies: "E1", profile: "Tesorería" },
  { username: "cm1", name: "Camila Ortiz Arango", companies: "E1", profile: "Cuenta maestra" },
  {
    username: "consulta1",
    name: "Claudia Rojas Niño",
    companies: "E1",
    profile: "Consulta",
    products: ["P1"],
    noToken: true,
  },
  { username: "auditor1", name: "Andrés Quintero Sáenz", companies: "E1", profile: "Auditoría" },
  {
    username: "nuevo1",
    name: "Natalia Uribe Franco",
    companies: "E1",
    profile: "Preparación",
    status: "INVITED",
    noToken: true,
  },
  { username: "inactivo1", name: "Ignacio Lozano Gil", companies: "E1", profile: "Preparación", status: "INACTIVE" },
  { username: "adm2", name: "Daniela Ávila Cuesta", companies: "E2", profile: "Administración" },
  { username: "maker2", name: "Mauricio Zapata Bernal", companies: "E2", profile: "Preparación" },
  { username: "firma9", name: "Gloria Méndez Osorio", companies: "E2", profile: "Autorización" },
  { username: "pagador9", name: "Héctor Vargas Prieto", companies: "E2", profile: "Tesorería" },
  { username: "cm2", name: "Silvia Moreno Cruz", companies: "E2", profile: "Cuenta maestra" },
  { username: "multi1", name: "Martín Caicedo Lara", companies: "E1 E2", profile: "Administración" },
  // At the operator's desk, in no company.
  { username: "oper1", name: "Olga Patricia Rincón", companies: "", profile: "Administración" },
  { username: "oper2", name: "Ovidio Sánchez Mora", companies: "", profile: "Administración" },
];

/** Those of the operator's desk: one profile, everything that there is at it. */
export const operators = ["oper1", "oper2"] as const;
export const operatorProfile: { name: string; granted: readonly OperatorPermission[] } = {
  name: "Operación",
  granted: Object.values(operatorCatalog).flat(),
};

const phrases = [
  "Café con pan de bono",
  "La casa de la abuela en Sogamoso",
  "Domingo de ciclovía",
  "Un gato llamado Trueno",
  "Arepa, queso y aguapanela",
  "El faro de las tres luces",
  "Mañana llueve en el páramo",
];

export const people: readonly Person[] = roll.map((person, index) => ({
  ...person,
  companies: person.companies.split(" ").filter(Boolean),
  document: `CC-${79_000_001 + index * 137}`,
  ...(person.status !== "INVITED" && { mark: [(index % 16) + 1, phrases[index % phrases.length] ?? ""] as const }),
}));

const firstNames = [
  "Alejandra",
  "Andrés",
  "Beatriz",
  "Camilo",
  "Carolina",
  "Diego",
  "Elena",
  "Felipe",
  "Íngrid",
  "Jorge",
  "Juliana",
  "Luis",
  "María José",
  "Óscar",
  "Sofía",
  "Zoé",
];
const lastNames = [
  "Agüero",
  "Bermúdez",
  "Cárdenas",
  "Díaz",
  "Echeverri",
  "Gutiérrez",
  "Jiménez",
  "Londoño",
  "Márquez",
  "Muñoz",
  "Ospina",
  "Peñaloza",
  "Quiñones",
  "Rincón",
  "Velásquez",
];

const pick = (list: readonly string[], index: number): string => list[index % list.length] ?? "";

const cardBin = "450799";

/** A product's cards: consecutive documents, references of the issuer's own, names by turns. */
export function cardsOf({ cards }: Product) {
  return Array.from({ length: cards.count }, (_, index) => ({
    reference: String(cards.references + index + 1),
    bin: cardBin,
    last4: numberOfCard(cardBin, String(cards.references + index + 1)).slice(-4),
    document: `CC-${cards.first + index}`,
    holder: `${pick(firstNames, index * 7)} ${pick(lastNames, index * 11)} ${pick(lastNames, index * 5 + 3)}`,
  }));
}

const base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** The secret of a person's token in the demonstration: base32 of their usuario repeated to 20 bytes. */
export function demoSecret(username: string): string {
  const bits = [...Buffer.from(username.repeat(20)).subarray(0, 20)].map((byte) => byte.toString(2).padStart(8, "0"));
  return (bits.join("").match(/.{5}/g) ?? []).map((five) => base32[Number.parseInt(five, 2)]).join("");
}
