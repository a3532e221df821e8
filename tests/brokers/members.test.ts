import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { disableMember, inviteMemberAgain, resetMember } from "@/lib/brokers/member-acts";
import { additionShown, addMember, modificationShown, modifyMember } from "@/lib/brokers/member-commands";
import { listMemberEvents } from "@/lib/brokers/member-queries";
import { downloadable, sections } from "@/lib/brokers/rules";
import { readBroker } from "@/lib/command";
import { asOwner, demonstration, outcomeOf } from "@/tests/support/make";
import { jobs, lastEvent } from "@/tests/support/people";
import { actingIn, add, additionForm, change, changeForm, inBroker, memberAs, standIn } from "@/tests/support/team";

// The people of a broker's team, through its commands on the real database: who is made, changed, let out and in, by whom and within what.

beforeAll(demonstration);
beforeEach(async () => {
  await asOwner("DELETE FROM graphile_worker._private_jobs");
});

const gerencial = { rol: "GERENCIAL", secciones: [] };
const alsoInB2 = () =>
  asOwner(
    "UPDATE membership SET role = 'EJECUTIVO', sections = '{clientes,salud,admin-usuarios}', downloads = '{}' WHERE user_id = (SELECT id FROM app_user WHERE username = 'ambos1')",
  );

describe("adding", () => {
  test("makes a person with a usuario of their mail, writes down the broker's data, and mails the way in", async () => {
    const made = await add("sup1", "nadia.prueba", {
      documento: "20485173928",
      celular: "987654321",
      secciones: ["polizas", "clientes"],
      descargas: ["clientes", "siniestros"],
    });
    expect(made).toEqual({ username: "nadia.prueba", code: "B1" });
    expect(await memberAs("nadia.prueba")).toMatchObject({
      name: "Nadia Prueba Ríos",
      document: "RUC-20485173928",
      birthDate: "1990-05-17",
      phone: "987654321",
      role: "EJECUTIVO",
      sections: ["clientes", "polizas"],
      downloads: ["clientes"],
      standing: "INVITED",
      several: false,
    });
    expect(await jobs()).toEqual(["mail-invitation"]);
    expect(await lastEvent("B1")).toMatchObject({
      actor: "sup1",
      event: "brokeruser.created",
      subject: "nadia.prueba",
    });
    expect(JSON.stringify((await lastEvent("B1"))?.data)).not.toMatch(
      /Nadia|20485173928|987654321|1990|nadia\.prueba@/,
    );
  });

  test.each<[string, string, Record<string, unknown>, string, string | undefined]>([
    ["a RUC whose digit is wrong", "sup1b", { documento: "20485173929" }, "member.document", "documento"],
    ["a DNI that is short", "sup1b", { documento: "1234567" }, "member.document", "documento"],
    ["a day that is still to come", "sup1b", { nacimiento: "2099-01-01" }, "member.birthDate", "nacimiento"],
    ["no broker", "sup1b", { brokers: [] }, "member.brokers", "brokers"],
    ["a broker that is not theirs", "sup1b", { brokers: ["B1", "B2"] }, "NotFound", undefined],
    ["a section that the giver lacks", "sup1", { secciones: ["clientes", "salud"] }, "member.beyond", "secciones"],
    [
      "a download that the giver lacks",
      "sup1",
      { secciones: ["siniestros"], descargas: ["siniestros"] },
      "member.beyond",
      "secciones",
    ],
    ["the section that administers", "sup1", { secciones: ["admin-usuarios"] }, "member.rank", "rol"],
    ["a Gerencial", "sup1", gerencial, "member.rank", "rol"],
    ["somebody's document with another mail", "sup1b", { documento: "40001244" }, "member.taken", "documento"],
    ["somebody's mail", "sup1", { correo: "VMiyashiro@demo.example" }, "member.mailHeld", "correo"],
    ["who administers nothing", "ejec1", {}, "access.notAllowed", undefined],
  ])("%s: refused beside its field, and nobody is made", async (_, by, more, code, field) => {
    const count = () => asOwner("SELECT count(*) FROM app_user");
    const before = await count();
    const failure = await add(by, "nadie.asi", more).then(
      () => null,
      (error: { field?: string }) => error,
    );
    expect([await outcomeOf(Promise.reject(failure)), failure?.field]).toEqual([code, field]);
    expect(await count()).toEqual(before);
  });

  test("a Gerencial gives everything, and makes another", async () => {
    await add("sup1b", "gerente.nuevo", gerencial);
    expect(await memberAs("gerente.nuevo")).toMatchObject({ role: "GERENCIAL", sections, downloads: downloadable });
  });

  test("whoever is there already becomes one of the team as they are, once", async () => {
    const [ejec2] = await asOwner<{ document: string }>("SELECT document FROM app_user WHERE username = 'ejec2'");
    const same = { documento: ejec2?.document.replace("-", " "), nombre: "Otro", apellido: "Nombre" };
    await add("sup1b", "ejec2", same);
    expect(await memberAs("ejec2")).toMatchObject({
      name: "Emilio Castañeda Rojas",
      firstName: "Otro",
      standing: "ACTIVE",
      several: true,
    });
    expect(await outcomeOf(add("sup1b", "ejec2", same))).toBe("member.already");
  });

  test("in several brokers, all or none, each with an event of its own and one clave lent", async () => {
    await alsoInB2();
    const both = { brokers: ["B2", "B1"] };
    await add("ambos1", "en.dos", both, "B2");
    const events = await asOwner(
      "SELECT t.code FROM audit_event e JOIN tenant t ON t.id = e.tenant_id WHERE e.event = 'brokeruser.created' AND e.subject = 'en.dos' ORDER BY 1",
    );
    expect([events, await jobs()]).toEqual([[{ code: "B1" }, { code: "B2" }], ["mail-invitation"]]);
    expect((await memberAs("en.dos", "sup2", "B2")).several).toBe(true);
    await asOwner(
      "UPDATE membership SET sections = '{salud,admin-usuarios}' WHERE user_id = (SELECT id FROM app_user WHERE username = 'ambos1') AND tenant_id = (SELECT id FROM tenant WHERE code = 'B2')",
    );
    expect(await outcomeOf(add("ambos1", "en.uno", { brokers: ["B1", "B2"] }))).toBe("member.beyond");
    expect(await asOwner("SELECT 1 FROM app_user WHERE username = 'en.uno'")).toEqual([]);
  });

  test("two who add the same person at once: one does", async () => {
    const form = await additionForm("a.la.vez");
    const outcomes = await Promise.all(
      ["sup1", "sup1b"].map((by) => outcomeOf(actingIn(by, "brokeruser.create", (ctx) => addMember(ctx, form)))),
    );
    expect(outcomes.sort()).toEqual(["member.already", "ok"]);
  });

  test("what is read before Aceptar is what will be", async () => {
    const form = await additionForm("leida", { nacimiento: "1970-01-01" });
    const { lines } = await readBroker(await inBroker(), "brokeruser.create", (ctx) => additionShown(ctx, form));
    expect(Object.fromEntries(lines.map(({ key, after }) => [key, after]))).toMatchObject({
      birthDate: "01/01/1970",
      role: "EJECUTIVO",
      sections: "clientes",
      brokers: "Corredores Unidos S.A.",
    });
    expect(lines.map(({ key }) => key)).not.toContain("phone");
  });
});

describe("modifying", () => {
  test("what the broker wrote down, their name and mail; both addresses are told", async () => {
    await change("sup1", "vmiyashiro", { nombre: "Valeria Inés", correo: "valeria@otro.example", anexo: "" });
    expect(await memberAs("vmiyashiro")).toMatchObject({
      name: "Valeria Inés Miyashiro",
      mail: "valeria@otro.example",
      extension: null,
    });
    expect(await jobs()).toEqual([
      "mail-person mailChanged vmiyashiro@demo.example",
      "mail-person mailChanged valeria@otro.example",
    ]);
    const { data } = (await lastEvent("B1")) ?? {};
    expect(data).toMatchObject({ changed: ["mail", "firstName", "extension"], after: { mail: "v•••a@otro.example" } });
    expect(JSON.stringify(data)).not.toMatch(/Valeria|valeria@/);
  });

  test.each<[string, string, string, Record<string, unknown>, string]>([
    ["nothing", "sup1", "ejec1", {}, "people.nothing"],
    ["themselves", "sup1b", "sup1b", { cargo: "Jefe" }, "people.self"],
    ["a Gerencial, by who only administers", "sup1", "gerente.nuevo", { cargo: "Jefe" }, "member.rankTouched"],
    ["a rank, by who only administers", "sup1", "ejec1", gerencial, "member.rank"],
    ["a section that the giver lacks", "sup1", "ejec1", { secciones: ["clientes", "comisiones"] }, "member.beyond"],
    [
      "the name of who belongs to several",
      "sup1b",
      "ambos1",
      { nombre: "Otra", apellido: "Persona" },
      "member.several",
    ],
    ["somebody else's mail", "sup1", "ejec1", { correo: "sup1b@demo.example" }, "member.mailHeld"],
    ["the mail of who belongs to several", "sup1b", "ambos1", { correo: "otro@otro.example" }, "member.several"],
  ])("%s: refused", async (_, by, whom, more, expected) => {
    expect(await outcomeOf(change(by, whom, more))).toBe(expected);
  });

  test("what each broker wrote down of somebody of several is its own", async () => {
    await change("sup1b", "ambos1", { cargo: "De B1", celular: "911111111" });
    await change("sup2", "ambos1", { cargo: "De B2" }, "B2");
    expect((await memberAs("ambos1")).position).toBe("De B1");
    expect(await memberAs("ambos1", "sup2", "B2")).toMatchObject({ position: "De B2" });
  });

  test("another broker's person is unknown, by their usuario too", async () => {
    const form = { ...(await changeForm("ejec1")), persona: "sup2" };
    for (const work of [modifyMember, modificationShown])
      expect(await outcomeOf(actingIn<unknown>("sup1b", "brokeruser.modify", (ctx) => work(ctx, form)))).toBe(
        "NotFound",
      );
  });

  test("what was held before may stay, but is not given back", async () => {
    await asOwner(
      "UPDATE membership SET sections = '{clientes,salud}', downloads = '{}' WHERE user_id = (SELECT id FROM app_user WHERE username = 'b1u0101')",
    );
    await change("sup1", "b1u0101", { cargo: "Otro cargo" });
    await change("sup1", "b1u0101", { secciones: ["clientes"] });
    expect(await outcomeOf(change("sup1", "b1u0101", { secciones: ["clientes", "salud"] }))).toBe("member.beyond");
  });

  test("another wrote since: the second is told, and changes nothing", async () => {
    const form = await changeForm("ejec1", { cargo: "Primera" });
    await actingIn("sup1", "brokeruser.modify", (ctx) => modifyMember(ctx, form));
    const late = actingIn("sup1b", "brokeruser.modify", (ctx) => modifyMember(ctx, { ...form, cargo: "Segunda" }));
    expect([await outcomeOf(late), (await memberAs("ejec1")).position]).toEqual(["member.changed", "Primera"]);
  });
});

describe("letting out and in, claves and invitations", () => {
  const named = async (persona: string, broker = "B1") => ({
    persona,
    version: (await memberAs(persona, broker === "B1" ? "sup1b" : "sup2", broker)).version,
  });
  const reset = async (by: string, whom: string) => {
    const input = await named(whom);
    return outcomeOf(actingIn(by, "brokeruser.reset", (ctx) => resetMember(ctx, input)));
  };

  test("who is out gets nothing at their next request; let in again they are as they were", async () => {
    const live = await inBroker("ejec1");
    const asks = () => outcomeOf(readBroker(live, "brokerhome.read", async () => undefined));
    expect(await asks()).toBe("ok");
    await standIn("sup1", "ejec1", "disable");
    expect(await asks()).toBe("NotSignedIn");
    expect(await outcomeOf(standIn("sup1", "ejec1", "disable"))).toBe("member.alreadyOut");
    expect(await reset("sup1", "ejec1")).toBe("member.out");
    const { sections: before } = await memberAs("ejec1");
    await standIn("sup1b", "ejec1", "enable");
    expect([await memberAs("ejec1"), await outcomeOf(standIn("sup1b", "ejec1", "enable"))]).toMatchObject([
      { standing: "ACTIVE", sections: before },
      "member.alreadyIn",
    ]);
  });

  test("an act on somebody as they were before another's is told, and does nothing", async () => {
    const seen = await named("b1u0103");
    await change("sup1b", "b1u0103", { cargo: "Otra cosa" });
    expect(await outcomeOf(actingIn("sup1b", "brokeruser.disable", (ctx) => disableMember(ctx, seen)))).toBe(
      "member.changed",
    );
    expect((await memberAs("b1u0103")).standing).toBe("ACTIVE");
  });

  test("letting in again gives all that they had: within the ceiling of whoever does it", async () => {
    await asOwner(
      "UPDATE membership SET sections = '{clientes,salud}', downloads = '{}' WHERE user_id = (SELECT id FROM app_user WHERE username = 'b1u0102')",
    );
    await standIn("sup1", "b1u0102", "disable");
    expect(await outcomeOf(standIn("sup1", "b1u0102", "enable"))).toBe("member.beyond");
    await standIn("sup1b", "b1u0102", "enable");
    expect((await memberAs("b1u0102")).standing).toBe("ACTIVE");
  });

  test("who had not come in is invited anew", async () => {
    await standIn("sup1b", "nadia.prueba", "disable");
    await standIn("sup1b", "nadia.prueba", "enable");
    expect([(await memberAs("nadia.prueba")).standing, await jobs()]).toEqual(["INVITED", ["mail-invitation"]]);
    const input = await named("nadia.prueba");
    await actingIn("sup1", "brokeruser.create", (ctx) => inviteMemberAgain(ctx, input));
    expect(await lastEvent("B1")).toMatchObject({ event: "brokeruser.invitedAgain", subject: "nadia.prueba" });
    expect(await reset("sup1", "nadia.prueba")).toBe("member.notInYet");
  });

  test("a reset is the worker's to mail; of who belongs to several it is theirs alone", async () => {
    expect([await reset("sup1", "ejec1"), await jobs()]).toEqual(["ok", ["mail-reset"]]);
    expect(await reset("sup1b", "ambos1")).toBe("member.several");
    expect(await reset("sup1", "sup1b")).toBe("member.rankTouched");
  });

  test("their history is the newest first, of this broker's chain alone", async () => {
    const events = await readBroker(await inBroker(), "brokeruser.read", (ctx) =>
      listMemberEvents(ctx, "nadia.prueba"),
    );
    expect(events.map(({ event }) => event)).toEqual([
      "brokeruser.invitedAgain",
      "brokeruser.enabled",
      "brokeruser.disabled",
      "brokeruser.created",
    ]);
    const elsewhere = await readBroker(await inBroker("sup2", "B2"), "brokeruser.read", (ctx) =>
      listMemberEvents(ctx, "nadia.prueba"),
    );
    expect(elsewhere).toEqual([]);
  });

  test("two Gerencial who put each other out at once: one of them is left", async () => {
    await asOwner(
      "UPDATE membership SET role = 'GERENCIAL' WHERE user_id = (SELECT id FROM app_user WHERE username = 'ejec2')",
    );
    const outcomes = await Promise.all([
      outcomeOf(standIn("sup2", "ejec2", "disable", "B2")),
      outcomeOf(
        actingIn("ejec2", "brokeruser.disable", (ctx) => disableMember(ctx, { persona: "sup2", version: 1 }), "B2"),
      ),
    ]);
    expect(outcomes.filter((one) => one === "ok")).toHaveLength(1);
  });
});
