import type { Section } from "@/lib/brokers/rules";
import type { BrokerRole } from "@/lib/generated/prisma/enums";

// The brokers of the demonstration and their teams. Names come from fixed lists walked in a fixed order: the same on every machine.

export type TeamMember = {
  username: string;
  firstName: string;
  lastName: string;
  document: string;
  role: BrokerRole;
  sections: readonly Section[];
  downloads: readonly Section[];
  position: string;
  phone: string | null;
  officePhone: string | null;
  extension: string | null;
  birthDate: string;
  status: "ACTIVE" | "INVITED" | "INACTIVE";
  /** Days since they were last in; null for never. */
  daysAway: number | null;
  /** Days since their data were last changed. */
  daysSettled: number;
};
export type DemoBroker = { code: string; name: string; taxId: string; team: readonly TeamMember[] };

const firstNames = [
  "Alonso",
  "Andrea",
  "Ángela",
  "Bruno",
  "Carla",
  "César",
  "Diana",
  "Édgar",
  "Fiorella",
  "Gonzalo",
  "Inés",
  "Iván",
  "Jimena",
  "José Luis",
  "Karina",
  "Lourdes",
  "Manuel",
  "María Fe",
  "Mónica",
  "Óscar",
  "Renzo",
  "Rocío",
  "Sebastián",
  "Ximena",
];
const lastNames = [
  "Aguilar",
  "Alarcón",
  "Benavides",
  "Cáceres",
  "Chávez",
  "Cornejo",
  "Espinoza",
  "Farfán",
  "García",
  "Huamán",
  "Ibáñez",
  "León",
  "Mendoza",
  "Miyashiro",
  "Núñez",
  "Paredes",
  "Quispe",
  "Ramírez",
  "Salazar",
  "Tello",
  "Ugarte",
  "Vásquez",
  "Yupanqui",
  "Zevallos",
];
const positions = [
  "Ejecutivo comercial",
  "Ejecutiva de siniestros",
  "Asistente de cobranzas",
  "Jefe de cuentas",
  "Analista",
];
const leads = ["Gerente comercial", "Gerente de operaciones"];

const pick = (list: readonly string[], index: number): string => list[index % list.length] ?? "";
const two = (value: number): string => String(value).padStart(2, "0");

const ofExecutives: readonly { sections: readonly Section[]; downloads: readonly Section[] }[] = [
  { sections: ["clientes", "polizas"], downloads: ["clientes"] },
  { sections: ["clientes", "polizas", "siniestros"], downloads: ["polizas", "siniestros"] },
  { sections: ["estados-de-cuenta", "comisiones"], downloads: [] },
  { sections: ["siniestros", "salud"], downloads: ["siniestros"] },
  { sections: ["clientes", "ecommerce-auto", "ecommerce-vida-ley"], downloads: [] },
  { sections: ["riesgos-generales", "polizas"], downloads: ["polizas"] },
];
const none = { sections: [], downloads: [] } as const;

type Named = Pick<TeamMember, "username" | "firstName" | "lastName" | "role"> & Partial<TeamMember>;

/** Somebody whose other data come of their number in the team. */
function member(index: number, named: Named): TeamMember {
  const lead = named.role === "GERENCIAL";
  const status = named.status ?? "ACTIVE";
  return {
    document: `DNI-${40_000_000 + index * 311}`,
    ...(lead ? none : (ofExecutives[index % ofExecutives.length] ?? none)),
    position: lead ? pick(leads, index) : pick(positions, index),
    phone: index % 3 === 0 ? null : `9${String(10_000_000 + index * 7_919).slice(-8)}`,
    officePhone: index % 2 === 0 ? `01 ${String(200 + (index % 700))} ${String(1_000 + (index % 8_999))}` : null,
    extension: index % 2 === 0 ? String(100 + (index % 900)) : null,
    birthDate: `${1_962 + (index % 40)}-${two(1 + (index % 12))}-${two(1 + (index % 28))}`,
    status,
    daysAway: status === "INVITED" ? null : (index * 13) % 17 === 0 ? null : (index * 7) % 390,
    daysSettled: (index * 11) % 380,
    ...named,
  };
}

/** One of thousands, of whom some were asked to come in and have not, and some are out. */
function oneOfMany(index: number): TeamMember {
  // No two of a team are called alike: three lists of 24, walked one within the other.
  const [turn, round] = [Math.floor(index / 24), Math.floor(index / 576)];
  const firstName = pick(firstNames, index * 5 + turn * 7);
  const lastName = `${pick(lastNames, index * 7 + turn * 4)} ${pick(lastNames, index * 11 + round * 5)}`;
  const status = index % 31 === 0 ? "INVITED" : index % 13 === 0 ? "INACTIVE" : "ACTIVE";
  const role = index % 53 === 0 ? "GERENCIAL" : "EJECUTIVO";
  return member(index, { username: `b1u${String(index).padStart(4, "0")}`, firstName, lastName, role, status });
}

const inBoth = member(7, { username: "ambos1", firstName: "Rosa", lastName: "Villanueva Prado", role: "EJECUTIVO" });

const named: readonly TeamMember[] = [
  member(1, {
    username: "sup1",
    firstName: "Susana",
    lastName: "Paz Llosa",
    role: "EJECUTIVO",
    sections: ["clientes", "polizas", "admin-usuarios"],
    downloads: ["clientes", "polizas"],
    position: "Administradora de usuarios",
    daysAway: 1,
  }),
  member(2, { username: "sup1b", firstName: "Guillermo", lastName: "Arana Ríos", role: "GERENCIAL", daysAway: 2 }),
  member(3, { username: "ejec1", firstName: "Elsa", lastName: "Bravo Tapia", role: "EJECUTIVO", daysAway: 3 }),
  // Of the manual's own examples.
  member(4, {
    username: "vmiyashiro",
    firstName: "Valeria",
    lastName: "Miyashiro",
    role: "EJECUTIVO",
    sections: ["clientes", "polizas"],
    downloads: ["clientes"],
    daysAway: 20,
  }),
  inBoth,
];

const teamSize = 5_389;

export const demoBrokers: readonly DemoBroker[] = [
  {
    code: "B1",
    name: "Corredores Unidos S.A.",
    taxId: "20485173928",
    team: [...named, ...Array.from({ length: teamSize - named.length }, (_, index) => oneOfMany(index + 100))],
  },
  {
    code: "B2",
    name: "Asesores del Norte S.A.C.",
    taxId: "20610347852",
    team: [
      member(20_001, {
        username: "sup2",
        firstName: "Silvana",
        lastName: "Ponce Dávila",
        role: "GERENCIAL",
        daysAway: 1,
      }),
      member(20_002, {
        username: "ejec2",
        firstName: "Emilio",
        lastName: "Castañeda Rojas",
        role: "EJECUTIVO",
        daysAway: 4,
      }),
      inBoth,
    ],
  },
];
