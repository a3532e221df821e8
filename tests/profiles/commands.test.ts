import { beforeAll, beforeEach, expect, test } from "vitest";
import type { Permission } from "@/lib/catalog";
import { readCompany, runCompany } from "@/lib/command";
import type { Caller, CompanyContext } from "@/lib/context";
import {
  createProfile,
  deleteProfile,
  deletionShown,
  modificationShown,
  modifyProfile,
  newProfileShown,
} from "@/lib/profiles/commands";
import { findProfile } from "@/lib/profiles/queries";
import { boxesOf } from "@/lib/profiles/rules";
import { newProfileSchema, profileSchema } from "@/lib/profiles/schema";
import { asDecided, asOwner, demonstration, outcomeOf, signedIn } from "@/tests/support/make";
import { attempt, connected } from "@/tests/support/roles";

// Profiles of a company: made, modified and deleted by those who administer it, within what they may grant.

beforeAll(demonstration);
// What a test narrows is whole again for the next.
beforeEach(async () => {
  await asOwner(
    "UPDATE membership m SET ceiling_all = true FROM app_user u WHERE u.id = m.user_id AND u.username = 'adm1'",
  );
  await asOwner("DELETE FROM membership_ceiling");
});

const upload = ["lotes.carga:WEB", "lotes.carga:batch.upload"];
let made = 0;
const typed = (more: object = {}) => {
  made += 1;
  return newProfileSchema.parse({
    nombre: `Perfil ${made}`,
    descripcion: "",
    estado: "ACTIVE",
    otorga: upload,
    ...more,
  });
};

const runAs = async <Result>(
  username: string,
  asks: Permission,
  work: (ctx: CompanyContext) => Promise<Result>,
  company: "E1" | "E2" = "E1",
): Promise<Result> => runCompany({ ...(await signedIn(username, company)), product: null }, asks, work);
const create = async (more: object = {}, username = "adm1") =>
  runAs(username, "profile.create", (ctx) => createProfile(ctx, typed(more)));
const profileOf = async (id: number) => runReading("adm1", (ctx) => findProfile(ctx, id));
const runReading = async <Result>(username: string, work: (ctx: CompanyContext) => Promise<Result>) =>
  readCompany({ ...(await signedIn(username)), product: null }, "profile.read", work);
async function modify(id: number, more: object = {}, username = "adm1") {
  const { name, description, status, version, grants } = await profileOf(id);
  const form = { nombre: name, descripcion: description, estado: status, otorga: boxesOf(grants), ...more };
  const input = profileSchema.parse({ perfil: String(id), version: String(version), ...form });
  return runAs(username, "profile.modify", (ctx) => modifyProfile(ctx, input));
}
const remove = async (id: number, version = 1, username = "adm1") =>
  runAs(username, "profile.delete", (ctx) => deleteProfile(ctx, { perfil: id, version }));
const idOf = async (name: string, company = "E1") =>
  (
    await asOwner<{ id: number }>(
      "SELECT p.id FROM profile p JOIN tenant t ON t.id = p.tenant_id WHERE t.code = $1 AND p.name = $2",
      [company, name],
    )
  )[0]?.id ?? 0;
const lastEvent = async () =>
  (
    await asOwner<{
      event: string;
      actor: string;
      subject: string;
      data: { before: object | null; after: object | null };
    }>(
      "SELECT event, actor, subject, data FROM audit_event WHERE event LIKE 'profile.%' AND result = 'done' ORDER BY id DESC LIMIT 1",
    )
  )[0];
/** From now on adm1 may grant these services and no other. */
async function mayGrant(...services: string[]) {
  await asOwner(
    "UPDATE membership m SET ceiling_all = false FROM app_user u WHERE u.id = m.user_id AND u.username = 'adm1'",
  );
  await asOwner(
    `INSERT INTO membership_ceiling (tenant_id, membership_id, service)
     SELECT m.tenant_id, m.id, unnest($1::text[]) FROM membership m JOIN app_user u ON u.id = m.user_id WHERE u.username = 'adm1'`,
    [services],
  );
}
const administration = ["administracion.perfiles", "administracion.usuarios", "administracion.activacion"];

test("a profile is made with what was ticked, and the trail has it whole", async () => {
  const id = await create({
    nombre: "Caja menor",
    descripcion: "Para la caja",
    otorga: ["lotes.carga:PHONE", ...upload],
  });
  expect(await profileOf(id)).toMatchObject({
    name: "Caja menor",
    description: "Para la caja",
    status: "ACTIVE",
    version: 1,
    grants: { "lotes.carga": ["WEB", "PHONE", "batch.upload"] },
    holders: 0,
    own: false,
    beyond: null,
  });
  expect(await lastEvent()).toMatchObject({
    event: "profile.created",
    actor: "adm1",
    subject: "Caja menor",
    data: { before: null, after: { name: "Caja menor", grants: { "lotes.carga": ["WEB", "PHONE", "batch.upload"] } } },
  });
});

test("data, state and flags are shown as they were and will be, and written in one; the trail has both", async () => {
  const id = await create({ nombre: "Antes" });
  const input = profileSchema.parse({
    perfil: String(id),
    version: "1",
    nombre: "Después",
    descripcion: "",
    estado: "INACTIVE",
    otorga: ["consultas.saldos:WEB", "consultas.saldos:balance.read"],
  });
  const { lines, shown } = await runReading("adm1", (ctx) => modificationShown(ctx, input));
  expect(lines).toEqual([
    { key: "name", before: "Antes", after: "Después" },
    { key: "status", before: "ACTIVE", after: "INACTIVE" },
    { key: "sessions", before: null, after: "0" },
  ]);
  expect(shown).toMatchObject({ company: "E1", people: 0, conflicts: [], dropped: [], idle: [] });
  await runAs("adm1", "profile.modify", (ctx) => modifyProfile(ctx, input));
  const grants = { "consultas.saldos": ["WEB", "balance.read"] };
  expect(await profileOf(id)).toMatchObject({ name: "Después", status: "INACTIVE", version: 2, grants });
  expect(await lastEvent()).toMatchObject({
    event: "profile.modified",
    subject: "Antes",
    data: {
      before: { name: "Antes", grants: { "lotes.carga": ["WEB", "batch.upload"] } },
      after: { name: "Después", grants },
    },
  });
});

test.each([
  [
    "a flag that the service does not have",
    { otorga: ["lotes.carga:WEB", "lotes.carga:batch.sign"] },
    "profile.notInCatalog",
  ],
  ["an action without a channel", { otorga: ["lotes.carga:batch.upload"] }, "profile.noChannel"],
  ["a name that is taken, in capitals", { nombre: "PREPARACIÓN" }, "profile.nameTaken"],
])("%s is refused, shown and done, made and modified", async (_, more, refusal) => {
  const review = runReading("adm1", (ctx) => newProfileShown(ctx, typed(more)));
  expect(await outcomeOf(review)).toBe(refusal);
  expect(await outcomeOf(create(more))).toBe(refusal);
  const id = await create();
  expect(await outcomeOf(modify(id, more))).toBe(refusal);
  expect((await profileOf(id)).version).toBe(1);
});

test("what is not contracted is refused; what a profile held of it falls away with the next change, and is told", async () => {
  const id = await create({ otorga: [...upload, "consultas.movimientos:WEB", "consultas.movimientos:movement.read"] });
  await asOwner(
    "DELETE FROM contracted_service c USING tenant t WHERE t.id = c.tenant_id AND t.code = 'E1' AND c.service = 'consultas.movimientos'",
  );
  try {
    expect(await outcomeOf(create({ otorga: ["consultas.movimientos:WEB"] }))).toBe("profile.notContracted");
    expect(await outcomeOf(modify(id))).toBe("profile.notContracted");
    const input = profileSchema.parse({ perfil: String(id), version: "1", ...typed({ nombre: "Sin movimientos" }) });
    expect((await runReading("adm1", (ctx) => modificationShown(ctx, input))).shown.dropped).toEqual([
      "consultas.movimientos",
    ]);
    await modify(id, { otorga: upload });
    expect((await profileOf(id)).grants).toEqual({ "lotes.carga": ["WEB", "batch.upload"] });
  } finally {
    await asOwner(
      "INSERT INTO contracted_service (tenant_id, service) SELECT id, 'consultas.movimientos' FROM tenant WHERE code = 'E1'",
    );
  }
});

test("nobody grants beyond their ceiling, nor changes, copies or deletes what holds more, before or after", async () => {
  const [beyond, free] = [await create({ otorga: ["ordenes.pago:WEB", "ordenes.pago:order.pay"] }), await create()];
  await mayGrant(...administration, "lotes.carga");
  const pay = { otorga: [...upload, "ordenes.pago:WEB"] };
  expect(await outcomeOf(create(pay))).toBe("profile.beyondCeiling");
  expect(await outcomeOf(create({ copia: String(beyond) }))).toBe("profile.beyondCeiling");
  expect(await outcomeOf(modify(free, pay))).toBe("profile.beyondCeiling");
  expect(await outcomeOf(modify(beyond, { otorga: upload }))).toBe("profile.beyondCeiling");
  expect(await outcomeOf(modify(beyond, { estado: "INACTIVE" }))).toBe("profile.beyondCeiling");
  expect(await outcomeOf(remove(beyond))).toBe("profile.beyondCeiling");
  expect((await profileOf(beyond)).beyond).toBe("ordenes.pago");
  // Within it, all of them.
  await create({ copia: String(free) });
  await modify(free, { otorga: ["lotes.carga:WEB"] });
  await remove(free, 2);
});

test("nobody modifies or deletes the profile they hold; they may copy it", async () => {
  const own = await idOf("Administración");
  expect(await outcomeOf(modify(own, { descripcion: "Más" }))).toBe("profile.own");
  expect(await outcomeOf(remove(own))).toBe("profile.own");
  expect(await outcomeOf(create({ copia: String(own) }))).toBe("ok");
});

test("another company's profile does not exist: not to modify, delete or copy", async () => {
  const theirs = await idOf("Preparación", "E2");
  const input = profileSchema.parse({ perfil: String(theirs), version: "1", ...typed() });
  expect(await outcomeOf(runAs("adm1", "profile.modify", (ctx) => modifyProfile(ctx, input)))).toBe("NotFound");
  expect(await outcomeOf(remove(theirs))).toBe("NotFound");
  expect(await outcomeOf(create({ copia: String(theirs) }))).toBe("NotFound");
});

test("a profile that was modified meanwhile is not written over, nor deleted", async () => {
  const id = await create();
  const stale = profileSchema.parse({ perfil: String(id), version: "1", ...typed({ estado: "INACTIVE" }) });
  await modify(id, { descripcion: "De otra persona" });
  expect(await outcomeOf(runAs("adm1", "profile.modify", (ctx) => modifyProfile(ctx, stale)))).toBe("profile.changed");
  expect(await outcomeOf(remove(id, 1))).toBe("profile.changed");
  expect(await outcomeOf(modify(id))).toBe("profile.nothingChanged");
});

test("two at once: of one name one is made, of one version one is written", async () => {
  const outcomes = await Promise.all(
    [create({ nombre: "Gemelos" }), create({ nombre: "GEMELOS" }, "adm1b")].map(outcomeOf),
  );
  expect(outcomes.toSorted()).toEqual(["ok", "profile.nameTaken"]);
  const id = await create();
  const both = ["uno", "dos"].map((descripcion) =>
    profileSchema.parse({ perfil: String(id), version: "1", ...typed({ descripcion }) }),
  );
  const written = await Promise.all(
    both.map((input, index) =>
      outcomeOf(runAs(index ? "adm1" : "adm1b", "profile.modify", (ctx) => modifyProfile(ctx, input))),
    ),
  );
  expect(written.toSorted()).toEqual(["ok", "profile.changed"]);
});

test("a profile that somebody holds is not deleted, inactive people included; nobody's is, and the trail has it whole", async () => {
  const id = await create({ nombre: "Para borrar" });
  await asOwner(
    "UPDATE membership m SET profile_id = $1 FROM app_user u WHERE u.id = m.user_id AND u.username = 'inactivo1'",
    [id],
  );
  expect(await outcomeOf(runReading("adm1", (ctx) => deletionShown(ctx, { perfil: id, version: 1 })))).toBe(
    "profile.held",
  );
  expect(await outcomeOf(remove(id))).toBe("profile.held");
  await asOwner("UPDATE membership SET profile_id = $1 WHERE profile_id = $2", [await idOf("Preparación"), id]);
  await remove(id);
  expect(await outcomeOf(profileOf(id))).toBe("NotFound");
  expect(await lastEvent()).toMatchObject({
    event: "profile.deleted",
    subject: "Para borrar",
    data: { before: { grants: { "lotes.carga": ["WEB", "batch.upload"] } }, after: null },
  });
});

test("the last who can give everything again is not taken away, by flags or by state", async () => {
  const profile = await create({
    otorga: administration
      .flatMap((service) => [`${service}:WEB`])
      .concat("administracion.perfiles:profile.read", "administracion.perfiles:profile.modify"),
  });
  // adm1 may modify profiles and is no administrator any more: all of those hold the demonstration's profile.
  const administrators = await idOf("Administración");
  await asOwner(
    "UPDATE membership m SET profile_id = $1 FROM app_user u WHERE u.id = m.user_id AND u.username = 'adm1'",
    [profile],
  );
  try {
    expect(await outcomeOf(modify(administrators, { estado: "INACTIVE" }))).toBe("profile.lastAdministrator");
    const less = boxesOf((await profileOf(administrators)).grants).filter((box) => !box.endsWith(":user.activate"));
    expect(await outcomeOf(modify(administrators, { otorga: less }))).toBe("profile.lastAdministrator");
    expect(await outcomeOf(modify(administrators, { descripcion: "Sigue igual" }))).toBe("ok");
  } finally {
    await asOwner(
      "UPDATE membership m SET profile_id = $1 FROM app_user u WHERE u.id = m.user_id AND u.username = 'adm1'",
      [administrators],
    );
  }
});

test("a change tells whom it reaches, and a live session loses an action at its next request", async () => {
  const id = await create({ nombre: "En uso" });
  await asOwner(
    "UPDATE membership m SET profile_id = $1 FROM app_user u WHERE u.id = m.user_id AND u.username IN ('maker1', 'inactivo1')",
    [id],
  );
  const caller: Caller = { ...(await signedIn("maker1")), product: null };
  await asOwner(
    "UPDATE session s SET ended_at = now() FROM app_user u WHERE u.id = s.user_id AND u.username = 'inactivo1'",
  );
  const upload = () => outcomeOf(readCompany(caller, "batch.upload", async () => undefined));
  expect(await upload()).toBe("ok");
  const input = profileSchema.parse({
    perfil: String(id),
    version: "1",
    ...typed({ otorga: ["lotes.carga:WEB", "lotes.carga:batch.delete"] }),
  });
  const { shown, lines } = await runReading("adm1", (ctx) => modificationShown(ctx, input));
  expect(shown.people).toBe(1);
  expect(lines).toContainEqual({ key: "sessions", before: null, after: "1" });
  await runAs("adm1", "profile.modify", (ctx) => modifyProfile(ctx, input));
  expect(await upload()).toBe("access.notAllowed");
});

test("how many sessions a profile has open is told of one's own company only, to one of its active members", async () => {
  await signedIn("maker2", "E2");
  const ask = async (tenant: string, username: string | null, profile: number) => {
    const user = username ? `(SELECT id FROM app_user WHERE username = '${username}')` : "NULL";
    const [place] = await asOwner<{ tenant: number; person: string | null }>(
      `SELECT id AS tenant, ${user}::text AS person FROM tenant WHERE code = $1`,
      [tenant],
    );
    const serve = `SELECT set_config('app.user', '${place?.person ?? ""}', true)`;
    return connected("app_web", async (client) => {
      const { rows } = await attempt(client, place?.tenant ?? 0, serve, [
        "SELECT profile_sessions($1) AS open",
        [profile],
      ]);
      return Number(rows[0]?.open) > 0;
    });
  };
  const theirs = await idOf("Preparación", "E2");
  expect(await ask("E2", "adm2", theirs)).toBe(true);
  expect(await ask("E1", "adm2", theirs)).toBe(false);
  expect(await ask("E1", "adm1", theirs)).toBe(false);
  expect(await ask("E2", "adm1", theirs)).toBe(false);
  expect(await ask("E2", null, theirs)).toBe(false);
});

test.each([
  ["is out", "status = 'INACTIVE'"],
  ["was given that very profile", "profile_id = $1"],
])("whoever %s while they waited for their turn changes nothing", async (_, change) => {
  const house = await profileOf(await idOf("Administración"));
  const id = await create({ otorga: boxesOf(house.grants) });
  const place = (set: string, profile: number) =>
    asDecided(
      `UPDATE membership SET ${set.replace("$1", String(profile))} WHERE user_id = (SELECT id FROM app_user WHERE username = 'adm1b')`,
    );
  for (const act of [() => modify(id, { otorga: upload }, "adm1b"), () => remove(id, 1, "adm1b")]) {
    const outcome = await connected("owner", async (client) => {
      await client.query("BEGIN");
      await client.query(
        "SELECT pg_advisory_xact_lock(hashtext('administration'), (SELECT id FROM tenant WHERE code = 'E1'))",
      );
      const waiting = outcomeOf(act());
      while ((await asOwner("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")).length === 0);
      await place(change, id);
      await client.query("COMMIT");
      return waiting;
    });
    await place("status = 'ACTIVE', profile_id = $1", house.id);
    expect([outcome, (await profileOf(id)).version]).toEqual(["access.notAllowed", 1]);
  }
});

test("who may only read makes nothing", async () => {
  expect(await outcomeOf(create({}, "auditor1"))).toBe("access.notAllowed");
});
