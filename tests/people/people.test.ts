import { readdirSync } from "node:fs";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { digestOf } from "@/lib/approvals/confirmations";
import { read, readCompany } from "@/lib/command";
import { assignToken, blockToken, replaceToken, resetPerson, unlockPerson } from "@/lib/people/acts";
import { invitationShown, modificationShown, modifyPerson } from "@/lib/people/commands";
import { listPeople } from "@/lib/people/queries";
import { modifyPersonSchema } from "@/lib/people/schema";
import { asOwner, demonstration, outcomeOf, signedIn } from "@/tests/support/make";
import {
  acting,
  admin,
  invite,
  inviteForm,
  jobs,
  lastEvent,
  makeProfile,
  modify,
  modifyForm,
  placeCeiling,
  profileOf,
  stand,
  standingOf,
} from "@/tests/support/people";

// A company's people on the real database: who may act on whom, and what becomes of those who are acted on.

beforeAll(demonstration);
beforeEach(async () => {
  await asOwner("DELETE FROM graphile_worker._private_jobs");
});

describe("inviting", () => {
  test("makes a member, mails the way in, and leaves what was given in the company's trail", async () => {
    await invite("adm1", "ines1", {
      cargo: "Analista",
      telefono: "+57 300 123 4567",
      alcance: "algunos",
      productos: "P1",
    });
    expect(await standingOf("ines1")).toMatchObject({ standing: "INVITED", token_state: "NONE", profile: "Consulta" });
    expect(await jobs()).toEqual(["mail-invitation"]);
    expect(await lastEvent()).toMatchObject({
      actor: "adm1",
      event: "user.invited",
      subject: "ines1",
      data: { before: null, after: { profile: "Consulta", products: "P1", ceiling: "none", position: "Analista" } },
    });
    expect(JSON.stringify((await lastEvent())?.data)).not.toMatch(/300 123|ines1|Prueba/);
  });

  test("somebody who is there already stays who they are, in the other company too", async () => {
    const [before] = await asOwner("SELECT name, email, document FROM app_user WHERE username = 'maker2'");
    const { document } = before as { document: string };
    const other = { documento: document.replace("-", " "), nombre: "Otro Nombre", correo: "otro@demo.example" };
    // Whoever took the usuario before with a mail of their own would come in as the person who is meant.
    expect(await outcomeOf(invite("adm1", "maker2", other))).toBe("people.taken");
    expect(await standingOf("maker2")).toBeUndefined();
    await invite("adm1", "maker2", { ...other, correo: "Maker2@demo.example" });
    expect(await asOwner("SELECT name, email, document FROM app_user WHERE username = 'maker2'")).toEqual([before]);
    expect(await standingOf("maker2", "E2")).toMatchObject({ standing: "ACTIVE", profile: "Preparación" });
    expect(await outcomeOf(invite("adm1", "maker2", { documento: document.replace("-", " ") }))).toBe("people.already");
  });

  test("nobody is called as a page beside theirs", async () => {
    const pages = readdirSync("app", { recursive: true, withFileTypes: true }).filter((entry) => entry.isDirectory());
    const ofPeople = new Set(pages.filter(({ name }) => name === "[user]").map(({ parentPath }) => parentPath));
    const beside = pages.filter(({ name, parentPath }) => ofPeople.has(parentPath) && name !== "[user]");
    expect(beside.length).toBeGreaterThan(0);
    for (const { name } of beside) {
      expect([name, await asOwner("SELECT is_page_word($1) AS is", [name])]).toEqual([name, [{ is: true }]]);
      const named = asOwner("UPDATE app_user SET username = $1 WHERE username = 'maker1'", [name]);
      await expect(named).rejects.toThrow("app_user_no_page");
    }
  });

  test.each([
    [{}, "maker1", "people.taken"],
    [{}, "nuevo", "people.taken"],
    [{ documento: "XX 1" }, "otra1", "people.document"],
    [{ perfil: "999999" }, "otra1", "people.profileGone"],
    [{ alcance: "algunos" }, "otra1", "people.products"],
    [{ alcance: "algunos", productos: "P9" }, "otra1", "people.products"],
    [{ techo: "servicios" }, "otra1", "people.services"],
    [{ techo: "servicios", servicios: "otra.cosa" }, "otra1", "people.services"],
    [{ documento: "CC 79002603" }, "oper1", "people.taken"],
    [{ documento: "CC 79000001" }, "adm1", "people.self"],
  ])("%o of %s: %s", async (more, username, refusal) => {
    const before = await asOwner("SELECT count(*) FROM membership");
    expect(await outcomeOf(invite("adm1", username, more))).toBe(refusal);
    expect(await asOwner("SELECT count(*) FROM membership")).toEqual(before);
  });

  test("what is confirmed is that profile as it is now, in that company", async () => {
    const form = await inviteForm("tere1");
    const seen = async () =>
      digestOf((await readCompany(await admin(), "user.create", (ctx) => invitationShown(ctx, form))).shown);
    const before = await seen();
    expect(await seen()).toBe(before);
    await asOwner("UPDATE profile SET version = version + 1 WHERE id = $1", [await profileOf("Consulta")]);
    expect(await seen()).not.toBe(before);
    const { shown } = await readCompany(await admin(), "user.create", (ctx) => invitationShown(ctx, form));
    expect(shown).toMatchObject({ company: "E1" });
  });

  test("the same person twice at once is invited once", async () => {
    const outcomes = await Promise.all(
      [invite("adm1", "dos1", { documento: "CC 40000001" }), invite("adm1b", "dos1", { documento: "CC 40000001" })].map(
        outcomeOf,
      ),
    );
    expect(outcomes.sort()).toEqual(["ok", "people.already"]);
  });
});

describe("modifying", () => {
  test("a live session goes by the new profile at its next request", async () => {
    const live = await signedIn("maker1");
    expect(await outcomeOf(read(live, "batch.upload", async () => undefined))).toBe("ok");
    await modify("adm1", "maker1", { perfil: String(await profileOf("Consulta")) });
    expect(await lastEvent()).toMatchObject({
      data: { before: { profile: "Preparación" }, after: { profile: "Consulta" } },
    });
    expect(await outcomeOf(read(live, "batch.upload", async () => undefined))).toBe("access.notAllowed");
    await modify("adm1", "maker1", { perfil: String(await profileOf("Preparación")) });
  });

  test("products that are taken away are gone at the next request", async () => {
    const live = await signedIn("cm1", "E1", "P2");
    await modify("adm1", "cm1", { alcance: "algunos", productos: "P1" });
    expect(await outcomeOf(read(live, "balance.read", async () => undefined))).toBe("NotFound");
    await modify("adm1", "cm1", { alcance: "todos" });
    expect(await outcomeOf(read(live, "balance.read", async () => undefined))).toBe("ok");
  });

  test("another mail is told to both addresses, and what was lent by the old one opens nothing", async () => {
    await asOwner(
      `INSERT INTO temporary_password (user_id, hash, kind, expires_at) SELECT id, 'x', 'RECOVERY', app_now() + interval '30 minutes'
         FROM app_user WHERE username = 'pagador1'`,
    );
    await modify("adm1", "pagador1", { correo: "paula@demo.example", nombre: "Paula Restrepo" });
    expect(await jobs()).toEqual([
      "mail-person mailChanged pagador1@demo.example",
      "mail-person mailChanged paula@demo.example",
    ]);
    expect(
      await asOwner("SELECT 1 FROM temporary_password WHERE used_at IS NULL AND voided_at IS NULL AND hash = 'x'"),
    ).toEqual([]);
    expect((await lastEvent())?.data).toMatchObject({
      before: { mail: "p•••1@demo.example" },
      after: { mail: "p•••a@demo.example" },
    });
    expect(JSON.stringify((await lastEvent())?.data)).not.toContain("Restrepo");
  });

  test("two at once from the same page: one is told that it was modified", async () => {
    const [one, other] = [
      await modifyForm("adm1", "firma3", { cargo: "Uno" }),
      await modifyForm("adm1b", "firma3", { cargo: "Dos mil" }),
    ];
    const outcomes = await Promise.all([
      outcomeOf(acting("adm1", "user.modify", (ctx) => modifyPerson(ctx, one))),
      outcomeOf(acting("adm1b", "user.modify", (ctx) => modifyPerson(ctx, other))),
    ]);
    expect(outcomes.sort()).toEqual(["ok", "people.changed"]);
  });

  test("an act on what nothing would change is refused", async () => {
    const same = await modifyForm("adm1", "firma1");
    expect(await outcomeOf(readCompany(await admin(), "user.modify", (ctx) => modificationShown(ctx, same)))).toBe(
      "people.nothing",
    );
  });
});

describe("nobody acts on themselves, on another company's, or on who belongs elsewhere too", () => {
  const acts = {
    reset: (by: string, whom: string) => acting(by, "user.reset", (ctx) => resetPerson(ctx, whom)),
    unlock: (by: string, whom: string) => acting(by, "user.unlock", (ctx) => unlockPerson(ctx, whom)),
    assign: (by: string, whom: string) => acting(by, "token.assign", (ctx) => assignToken(ctx, whom)),
    block: (by: string, whom: string) => acting(by, "token.block", (ctx) => blockToken(ctx, "block", whom)),
    replace: (by: string, whom: string) => acting(by, "token.replace", (ctx) => replaceToken(ctx, whom)),
  };
  test.each(Object.entries(acts))("%s", async (_, act) => {
    expect(await outcomeOf(act("adm1", "adm1"))).toBe("people.self");
    expect(await outcomeOf(act("adm1", "firma9"))).toBe("NotFound");
    expect(await outcomeOf(act("adm1", "nadie"))).toBe("NotFound");
    expect(await outcomeOf(act("adm1", "multi1"))).toBe("people.several");
    await placeCeiling("adm1b", ["administracion.claves", "administracion.tokens"]);
    expect(await outcomeOf(act("adm1b", "maker1"))).toBe("profile.beyondCeiling");
    await placeCeiling("adm1b", "all");
  });

  test("modifying, and letting in or out", async () => {
    const own = await modifyForm("adm1", "adm1", { cargo: "Jefa" });
    expect(await outcomeOf(acting("adm1", "user.modify", (ctx) => modifyPerson(ctx, own)))).toBe("people.self");
    const there = modifyPersonSchema.parse({
      ...own,
      perfil: String(own.perfil),
      version: "1",
      cargo: "X de E2",
      telefono: "",
      persona: "firma9",
    });
    expect(await outcomeOf(acting("adm1", "user.modify", (ctx) => modifyPerson(ctx, there)))).toBe("NotFound");
    expect(await outcomeOf(modify("adm1", "multi1", { nombre: "Otro", correo: "otro@demo.example" }))).toBe(
      "people.several",
    );
    expect(await outcomeOf(stand("adm1", "adm1", "inactivar"))).toBe("people.self");
    expect(await outcomeOf(stand("adm1", "firma9", "inactivar"))).toBe("NotFound");
  });

  test("who belongs to two companies is inactivated in one of them alone", async () => {
    const live = await signedIn("multi1", "E2");
    await stand("adm1", "multi1", "inactivar");
    expect([await standingOf("multi1"), await standingOf("multi1", "E2")]).toMatchObject([
      { standing: "INACTIVE" },
      { standing: "ACTIVE" },
    ]);
    expect(await outcomeOf(readCompany({ ...live, product: null }, "user.read", async () => undefined))).toBe("ok");
    await stand("adm1", "multi1", "activar");
  });
});

describe("ceilings", () => {
  const administrators = ["administracion.perfiles", "administracion.usuarios", "administracion.activacion"];
  test("nobody gives more than they may, by any path", async () => {
    const signs = await profileOf("Autorización");
    const reads = await makeProfile("Solo lectura", ["consultas.saldos"]);
    await placeCeiling("adm1b", [...administrators, "consultas.saldos"]);
    const tried = {
      invited: await outcomeOf(invite("adm1b", "mas1", { perfil: String(signs) })),
      everything: await outcomeOf(invite("adm1b", "mas1", { perfil: String(reads), techo: "todo" })),
      ceiling: await outcomeOf(
        invite("adm1b", "mas1", {
          perfil: String(reads),
          techo: "servicios",
          servicios: ["consultas.saldos", "ordenes.pago"],
        }),
      ),
      within: await outcomeOf(
        invite("adm1b", "mas1", { perfil: String(reads), techo: "servicios", servicios: "consultas.saldos" }),
      ),
      modified: await outcomeOf(modify("adm1b", "mas1", { perfil: String(signs) })),
      lent: await outcomeOf(modify("adm1b", "mas1", { techo: "todo" })),
      above: await outcomeOf(modify("adm1b", "firma1", { cargo: "Otro" })),
      aboveOut: await outcomeOf(stand("adm1b", "firma1", "inactivar")),
      aboveIn: await outcomeOf(stand("adm1b", "inactivo1", "activar")),
    };
    await placeCeiling("adm1b", "all");
    expect(tried).toEqual({
      invited: "profile.beyondCeiling",
      everything: "people.ceilingAll",
      ceiling: "profile.beyondCeiling",
      within: "ok",
      modified: "profile.beyondCeiling",
      lent: "people.ceilingAll",
      above: "profile.beyondCeiling",
      aboveOut: "profile.beyondCeiling",
      aboveIn: "profile.beyondCeiling",
    });
  });
});

describe("the list", () => {
  const all = { text: null, profile: null, standing: null, token: null, sort: null, page: 1, size: 100 } as const;
  const listed = async (wanted: Partial<Parameters<typeof listPeople>[1]> = {}, by = "adm1") => {
    const found = await readCompany(await admin(by), "user.read", (ctx) => listPeople(ctx, { ...all, ...wanted }));
    return { names: found.rows.map(({ username }) => username), total: found.total };
  };
  test("finds by part of a name, usuario, document or mail, without accents, in this company alone", async () => {
    expect((await listed({ text: "oscar nunez" })).names).toEqual(["firma3"]);
    expect((await listed({ text: "irma" })).names).toEqual(expect.arrayContaining(["firma1", "firma2", "firma3"]));
    expect((await listed({ text: "79000001" })).names).toEqual(["adm1"]);
    expect((await listed({ text: "auditor1@demo" })).names).toEqual(["auditor1"]);
    // Of who belongs elsewhere too the mail is masked: neither is it found out by looking for it.
    expect((await listed({ text: "multi1@" })).names).toEqual([]);
    expect((await listed({ text: "multi1" })).names).toEqual(["multi1"]);
    expect((await listed({ text: "firma9" })).names).toEqual([]);
    expect((await listed({ text: "100%" })).names).toEqual([]);
    const everyone = await listed();
    const [{ n } = { n: 0 }] = await asOwner<{ n: number }>(
      "SELECT count(*)::int AS n FROM membership m JOIN tenant t ON t.id = m.tenant_id WHERE t.code = 'E1'",
    );
    expect([everyone.total, everyone.names.length, everyone.names.includes("adm2")]).toEqual([n, n, false]);
  });
  test("by profile, state and token, sorted and paged", async () => {
    expect((await listed({ profile: await profileOf("Autorización") })).names).toEqual(["firma1", "firma2", "firma3"]);
    expect((await listed({ standing: "INACTIVE" })).names).toEqual(["inactivo1"]);
    await acting("adm1", "token.assign", (ctx) => assignToken(ctx, "consulta1"));
    expect((await listed({ token: "ASKED" })).names).toEqual(["consulta1"]);
    const down = await listed({ sort: { by: "usuario", down: true }, size: 10 });
    expect(down.names).toEqual([...down.names].sort().reverse());
    const [one, two] = [await listed({ size: 10 }), await listed({ size: 10, page: 2 })];
    expect(new Set([...one.names, ...two.names]).size).toBe(one.names.length + two.names.length);
  });
});
