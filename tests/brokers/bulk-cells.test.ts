import { beforeAll, expect, test } from "vitest";
import type { Caller } from "@/lib/context";
import { asOwner, demonstration, outcomeOf } from "@/tests/support/make";
import { memberAs } from "@/tests/support/team";
import {
  applied,
  delimited,
  exportedTeam,
  fileOf,
  ofBroker,
  rowsOf,
  sendTeamFile,
  undone,
  written,
} from "@/tests/support/team-sheet";

// Cells of a team's sheet as people and spreadsheets really have them: what is exported comes back as nothing, what is written is written as it was.

let boss: Caller;
beforeAll(async () => {
  await demonstration();
  boss = await ofBroker("sup1b", "B1");
});

/** What somebody may be called, or be, in a team. */
const odd = [
  "O'Higgins",
  "'Ana'",
  "'=1+1",
  "=cmd|' /C calc'!A0",
  "-5",
  "+51 1 204",
  "@todos",
  'Rojas, Ana; "la jefa"',
  "Ñandú 😀",
  "𠮷野家",
  "עברית",
  "1e5",
  "00712",
  "VERDADERO",
  "2026-01-31",
  "=",
  "''",
];

test.each(["xlsx", "csv"] as const)(
  "odd names and posts come back from %s as nothing changed",
  async (format) => {
    await asOwner(
      `UPDATE membership m SET first_name = o.text, position = o.text || ' ' || o.text, phone = '+51 987-654-321'
       FROM unnest($1::text[]) WITH ORDINALITY AS o (text, n) WHERE m.person_username = 'b1u0' || (200 + o.n)`,
      [odd],
    );
    const { table, rows } = await exportedTeam(boss);
    expect(rows).toHaveLength(5_389);
    const id = await sendTeamFile(boss, await written(table, rows, format));
    const doing = (await rowsOf(id)).filter(({ effect }) => effect !== "SAME");
    expect(doing).toEqual([]);
    expect(await outcomeOf(applied(boss, id, (await fileOf(id)).digest))).toBe("teamFile.nothing");
  },
  60_000,
);

test("odd names are written as they stand, and given back", async () => {
  const usernames = odd.map((_, n) => `b1u0${301 + n}`);
  const before = await Promise.all(usernames.map((one) => memberAs(one)));
  const { table, labels, rows } = await exportedTeam(boss);
  const [user, name, post] = ["Usuario", "Nombre", "Cargo"].map((label) => labels.indexOf(label)) as [
    number,
    number,
    number,
  ];
  const edited = rows.filter((row) => usernames.includes(row[user] ?? ""));
  for (const row of edited) {
    const text = odd[usernames.indexOf(row[user] ?? "")] ?? "";
    row[name] = text;
    row[post] = `${text} ${text}`;
  }
  const id = await sendTeamFile(boss, await written(table, edited, "xlsx"));
  expect((await rowsOf(id)).map(({ effect, faults }) => [effect, faults])).toEqual(odd.map(() => ["CHANGE", []]));
  await applied(boss, id, (await fileOf(id)).digest);
  const after = await Promise.all(usernames.map((one) => memberAs(one)));
  expect(after.map(({ firstName }) => firstName)).toEqual(odd);
  expect(after.map(({ position }) => position)).toEqual(odd.map((text) => `${text} ${text}`));
  await undone(boss, id);
  const back = await Promise.all(usernames.map((one) => memberAs(one)));
  expect(back.map(({ firstName, position, name: whole }) => [firstName, position, whole])).toEqual(
    before.map(({ firstName, position, name: whole }) => [firstName, position, whole]),
  );
}, 60_000);

test.each([
  ["a right-to-left mark", "An\u202Ea", "forbiddenCharacter"],
  ["a NUL", "An\0a", "forbiddenCharacter"],
  ["half a character", "Ana \uFFFD", "replacementCharacter"],
  ["a mark that is not seen", "An\u200Ba", "forbiddenCharacter"],
  ["61 characters of four bytes", "😀".repeat(61), "tooLong"],
])("%s is a fault of its cell, and nothing is kept of it", async (_, cell, code) => {
  const id = await sendTeamFile(boss, delimited(["Usuario", "Nombre"], ["b1u0401", cell]));
  const [row] = await rowsOf(id);
  expect([row?.effect, row?.faults.map((fault) => [fault.code, fault.field])]).toEqual(["REFUSE", [[code, "nombre"]]]);
  expect(
    await asOwner("SELECT 1 FROM team_file_row WHERE person_name || cells::text ~ '[\u202E\u200B\uFFFD]'"),
  ).toEqual([]);
});

test("sixty characters of four bytes are sixty", async () => {
  const id = await sendTeamFile(boss, delimited(["Usuario", "Nombre"], ["b1u0402", "😀".repeat(60)]));
  expect(await outcomeOf(applied(boss, id, (await fileOf(id)).digest))).toBe("ok");
  expect((await memberAs("b1u0402")).firstName).toBe("😀".repeat(60));
});

test("a thousand changes are a file, one more is refused whole and nothing of it is kept", async () => {
  await asOwner("SET session_replication_role = replica; UPDATE team_file SET sent_at = sent_at - interval '2 hours'");
  const people = await asOwner<{ username: string }>(
    "SELECT person_username AS username FROM membership WHERE role = 'EJECUTIVO' AND person_username ~ '^b1u' ORDER BY 1 LIMIT 1001",
  );
  const rows = people.map(({ username }) => [username, "De la prueba"]);
  const kept = () => asOwner("SELECT count(*) FROM team_file_row");
  const before = await kept();
  expect(await outcomeOf(sendTeamFile(boss, delimited(["Usuario", "Cargo"], ...rows)))).toBe("teamFile.tooMany");
  expect(await kept()).toEqual(before);
  const id = await sendTeamFile(boss, delimited(["Usuario", "Cargo"], ...rows.slice(1)));
  expect((await rowsOf(id)).filter(({ effect }) => effect === "CHANGE")).toHaveLength(1_000);
});
