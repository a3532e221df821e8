import { cliMessages } from "@/lib/messages/es/cli";
import { sentence } from "@/lib/sentence";

const words = cliMessages.people;
type Word = keyof typeof words;

/** The demonstration's people: company or broker, usuarios, what they hold. */
const people: ReadonlyArray<readonly [Word, string, Word]> = [
  ["E1", "adm1, adm1b", "admin"],
  ["E1", "maker1", "maker"],
  ["E1", "firma1, firma2, firma3", "signer"],
  ["E1", "pagador1, pagador2", "payer"],
  ["E1", "cm1", "cards"],
  ["E1", "consulta1", "reader"],
  ["E1", "auditor1", "auditor"],
  ["E1", "nuevo1", "newcomer"],
  ["E1", "inactivo1", "inactive"],
  ["E2", "adm2", "admin"],
  ["E2", "maker2", "maker"],
  ["E2", "firma9", "signer"],
  ["E2", "pagador9", "payer"],
  ["E2", "cm2", "cards"],
  ["both", "multi1", "admin"],
  ["B1", "sup1", "superuser"],
  ["B1", "sup1b", "manager"],
  ["B1", "ejec1, vmiyashiro", "executive"],
  ["B2", "sup2", "manager"],
  ["B2", "ejec2", "executive"],
  ["brokers", "ambos1", "executive"],
  ["desk", "oper1, oper2", "operator"],
];
const password = "lluvia-sobre-el-paramo-7";

/** The table that `npm start` ends with; a company is named once. */
export function peopleTable(): string {
  const rows = people.map(([company, names, holds], index) => [
    people[index - 1]?.[0] === company ? "" : words[company],
    names,
    words[holds],
  ]);
  const table = [[words.company, words.usuario, words.holds], ...rows];
  const widths = [0, 1].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const lines = table.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`);
  return [...lines, "", sentence(words.password, { password }), words.token].join("\n");
}
