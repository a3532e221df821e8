import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createBranch, listBranches, modifyBranch, turnBranch } from "@/lib/brokers/branches";
import { createBranchSchema, modifyBranchSchema, turnBranchSchema } from "@/lib/brokers/house-schema";
import { readBroker, runBroker } from "@/lib/command";
import { editCompany } from "@/lib/companies/commands";
import { findCompanyData, houseOfBroker, listCompanyChanges } from "@/lib/companies/data";
import { companyDataSchema } from "@/lib/companies/schema";
import type { Caller } from "@/lib/context";
import { brokenConstraint } from "@/lib/db";
import { asOwner, demonstration, outcomeOf, signedIn } from "@/tests/support/make";
import { connected } from "@/tests/support/roles";

// Gestión de Bróker: what a broker says of itself, and its branches with who answers for each.

const inBroker = async (username: string, code = "B1"): Promise<Caller> => ({
  ...(await signedIn(username)),
  company: code,
  product: null,
});
let sup: Caller;
let north: Caller;

beforeAll(async () => {
  await demonstration();
  sup = await inBroker("sup1");
  north = await inBroker("sup2", "B2");
});
beforeEach(async () => {
  await asOwner("DELETE FROM broker_branch");
});

const create = (typed: Record<string, string>, caller = sup) =>
  runBroker(caller, "broker.modify", (ctx) => createBranch(ctx, createBranchSchema.parse(typed)));
const modify = (typed: Record<string, string>, caller = sup) =>
  runBroker(caller, "broker.modify", (ctx) => modifyBranch(ctx, modifyBranchSchema.parse(typed)));
const turn = (typed: Record<string, string>, caller = sup) =>
  runBroker(caller, "broker.modify", (ctx) => turnBranch(ctx, turnBranchSchema.parse(typed)));
const list = (caller = sup, text: string | null = null) =>
  readBroker(caller, "broker.read", (ctx) => listBranches(ctx, { text, page: 1, size: 10 }));
const lima = {
  codigo: "lim-1",
  nombre: "Lima Centro",
  ciudad: "Lima",
  direccion: "Jr. Unión 300",
  telefono: "01 427 1000",
};
const lastEvent = async () =>
  (
    await asOwner<{ event: string; subject: string; data: object }>(
      "SELECT event, subject, data FROM audit_event WHERE result = 'done' ORDER BY id DESC LIMIT 1",
    )
  )[0];

describe("branches", () => {
  test("a mail that somebody who is out left to another names the other", async () => {
    const mail = "dejado@demo.example";
    await asOwner("UPDATE app_user SET email = $1 WHERE username = 'b1u0120'", [mail]);
    await asOwner(
      "UPDATE membership SET status = 'INACTIVE', status_at = app_now() WHERE person_username = 'b1u0120' AND person_mail = $1",
      [mail],
    );
    await asOwner("UPDATE app_user SET email = $1 WHERE username = 'b1u0121'", [mail]);
    await create({ ...lima, responsable: mail });
    expect((await list()).rows.map(({ responsible }) => responsible)).toEqual(["b1u0121"]);
  });

  test("are made, modified, closed and opened, each with its before and after", async () => {
    await create({ ...lima, responsable: "VMIYASHIRO@demo.example" });
    expect(await lastEvent()).toMatchObject({
      event: "brokerbranch.created",
      subject: "LIM-1",
      data: { after: { name: "Lima Centro", responsible: "vmiyashiro" } },
    });
    await modify({ codigo: "LIM-1", version: "1", nombre: "Lima Sur", responsable: "ejec1" });
    expect((await list()).rows).toMatchObject([
      { code: "LIM-1", name: "Lima Sur", city: "", phone: null, responsibleName: "Elsa Bravo Tapia", version: 2 },
    ]);
    expect(await lastEvent()).toMatchObject({
      event: "brokerbranch.modified",
      data: { before: { responsible: "vmiyashiro", city: "Lima" }, after: { responsible: "ejec1", city: "" } },
    });
    await turn({ codigo: "LIM-1", version: "2", estado: "INACTIVE" });
    expect(await lastEvent()).toMatchObject({ event: "brokerbranch.closed", data: { after: { status: "INACTIVE" } } });
    await turn({ codigo: "LIM-1", version: "3", estado: "ACTIVE" });
    expect(await lastEvent()).toMatchObject({ event: "brokerbranch.opened" });
  });

  test.each([
    ["a code that is taken", () => create({ ...lima, nombre: "Otra" }), "branches.codeTaken"],
    ["a name that is taken", () => create({ ...lima, codigo: "LIM-2", nombre: "lima centro" }), "branches.nameTaken"],
    [
      "nobody",
      () => create({ ...lima, codigo: "LIM-2", nombre: "Otra", responsable: "nadie" }),
      "branches.responsible",
    ],
    [
      "another broker's person",
      () => create({ ...lima, codigo: "LIM-2", nombre: "Otra", responsable: "ejec2" }),
      "branches.responsible",
    ],
    ["an old version", () => modify({ codigo: "LIM-1", version: "7", nombre: "Otra" }), "branches.changed"],
    ["nothing new", () => modify({ ...lima, version: "1", codigo: "LIM-1" }), "branches.same"],
    ["closing what another closed", () => turn({ codigo: "LIM-1", version: "1", estado: "ACTIVE" }), "branches.same"],
    ["one that is not there", () => turn({ codigo: "CUS", version: "1", estado: "INACTIVE" }), "NotFound"],
    ["another broker's", () => turn({ codigo: "LIM-1", version: "1", estado: "INACTIVE" }, north), "NotFound"],
    ["whoever does not administer", async () => create(lima, await inBroker("ejec1")), "access.notAllowed"],
  ])("%s is refused", async (_, work, refusal) => {
    await create(lima);
    expect(await outcomeOf(work())).toBe(refusal);
    expect((await list()).rows).toMatchObject([{ name: "Lima Centro", version: 1, status: "ACTIVE" }]);
  });

  test("whoever answers for one is in when they are named, and stays named when they are out", async () => {
    await create({ ...lima, responsable: "ejec1" });
    const out = (status: string) =>
      asOwner(
        `UPDATE membership SET status = '${status}', status_reason = 'Salió', status_at = now() WHERE person_username = 'ejec1'`,
      );
    await out("INACTIVE");
    await modify({ ...lima, codigo: "LIM-1", version: "1", nombre: "Lima Sur", responsable: "ejec1" });
    const other = { ...lima, codigo: "CUS", nombre: "Cusco", responsable: "ejec1" };
    expect(await outcomeOf(create(other))).toBe("branches.responsible");
    await out("ACTIVE");
    expect(await outcomeOf(create(other))).toBe("ok");
  });

  test("two at once to one version: one does, the other reads that it changed", async () => {
    await create(lima);
    const outcomes = await Promise.all(
      ["Sur", "Norte"].map((nombre) => outcomeOf(modify({ ...lima, codigo: "LIM-1", version: "1", nombre }))),
    );
    expect(outcomes.toSorted()).toEqual(["branches.changed", "ok"]);
  });

  test("whoever went out a moment ago answers for none: the database says so too", async () => {
    await create(lima);
    const beneath = runBroker(sup, "broker.modify", ({ tx, broker, audit }) =>
      Promise.all([
        tx.$executeRaw`UPDATE broker_branch SET version = version + 1, responsible =
          (SELECT m.id FROM membership m WHERE m.tenant_id = ${broker.id} AND m.standing <> 'ACTIVE' LIMIT 1)`,
        audit("broker.modified", "B1"),
      ]),
    ).catch(brokenConstraint);
    expect(await beneath).toBe("broker_branch_responsible_active");
  });

  test("who is let out while a branch waits for its turn does not answer for it", async () => {
    await create(lima);
    await create({ ...lima, codigo: "LIM-9", nombre: "Lima Este", responsable: "b1u0111" });
    const outcomes = await connected("owner", async (client) => {
      await client.query("BEGIN");
      await client.query("SELECT pg_advisory_xact_lock(hashtext('administration'), id) FROM tenant WHERE code = 'B1'");
      const naming = [
        modify({ ...lima, codigo: "LIM-1", version: "1", responsable: "b1u0111" }),
        create({ ...lima, codigo: "LIM-2", nombre: "Lima Sur", responsable: "b1u0111" }),
      ].map(outcomeOf);
      const waiting = "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted";
      await expect.poll(async () => (await client.query(waiting)).rowCount).toBe(2);
      await client.query(
        "UPDATE membership SET status = 'INACTIVE', status_at = app_now() WHERE person_username = 'b1u0111'",
      );
      await client.query("COMMIT");
      return Promise.all(naming);
    });
    expect(outcomes).toEqual(["branches.responsible", "branches.responsible"]);
  });

  test("two at once of one name: one is made", async () => {
    const outcomes = await Promise.all(
      ["A-1", "A-2"].map((codigo) => outcomeOf(create({ ...lima, codigo, nombre: "La misma" }))),
    );
    expect(outcomes.toSorted()).toEqual(["branches.nameTaken", "ok"]);
  });

  test("are found by code, name and city, whatever the case and accents", async () => {
    await create(lima);
    await create({ codigo: "ARQ", nombre: "Arequipa", ciudad: "Arequipa" });
    for (const [text, codes] of [
      ["áreq", ["ARQ"]],
      ["lim-", ["LIM-1"]],
      ["%", []],
    ] as const)
      expect((await list(sup, text)).rows.map(({ code }) => code)).toEqual(codes);
    expect((await list(north)).total).toBe(0);
  });

  test("beneath the commands, a change skips no version and nobody is written for another broker", async () => {
    await create(lima);
    const skipping = runBroker(sup, "broker.modify", ({ tx, audit }) =>
      Promise.all([
        tx.$executeRaw`UPDATE broker_branch SET name = 'Otra', version = 9`,
        audit("broker.modified", "B1"),
      ]),
    );
    expect(await outcomeOf(skipping)).not.toBe("ok");
    const [other] = await asOwner<{ id: number }>("SELECT id FROM tenant WHERE code = 'B2'");
    const elsewhere = runBroker(sup, "broker.modify", ({ tx, audit }) =>
      Promise.all([
        tx.$executeRaw`INSERT INTO broker_branch (tenant_id, code, name, address, city) VALUES (${other?.id}::int, 'X', 'Otra', '', '')`,
        audit("broker.modified", "B1"),
      ]),
    );
    expect(await outcomeOf(elsewhere)).not.toBe("ok");
    expect((await list()).rows).toMatchObject([{ name: "Lima Centro", version: 1 }]);
  });
});

describe("what a broker says of itself", () => {
  const edit = (typed: Record<string, string>, caller = sup) =>
    runBroker(caller, "broker.modify", (ctx) => editCompany(houseOfBroker(ctx), companyDataSchema.parse(typed)));

  test("is a version of the whole after the one that was seen, told as a change in its own chain", async () => {
    await edit({ version: "0", ciudad: "Lima", telefono1: "+51 1 555 0100" });
    expect(await outcomeOf(edit({ version: "0", ciudad: "Cusco" }))).toBe("company.changed");
    await edit({ version: "1", ciudad: "Cusco" });
    expect(await outcomeOf(edit({ version: "2", ciudad: "Cusco" }))).toBe("company.same");
    const changes = await readBroker(sup, "broker.read", (ctx) =>
      listCompanyChanges(houseOfBroker(ctx), { page: 1, size: 10 }),
    );
    expect(changes).toMatchObject([
      {
        version: 2,
        who: "Susana Paz Llosa",
        lines: expect.arrayContaining([{ key: "city", before: "Lima", after: "Cusco" }]),
      },
      { version: 1 },
    ]);
    expect(await lastEvent()).toMatchObject({ event: "broker.modified", subject: "B1" });
    expect(await readBroker(north, "broker.read", (ctx) => findCompanyData(houseOfBroker(ctx)))).toBeNull();
  });

  test("is said by whoever administers, and by nobody else beneath the command either", async () => {
    const ejec = await inBroker("ejec1");
    expect(await outcomeOf(edit({ version: "2", ciudad: "Piura" }, ejec))).toBe("access.notAllowed");
    const beneath = runBroker(ejec, "brokersettings.modify", (ctx) =>
      editCompany(houseOfBroker(ctx), companyDataSchema.parse({ version: "2", ciudad: "Piura" })),
    );
    expect(await outcomeOf(beneath)).not.toBe("ok");
  });
});
