import { beforeAll, describe, expect, test } from "vitest";
import { leaveTeam } from "@/lib/brokers/departures";
import type { Caller } from "@/lib/context";
import { bookOf, rowOf } from "@/tests/files/books";
import { asOwner, demonstration, outcomeOf } from "@/tests/support/make";
import { connected } from "@/tests/support/roles";
import { actingIn, memberAs, standIn } from "@/tests/support/team";
import {
  applied,
  delimited,
  fileOf,
  newcomerColumns,
  ofBroker,
  rowsOf,
  sendTeamFile,
  undone,
} from "@/tests/support/team-sheet";

// A file of a team, and what was done by hand between its steps: who left, who took over, who holds less by now; and cells that mean harm.

let boss: Caller;
let admin: Caller;
beforeAll(async () => {
  await demonstration();
  boss = await ofBroker("sup1b", "B1");
  admin = await ofBroker("sup1", "B1");
});

const applies = async (caller: Caller, id: string) => applied(caller, id, (await fileOf(id)).digest);
const done = async (caller: Caller, columns: string[], ...rows: string[][]): Promise<string> => {
  const id = await sendTeamFile(caller, delimited(columns, ...rows));
  await applies(caller, id);
  return id;
};
const leave = async (by: string, persona: string, hereda: string | null = null) => {
  const { version } = await memberAs(persona);
  return actingIn(by, "brokeruser.leave", (ctx) => leaveTeam(ctx, { persona, version, hereda }));
};
const holding = (role: string, sections: string, username: string) =>
  asOwner(
    "UPDATE membership SET role = $1::broker_role, sections = $2::text[], downloads = '{}' WHERE person_username = $3",
    [role, sections, username],
  );

test("whoever left since a file let them out does not come back with its undoing", async () => {
  const id = await done(boss, ["Usuario", "Estado"], ["b1u0103", "INACTIVO"]);
  await leave("sup1b", "b1u0103");
  expect(await outcomeOf(undone(boss, id))).toBe("teamFile.undoChanged");
  expect((await memberAs("b1u0103")).standing).toBe("INACTIVE");
});

test("who left is not let in by a file that was read before", async () => {
  await done(boss, ["Usuario", "Estado"], ["b1u0107", "INACTIVO"]);
  const back = await sendTeamFile(boss, delimited(["Usuario", "Estado"], ["b1u0107", "ACTIVO"]));
  await leave("sup1", "b1u0107");
  expect(await outcomeOf(applies(boss, back))).toBe("teamFile.changed");
});

test("whoever a file created, whom a receipt names by now, is out when it is undone, and the receipt stands", async () => {
  const [known] = await asOwner<{ document: string; email: string }>(
    "SELECT document, email FROM app_user WHERE username = 'ejec2'",
  );
  const { document, email } = known ?? { document: "", email: "" };
  const id = await done(
    boss,
    newcomerColumns,
    ["", "Emilio", "Castañeda", "1980-01-01", document, email, "Analista", "Gerencial"],
    ["", "Nadia", "Prueba", "1990-01-01", "DNI 71999001", "nadia.71999001@demo.example", "Analista", "Ejecutivo"],
  );
  await leave("sup1b", "b1u0104", "ejec2");
  await undone(boss, id);
  expect(
    await asOwner(
      "SELECT m.status FROM membership m JOIN tenant t ON t.id = m.tenant_id WHERE t.code = 'B1' AND m.person_username = 'ejec2'",
    ),
  ).toEqual([{ status: "INACTIVE" }]);
  expect(await asOwner("SELECT 1 FROM app_user WHERE document = 'DNI-71999001'")).toEqual([]);
  const [event] = await asOwner<{ data: object }>(
    "SELECT data FROM audit_event WHERE event = 'brokerfile.undone' AND data ->> 'file' = $1",
    [id],
  );
  expect(event?.data).toMatchObject({ removed: 1, out: 1 });
});

test("a Gerencial who is none any more gives nobody that rank back", async () => {
  await holding("GERENCIAL", "{}", "b1u0105");
  const id = await done(boss, ["Usuario", "Rol"], ["b1u0105", "Ejecutivo"]);
  await asOwner("UPDATE membership SET sections = '{clientes}', downloads = '{}' WHERE person_username = 'b1u0105'");
  await holding("EJECUTIVO", "{clientes,admin-usuarios}", "sup1b");
  try {
    expect(await outcomeOf(undone(boss, id))).toBe("teamFile.undoBeyond");
  } finally {
    await holding("GERENCIAL", "{}", "sup1b");
  }
});

test("who is lessened while they wait for their turn applies nothing of what they no longer have", async () => {
  const id = await sendTeamFile(
    admin,
    delimited(["Usuario", "Pólizas"], ["b1u0108", "No"], ["b1u0109", "Sí + descarga"]),
  );
  expect((await rowsOf(id)).map(({ effect }) => effect)).toContain("CHANGE");
  const outcome = await connected("owner", async (client) => {
    await client.query("BEGIN");
    await client.query("SELECT pg_advisory_xact_lock(hashtext('administration'), id) FROM tenant WHERE code = 'B1'");
    const applying = outcomeOf(applies(admin, id));
    await expect
      .poll(
        async () => (await client.query("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")).rowCount,
      )
      .toBe(1);
    await client.query(
      "UPDATE membership SET sections = '{clientes,admin-usuarios}', downloads = '{}' WHERE person_username = 'sup1'",
    );
    await client.query("COMMIT");
    return applying;
  });
  expect(outcome).toBe("confirm.changed");
});

test("of who belongs elsewhere the trail of a file has no mail", async () => {
  const id = await done(boss, ["Usuario", "Cargo"], ["ambos1", "Por archivo"]);
  const [event] = await asOwner<{ data: { before: object; after: object } }>(
    "SELECT data FROM audit_event WHERE event = 'brokeruser.modified' AND data ->> 'file' = $1",
    [id],
  );
  expect([event?.data.before, event?.data.after].map((side) => Object.keys(side ?? {}).includes("mail"))).toEqual([
    false,
    false,
  ]);
});

test.each<[string, () => Buffer | Promise<Buffer>]>([
  ["a text", () => delimited(["Usuario", "Cargo"], ["ejec\0", "x"])],
  ["a book", () => bookOf({ sheet: rowOf("Usuario", "Cargo") + rowOf("ejec&#0;", "x&#0;") })],
])("a usuario that no database holds, in %s, is nobody's", async (_, file) => {
  const id = await sendTeamFile(boss, await file());
  expect((await rowsOf(id))[0]?.faults.map(({ code }) => code)).toContain("personUnknown");
});

describe("somebody who is out has left their mail to others", () => {
  const mail = "ventas.unico@demo.example";
  const gives = (username: string, to: string) =>
    asOwner("UPDATE app_user SET email = $2 WHERE username = $1", [username, to]);

  test("they are let in again with it by no act, no file, and no undoing", async () => {
    await gives("b1u0151", mail);
    const out = await done(boss, ["Usuario", "Estado"], ["b1u0151", "INACTIVO"]);
    await gives("b1u0152", mail);
    expect(await outcomeOf(standIn("sup1b", "b1u0151", "enable"))).toBe("member.mailPassed");
    expect(await outcomeOf(undone(boss, out))).toBe("teamFile.undoChanged");
    const back = await sendTeamFile(boss, delimited(["Usuario", "Estado"], ["b1u0151", "ACTIVO"]));
    expect((await rowsOf(back))[0]?.faults.map(({ code, field, params }) => [code, field, params.username])).toEqual([
      ["mailHeld", "correo", "b1u0152"],
    ]);
    await gives("b1u0152", "otra.152@demo.example");
    const later = await sendTeamFile(boss, delimited(["Usuario", "Estado"], ["b1u0151", "ACTIVO"]));
    await gives("b1u0152", mail);
    expect(await outcomeOf(applies(boss, later))).toBe("teamFile.changed");
    await gives("b1u0152", "otra.152@demo.example");
    await undone(boss, out);
    expect((await memberAs("b1u0151")).standing).toBe("ACTIVE");
  });

  test("a file that gives whoever has it another lets them in with theirs", async () => {
    await standIn("sup1b", "b1u0151", "disable");
    await gives("b1u0152", mail);
    await done(
      boss,
      ["Usuario", "Correo electrónico", "Estado"],
      ["b1u0152", "otra.152@demo.example", "ACTIVO"],
      ["b1u0151", mail, "ACTIVO"],
    );
    expect((await memberAs("b1u0151")).standing).toBe("ACTIVE");
  });
});
