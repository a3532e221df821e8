import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Caller } from "@/lib/context";
import { asOwner, demonstration, outcomeOf } from "@/tests/support/make";
import {
  applied,
  delimited,
  exportedTeam,
  fileOf,
  ofBroker,
  rowsOf,
  sendTeamFile,
  teamState,
  undone,
  withdrawn,
  written,
} from "@/tests/support/team-sheet";

// A broker's team changed by a sheet: what is shown is what is done, and what is undone is as it was.

let boss: Caller;
let admin: Caller;
beforeAll(async () => {
  await demonstration();
  boss = await ofBroker("sup1b", "B1");
  admin = await ofBroker("sup1", "B1");
});
beforeEach(async () => {
  await asOwner("DELETE FROM graphile_worker._private_jobs");
  await asOwner(
    "UPDATE team_file SET status = 'WITHDRAWN', ended_at = app_now(), ended_by = sent_by WHERE status = 'READY'",
  );
  await asOwner("SET session_replication_role = replica; UPDATE team_file SET sent_at = sent_at - interval '2 hours'");
});

const applies = async (caller: Caller, id: string) => applied(caller, id, (await fileOf(id)).digest);
const newcomer = (n: number) => ({
  Nombre: `Nueva ${"abcdefghij"[n % 10]}`,
  Apellido: "Del Archivo",
  "Fecha de nacimiento": "1990-05-20",
  "RUC / DNI": `DNI ${71_000_000 + n}`,
  "Correo electrónico": `nueva${n}@demo.example`,
  Cargo: "Analista",
  Rol: "Ejecutivo",
  Clientes: "Sí + descarga",
});
const columns = Object.keys(newcomer(0));
const created = (...numbers: number[]) =>
  delimited(["Usuario", ...columns], ...numbers.map((n) => ["", ...Object.values(newcomer(n))]));

test("5,389 people, 300 edits: the preview is the result, and undone everything is as it was", async () => {
  const { table, labels, rows } = await exportedTeam(boss);
  expect(rows).toHaveLength(5_389);
  const at = (label: string) => labels.indexOf(label);
  const set = (row: string[], changes: Record<string, string>) => {
    for (const [label, value] of Object.entries(changes)) row[at(label)] = value;
  };
  const plain = (row: string[]) => row[0]?.startsWith("b1u") && row[at("Rol")] === "Ejecutivo";
  const [active, inactive] = ["ACTIVO", "INACTIVO"].map((state) =>
    rows.filter((row) => plain(row) && row[at("Estado")] === state),
  );
  const take = (list: string[][] | undefined, count: number) => list?.splice(0, count) ?? [];
  for (const row of take(active, 90))
    set(row, { Cargo: "Cambiado por archivo", Celular: "", Clientes: "Sí + descarga" });
  for (const row of take(active, 30))
    set(row, { "Correo electrónico": `otro.${row[0]}@demo.example`, Apellido: "Otro Apellido" });
  for (const row of take(active, 10)) set(row, { Rol: "Gerencial" });
  for (const row of take(active, 70)) set(row, { Estado: "INACTIVO" });
  for (const row of take(inactive, 40)) set(row, { Estado: "ACTIVO", Anexo: "77" });
  for (const row of take(active, 20)) set(row, { "Correo electrónico": "no es un correo" });
  const fresh = Array.from({ length: 40 }, (_, n) => {
    const row = labels.map(() => "");
    set(row, newcomer(n));
    return row;
  });
  const file = await written(table, [...rows, ...fresh], "xlsx");
  const before = await teamState("B1");
  const id = await sendTeamFile(boss, file);
  const planned = await rowsOf(id);
  const counted = (effect: string) => planned.filter((row) => row.effect === effect).length;
  expect(
    Object.fromEntries(["CREATE", "CHANGE", "DISABLE", "ENABLE", "REFUSE", "SAME"].map((one) => [one, counted(one)])),
  ).toEqual({
    CREATE: 40,
    CHANGE: 130,
    DISABLE: 70,
    ENABLE: 40,
    REFUSE: 20,
    SAME: 5_389 - 260,
  });
  expect(await teamState("B1")).toEqual(before);

  await applies(boss, id);
  const wanted = new Map(
    planned.flatMap(({ effect, username, after }) =>
      effect !== "CREATE" && after ? [[username, after] as const] : [],
    ),
  );
  const standing = await asOwner<{ username: string; picture: Record<string, unknown>; name: string; email: string }>(
    `SELECT u.username, u.name, u.email, team_picture(m, u.name, u.email) AS picture FROM membership m JOIN app_user u ON u.id = m.user_id
      JOIN tenant t ON t.id = m.tenant_id WHERE t.code = 'B1'`,
  );
  expect(standing).toHaveLength(5_429);
  for (const { username, picture } of standing) {
    const after = wanted.get(username);
    if (after) expect(picture).toMatchObject(after);
  }
  const untouched = (rows: Record<string, unknown>[]) =>
    rows.filter((row) => !wanted.has(String((row.person as { username: string }).username)));
  const later = await teamState("B1");
  expect(untouched(later).slice(0, before.length - 240)).toEqual(untouched(before));
  const jobs = await asOwner<{ task: string; n: number }>(
    "SELECT task_identifier AS task, count(*)::int AS n FROM graphile_worker.jobs GROUP BY 1 ORDER BY 1",
  );
  expect(jobs).toContainEqual({ task: "mail-invitation", n: 40 });
  const trail = await asOwner<{ event: string; n: number }>(
    "SELECT event, count(*)::int AS n FROM audit_event WHERE data ->> 'file' = $1 GROUP BY 1 ORDER BY 1",
    [id],
  );
  expect(Object.fromEntries(trail.map(({ event, n }) => [event, n]))).toEqual({
    "brokeruser.created": 40,
    "brokeruser.disabled": 70,
    "brokeruser.enabled": 40,
    "brokerfile.applied": 1,
    "brokerfile.received": 1,
    "brokeruser.modified": 130,
  });

  await undone(boss, id);
  expect(await teamState("B1")).toEqual(before);
  expect((await fileOf(id)).status).toBe("UNDONE");
  expect(await asOwner("SELECT 1 FROM app_user WHERE email LIKE 'nueva%@demo.example'")).toEqual([]);
}, 120_000);

describe("once and for what was read", () => {
  const cargo = (value: string) => delimited(["Usuario", "Cargo"], ["vmiyashiro", value]);

  test("two presses at once apply it once", async () => {
    const id = await sendTeamFile(boss, cargo("Una vez"));
    const outcomes = await Promise.all([1, 2, 3].map(() => outcomeOf(applies(boss, id))));
    expect(outcomes.sort()).toEqual(["ok", "teamFile.gone", "teamFile.gone"]);
    expect(
      await asOwner("SELECT event FROM audit_event WHERE data ->> 'file' = $1 AND event <> 'brokerfile.received'", [
        id,
      ]),
    ).toHaveLength(2);
  });

  test("a mail that somebody of the team has is a fault; two may change theirs for one another", async () => {
    const mailed = (...rows: string[][]) => sendTeamFile(boss, delimited(["Usuario", "Correo electrónico"], ...rows));
    const held = await mailed(["b1u0121", "b1u0122@demo.example"], ["b1u0123", "B1U0121@demo.example"]);
    expect((await rowsOf(held)).map(({ faults }) => faults.map(({ code, params }) => [code, params.username]))).toEqual(
      [[["mailHeld", "b1u0122"]], [["mailHeld", "b1u0121"]]],
    );
    const swapped = await mailed(["b1u0121", "b1u0122@demo.example"], ["b1u0122", "b1u0121@demo.example"]);
    await applies(boss, swapped);
    expect(
      await asOwner("SELECT username, email FROM app_user WHERE username IN ('b1u0121', 'b1u0122') ORDER BY 1"),
    ).toEqual([
      { username: "b1u0121", email: "b1u0122@demo.example" },
      { username: "b1u0122", email: "b1u0121@demo.example" },
    ]);
    await undone(boss, swapped);
  });

  test("a mail that somebody got since it was read: refused, and nobody is touched", async () => {
    const id = await sendTeamFile(
      boss,
      delimited(["Usuario", "Correo electrónico"], ["b1u0123", "libre@demo.example"]),
    );
    await asOwner("UPDATE app_user SET email = 'libre@demo.example' WHERE username = 'b1u0121'");
    const before = await teamState("B1");
    expect(await outcomeOf(applies(boss, id))).toBe("teamFile.changed");
    expect(await teamState("B1")).toEqual(before);
    await asOwner("UPDATE app_user SET email = 'b1u0121@demo.example' WHERE username = 'b1u0121'");
  });

  test("undone at once by two, and not again", async () => {
    const id = await sendTeamFile(boss, cargo("Para deshacer"));
    await applies(boss, id);
    const outcomes = await Promise.all([1, 2].map(() => outcomeOf(undone(boss, id))));
    expect(outcomes.sort()).toEqual(["ok", "teamFile.notApplied"]);
  });

  test.each([
    ["a version", "version = version + 1"],
    ["what stands, though the version says nothing", "position = 'Otro cargo más'"],
  ])("somebody changed %s since: refused, and nobody is touched", async (_, change) => {
    const id = await sendTeamFile(
      boss,
      delimited(["Usuario", "Cargo"], ["vmiyashiro", "Tarde"], ["ejec1", "También tarde"]),
    );
    await asOwner(`UPDATE membership SET ${change} WHERE person_username = 'ejec1'`);
    const before = await teamState("B1");
    expect(await outcomeOf(applies(boss, id))).toBe("teamFile.changed");
    expect(await teamState("B1")).toEqual(before);
    expect((await fileOf(id)).status).toBe("READY");
  });

  test("somebody changed afterwards: undoing is refused, and names the row", async () => {
    const id = await sendTeamFile(boss, cargo("Aplicado"));
    await applies(boss, id);
    const later = await sendTeamFile(boss, cargo("Y otra vez"));
    await applies(boss, later);
    const refusal = await undone(boss, id).catch((error) => error);
    expect([refusal.code, refusal.params]).toEqual(["teamFile.undoChanged", { lines: "2", more: 0 }]);
    await undone(boss, later);
  });

  test.each<[string, string, string, (id: string) => Promise<unknown>]>([
    ["another digest", "confirm.changed", "boss", (id) => applied(boss, id, "0".repeat(64))],
    ["somebody else", "teamFile.others", "boss", (id) => applies(admin, id)],
    ["another broker's", "NotFound", "boss", async (id) => applies(await ofBroker("sup2", "B2"), id)],
    [
      "withdrawn",
      "teamFile.gone",
      "boss",
      async (id) => {
        await withdrawn(boss, id);
        await applies(boss, id);
      },
    ],
    [
      "withdrawn by a newer",
      "teamFile.gone",
      "boss",
      async (id) => {
        await sendTeamFile(boss, cargo("Nuevo"));
        await applies(boss, id);
      },
    ],
    ["undone without being applied", "teamFile.notApplied", "boss", (id) => undone(boss, id)],
    [
      "a day later",
      "teamFile.gone",
      "boss",
      async (id) => {
        await asOwner(
          "SET session_replication_role = replica; UPDATE team_file SET expires_at = app_now() - interval '1 second' WHERE id = '" +
            id +
            "'",
        );
        await applies(boss, id);
      },
    ],
    [
      "undone a day later",
      "teamFile.undoLate",
      "boss",
      async (id) => {
        await applies(boss, id);
        await asOwner(
          "SET session_replication_role = replica; UPDATE team_file SET applied_at = app_now() - interval '25 hours' WHERE id = '" +
            id +
            "'",
        );
        await undone(boss, id);
      },
    ],
  ])("%s: %s", async (_, expected, _by, act) => {
    const id = await sendTeamFile(boss, cargo(`Cargo ${expected}`));
    expect(await outcomeOf(act(id))).toBe(expected);
  });

  test("who holds less than when they read it applies nothing", async () => {
    const id = await sendTeamFile(admin, cargo("Con menos"));
    await asOwner("UPDATE membership SET downloads = '{}' WHERE person_username = 'sup1'");
    expect(await outcomeOf(applies(admin, id))).toBe("confirm.changed");
    await asOwner("UPDATE membership SET downloads = '{clientes,polizas}' WHERE person_username = 'sup1'");
    expect(await outcomeOf(applies(admin, id))).toBe("ok");
  });
});

describe("who was created", () => {
  test("and came in is out when it is undone; who never did is removed, and may be made again", async () => {
    const id = await sendTeamFile(boss, created(101, 102));
    await applies(boss, id);
    await asOwner("UPDATE membership SET entered_at = app_now() WHERE person_mail = 'nueva101@demo.example'");
    await undone(boss, id);
    expect(await asOwner("SELECT person_mail, status FROM membership WHERE person_mail LIKE 'nueva10%'")).toEqual([
      { person_mail: "nueva101@demo.example", status: "INACTIVE" },
    ]);
    const again = await sendTeamFile(boss, created(102));
    expect(await outcomeOf(applies(boss, again))).toBe("ok");
  });

  test("a person known elsewhere becomes a member as they are, and is only let go of", async () => {
    const file = delimited(
      ["Usuario", ...columns],
      [
        "",
        "Emilio",
        "Castañeda",
        "1980-01-01",
        `DNI-${40_000_000 + 20_002 * 311}`,
        await mailOf("ejec2"),
        "Analista",
        "Ejecutivo",
        "No",
      ],
    );
    const id = await sendTeamFile(boss, file);
    const person = await asOwner("SELECT * FROM app_user WHERE username = 'ejec2'");
    await applies(boss, id);
    expect((await rowsOf(id)).map(({ username }) => username)).toEqual(["ejec2"]);
    await undone(boss, id);
    expect(await asOwner("SELECT * FROM app_user WHERE username = 'ejec2'")).toEqual(person);
    expect(await asOwner("SELECT 1 FROM membership WHERE person_username = 'ejec2'")).toHaveLength(1);
  });

  test("two files that make the same person at once: one does", async () => {
    const [one, other] = [await sendTeamFile(boss, created(201)), await sendTeamFile(admin, created(201))];
    const outcomes = await Promise.all([outcomeOf(applies(boss, one)), outcomeOf(applies(admin, other))]);
    expect(outcomes.sort()).toEqual(["ok", "teamFile.changed"]);
  });
});

test("what an administrator took beyond their own sections is theirs to give back, and no more", async () => {
  const whole =
    "UPDATE membership SET sections = '{siniestros,salud}', downloads = '{siniestros}' WHERE person_username = 'ejec1'";
  await asOwner(whole);
  const before = await teamState("B1");
  const id = await sendTeamFile(admin, delimited(["Usuario", "Estado", "Salud"], ["ejec1", "INACTIVO", "No"]));
  await applies(admin, id);
  const back = await sendTeamFile(admin, delimited(["Usuario", "Estado"], ["ejec1", "ACTIVO"]));
  expect((await rowsOf(back))[0]?.faults.map(({ code, field }) => [code, field])).toEqual([
    ["sectionBeyond", "siniestros"],
  ]);
  await undone(admin, id);
  expect(await teamState("B1")).toEqual(before);
});

const mailOf = async (username: string) =>
  (await asOwner<{ email: string }>("SELECT email FROM app_user WHERE username = $1", [username]))[0]?.email ?? "";
