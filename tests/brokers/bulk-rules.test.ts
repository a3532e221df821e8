import { describe, expect, test } from "vitest";
import { exportedWords, readTeamSheet, sheetWords } from "@/lib/brokers/bulk-file";
import { type Known, type PlannedRow, planRows } from "@/lib/brokers/bulk-rules";
import { downloadable, type Holding, sections } from "@/lib/brokers/rules";
import { delimited, newcomerColumns } from "@/tests/support/team-sheet";

// What each row of a file does, cell by cell, and what of it is a fault, where, with what was surely meant.

const boss: Holding = { role: "GERENCIAL", sections, downloads: downloadable };
const admin: Holding = {
  role: "EJECUTIVO",
  sections: ["clientes", "polizas", "admin-usuarios"],
  downloads: ["clientes"],
};

const person = (username: string, more: Partial<Known> = {}): Known => ({
  id: 1,
  version: 3,
  username,
  firstName: "Ana",
  lastName: "Paz",
  birthDate: "1990-05-20",
  document: "DNI-40000311",
  mail: `${username}@demo.example`,
  position: "Analista",
  phone: "987654321",
  officePhone: "01 200 1000",
  extension: "100",
  role: "EJECUTIVO",
  sections: ["clientes", "polizas"],
  downloads: ["clientes"],
  standing: "ACTIVE",
  ...more,
});
const people = [
  person("ana"),
  person("eva", { firstName: "Eva", sections: ["clientes", "siniestros"], downloads: ["siniestros"] }),
  person("out", { standing: "INACTIVE" }),
  person("far", { standing: "INACTIVE", sections: ["salud"], downloads: [] }),
  person("new", { standing: "INVITED" }),
  person("ger", { ...boss }),
  person("adm", { ...admin }),
  person("bare", { phone: "", extension: "", birthDate: "" }),
];

async function plan(
  columns: string[],
  rows: string[][],
  giver = boss,
  username = "quien",
  country: "PE" | "CO" = "PE",
): Promise<PlannedRow[]> {
  const { read } = await readTeamSheet(delimited(columns, ...rows));
  if (read.fault) throw new Error(read.fault.code);
  return planRows({
    ...read,
    people: new Map(people.map((one) => [one.username, one])),
    giver: { ...giver, username },
    words: sheetWords,
    exported: exportedWords,
    today: "2026-11-27",
    country,
  });
}
const said = ({ effect, faults }: PlannedRow): string =>
  faults.length > 0
    ? faults.map(({ field, code, proposal }) => [field, code, ...(proposal ? [proposal] : [])].join(" ")).join(", ")
    : effect;

describe("one cell of somebody who is there", () => {
  test.each<[string, string, string, string]>([
    ["ana", "Cargo", "Analista", "SAME"],
    ["ana", "Cargo", "Jefa", "CHANGE"],
    ["ANA", "Cargo", "Jefa", "CHANGE"],
    ["ana", "Cargo", "", "cargo required"],
    ["ana", "Cargo", "J", "cargo tooShort"],
    ["ana", "Cargo", "x".repeat(81), "cargo tooLong"],
    ["ana", "Cargo", "Je\u0007fa", "cargo forbiddenCharacter"],
    ["ana", "Nombre", "Añá", "CHANGE"],
    ["ana", "Celular", "", "CHANGE"],
    ["bare", "Celular", "", "SAME"],
    ["bare", "Fecha de nacimiento", "", "SAME"],
    ["ana", "Celular", "12", "celular phoneForm"],
    ["ana", "Anexo", "12a", "anexo extensionForm"],
    ["ana", "Fecha de nacimiento", "20/05/1990", "SAME"],
    ["ana", "Fecha de nacimiento", "21/05/1990", "CHANGE"],
    ["ana", "Fecha de nacimiento", "1/2/1990", "nacimiento date 01/02/1990"],
    ["ana", "Fecha de nacimiento", "31/02/1990", "nacimiento dateUnreal"],
    ["ana", "Fecha de nacimiento", "2026-11-27", "nacimiento dateUnreal"],
    ["ana", "Correo electrónico", "ANA@demo.example", "SAME"],
    ["ana", "Correo electrónico", "otra@demo.example", "CHANGE"],
    ["ana", "Correo electrónico", "otra@", "correo mail"],
    ["ana", "RUC / DNI", "40000311", "SAME"],
    ["ana", "RUC / DNI", "40000312", "documento documentFixed"],
    ["ana", "Rol", "ejecutivo", "SAME"],
    ["ana", "Rol", "Gerencial", "CHANGE"],
    ["ana", "Rol", "Jefe", "rol wordUnknown"],
    ["ana", "Clientes", "si + DESCARGA", "SAME"],
    ["ana", "Clientes", "Sí", "CHANGE"],
    ["ana", "Clientes", "", "CHANGE"],
    ["ana", "Salud", "VERDADERO", "CHANGE"],
    ["ana", "Salud", "Sí + descarga", "salud downloadWithout"],
    ["ana", "Salud", "quizá", "salud wordUnknown"],
    ["ger", "Salud", "Sí", "SAME"],
    ["ger", "Salud", "No", "salud roleWhole"],
    ["ger", "Salud", "", "SAME"],
    ["ana", "Estado", "activo", "SAME"],
    ["new", "Estado", "ACTIVO", "SAME"],
    ["new", "Estado", "INVITADO", "SAME"],
    ["ana", "Estado", "INACTIVO", "DISABLE"],
    ["out", "Estado", "ACTIVO", "ENABLE"],
    ["out", "Estado", "INACTIVO", "SAME"],
    ["ana", "Estado", "fuera", "estado wordUnknown"],
    ["nadie", "Cargo", "Jefa", "usuario personUnknown"],
  ])("%s, %s: %j is %s", async (username, column, cell, expected) => {
    expect((await plan(["Usuario", column], [[username, cell]])).map(said)).toEqual([expected]);
  });
});

describe("what an administrator may not give, take or touch", () => {
  test.each<[string, string, string, string]>([
    ["eva", "Cargo", "Jefa", "CHANGE"],
    ["eva", "Siniestros", "No", "CHANGE"],
    ["ana", "Siniestros", "Sí", "siniestros sectionBeyond"],
    ["ana", "Pólizas", "Sí + descarga", "polizas sectionBeyond"],
    ["ana", "Admin de Usuarios", "Sí", "admin-usuarios personRank"],
    ["ana", "Rol", "Gerencial", "rol personRank"],
    ["adm", "Cargo", "Jefa", "rol personRank"],
    ["adm", "Estado", "INACTIVO", "rol personRank"],
    ["adm", "Admin de Usuarios", "No", "rol personRank"],
    ["ger", "Cargo", "Jefa", "rol personRank"],
    ["ger", "Rol", "Ejecutivo", "rol personRank"],
    ["ger", "Cargo", "Analista", "SAME"],
    ["out", "Estado", "ACTIVO", "ENABLE"],
    ["far", "Estado", "ACTIVO", "salud sectionBeyond"],
  ])("%s, %s: %j is %s", async (username, column, cell, expected) => {
    expect((await plan(["Usuario", column], [[username, cell]], admin)).map(said)).toEqual([expected]);
  });

  test("their own row stands, and changes nothing", async () => {
    const own = (cell: string) => plan(["Usuario", "Cargo"], [["adm", cell]], boss, "adm");
    expect((await own("Analista")).map(said)).toEqual(["SAME"]);
    expect((await own("Jefa")).map(said)).toEqual(["usuario personSelf"]);
  });
});

describe("somebody new", () => {
  const columns = [...newcomerColumns, "Clientes", "Estado"];
  const fresh = (changes: Record<string, string> = {}) => {
    const cells: Record<string, string> = {
      Nombre: "Inés",
      Apellido: "León",
      "Fecha de nacimiento": "1990-01-02",
      "RUC / DNI": "40123456",
      "Correo electrónico": "ines@demo.example",
      Cargo: "Analista",
      Rol: "Ejecutivo",
      Clientes: "Sí",
      ...changes,
    };
    return columns.map((column) => cells[column] ?? "");
  };

  test.each<[string, Record<string, string>, string]>([
    ["whole", {}, "CREATE"],
    ["active at once, as a file says it", { Estado: "ACTIVO" }, "CREATE"],
    ["out", { Estado: "INACTIVO" }, "estado stateUnmade"],
    [
      "without what is needed",
      { Nombre: "", "RUC / DNI": "", Rol: "" },
      "nombre required, documento required, rol required",
    ],
    ["a document that lost its zeros", { "RUC / DNI": "4012345" }, "documento documentPerson DNI-04012345"],
    ["a RUC", { "RUC / DNI": "20485173928" }, "CREATE"],
    ["a RUC whose digit is wrong", { "RUC / DNI": "20485173927" }, "documento documentPerson"],
    ["a Gerencial without a section", { Rol: "Gerencial", Clientes: "No" }, "clientes roleWhole"],
    ["a Gerencial", { Rol: "Gerencial", Clientes: "" }, "CREATE"],
  ])("%s", async (_, changes, expected) => {
    expect((await plan(columns, [fresh(changes)])).map(said)).toEqual([expected]);
  });

  test("a Gerencial has everything, an Ejecutivo what stands there", async () => {
    const [one, other] = await plan(columns, [
      fresh({ Rol: "Gerencial", Clientes: "" }),
      fresh({ "RUC / DNI": "40123457", "Correo electrónico": "b@demo.example" }),
    ]);
    expect([one?.after?.sections, other?.after?.sections, other?.after?.downloads]).toEqual([
      sections,
      ["clientes"],
      [],
    ]);
  });
});

test("who stands twice, and mails and documents that do, are faults of the later row, which name the earlier", async () => {
  const made = (document: string, mail: string) => [
    "",
    "Inés",
    "León",
    "1990-01-02",
    document,
    mail,
    "Analista",
    "Ejecutivo",
  ];
  const kept = (username: string, mail: string) => [
    username,
    username === "eva" ? "Eva" : "Ana",
    "Paz",
    "1990-05-20",
    "DNI-40000311",
    mail,
    "Analista",
    "Ejecutivo",
  ];
  const rows = await plan(newcomerColumns, [
    made("40123456", "uno@demo.example"),
    made("40123456", "dos@demo.example"),
    made("40123458", "UNO@demo.example"),
    made("40123459", "ana@demo.example"),
    kept("ana", "ana@demo.example"),
    kept("eva", "uno@demo.example"),
    kept("ana", "ana@demo.example"),
  ]);
  expect(rows.map((row) => [said(row), row.faults[0]?.params.line])).toEqual([
    ["CREATE", undefined],
    ["documento documentRepeated", "2"],
    ["correo mailRepeated", "2"],
    ["correo mailRepeated", "6"],
    ["SAME", undefined],
    ["correo mailRepeated", "2"],
    ["usuario personRepeated", "6"],
  ]);
});

test("a row with a fault shows its cells as they stand; columns that are not there say nothing", async () => {
  const [row] = await plan(["Correo electrónico", "Usuario"], [["otra@", "ana"]]);
  expect([row?.cells, row?.faults[0]?.column, row?.after]).toEqual([["otra@", "ana"], 1, null]);
  const [changed] = await plan(["Usuario", "Cargo"], [["eva", "Jefa"]]);
  expect(changed?.after).toMatchObject({
    firstName: "Eva",
    phone: "987654321",
    sections: ["clientes", "siniestros"],
    position: "Jefa",
  });
});

test.each([
  ["Rol", `a${" ".repeat(60_000)}b`, "rol wordUnknown"],
  ["Clientes", `a${" ".repeat(60_000)}b`, "clientes wordUnknown"],
  ["RUC / DNI", `"A${" ".repeat(60_000)}\nx\ny"`, "documento tooLong"],
  ["Celular", `1${" ".repeat(60_000)}b`, "celular tooLong"],
])("a long cell of %s costs no more than its length", async (column, cell, fault) => {
  const started = performance.now();
  const [row] = await plan(["Usuario", column], [["ana", cell]]);
  expect([row && said(row), performance.now() - started < 1_000]).toEqual([fault, true]);
});

test("while a long file is planned others have their turn", async () => {
  let turns = 0;
  let going = true;
  const turn = () => {
    turns += 1;
    if (going) setImmediate(turn);
  };
  setImmediate(turn);
  const rows = Array.from({ length: 6_000 }, (_, n) => [`nadie${n}`, "otro"]);
  const planned = await plan(["Usuario", "Rol"], rows);
  going = false;
  expect([planned.length, turns >= 30]).toEqual([6_000, true]);
});

test.each<["PE" | "CO", string, string]>([
  ["PE", "CC 79000275", "documento documentPerson"],
  ["PE", "79000275", "CREATE"],
  ["CO", "CC 79000275", "CREATE"],
  ["CO", "DNI 79000275", "documento documentPerson"],
])("documents are those of the broker's country: in %s %s", async (country, document, expected) => {
  const row = ["", "Ana", "Torres", "1990-01-01", document, "ana.pais@demo.example", "Analista", "Ejecutivo"];
  expect((await plan(newcomerColumns, [row], boss, "quien", country)).map(said)).toEqual([expected]);
});
