import { beforeAll, describe, expect, test } from "vitest";
import { chainOfBroker } from "@/lib/activity/chain";
import { activityTable, beginActivityExport } from "@/lib/activity/export";
import { findActivity, listActivity } from "@/lib/activity/queries";
import { type ActivitySearch, teamActs, teamSearch } from "@/lib/activity/schema";
import { findSeal } from "@/lib/activity/seal";
import { tellerIn } from "@/lib/activity/sentences";
import { brokerCatalog } from "@/lib/catalog";
import { readBroker, recordRefusal, runBroker } from "@/lib/command";
import type { Caller } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { spreadsheet } from "@/lib/files/spreadsheet";
import { asOwner, demonstration, outcomeOf, signedIn } from "@/tests/support/make";
import { planning } from "@/tests/support/plans";
import { sealAll } from "@/tests/support/sealing";

// A broker's own trail: found by who, whom, what, when and how it ended; in words; taken as a file; proven; and nobody else's.

const all: ActivitySearch = { person: null, whom: null, service: null, result: null, from: null, to: null };
const inBroker = async (username: string, code = "B1"): Promise<Caller> => ({
  ...(await signedIn(username)),
  company: code,
  product: null,
});
let sup: Caller;

const place = (at: string, actor: string, event: string, subject: string, more = "'done', '{}'", code = "B1") =>
  asOwner(
    `INSERT INTO audit_event (tenant_id, at, actor, event, subject, result, data)
     VALUES ((SELECT id FROM tenant WHERE code = '${code}'), '${at}', '${actor}', '${event}', '${subject}', ${more})`,
  );

beforeAll(async () => {
  await demonstration();
  sup = await inBroker("sup1");
  // Days of Lima begin at five in the morning of Greenwich.
  await place("2020-03-01T04:59:59Z", "sup1", "brokeruser.created", "vmiyashiro");
  await place("2020-03-01T05:00:00Z", "sup1b", "brokeruser.modified", "vmiyashiro");
  await place("2020-03-01T06:00:00Z", "sup1b", "brokeruser.disabled", "ejec1");
  await place(
    "2020-03-02T04:59:59Z",
    "sup1",
    "brokeruser.disable",
    "access.notAllowed",
    `'refused', '{"code":"access.notAllowed"}'`,
  );
  await place("2020-03-02T05:00:00Z", "sup1", "brokeruser.exported", "B1");
  // Somebody's usuario as the name of something else.
  await place("2020-03-02T05:00:01Z", "sup1", "brokerbranch.created", "vmiyashiro");
  await place("2020-03-01T12:00:00Z", "sup1", "brokeruser.modified", "vmiyashiro", "'done', '{}'", "B2");
});

const list = (search: Partial<ActivitySearch>, caller = sup) =>
  readBroker(caller, "brokerhistory.read", (ctx) =>
    listActivity(chainOfBroker(ctx), { ...all, to: "2020-12-31", ...search }, { page: 1, size: 25 }),
  );
const events = async (search: Partial<ActivitySearch>) =>
  (await list(search)).rows.map(({ event }) => event.slice(event.indexOf(".") + 1));

describe("the broker's own chain, the newest first", () => {
  test.each([
    [{}, ["created", "exported", "disable", "disabled", "modified", "created"]],
    [{ person: "sup1b" }, ["disabled", "modified"]],
    [{ whom: "vmiyashiro" }, ["modified", "created"]],
    [{ whom: "vmiyashiro", person: "sup1" }, ["created"]],
    [{ whom: "vmiyashiro", service: "corredores.cambios" }, ["modified"]],
    [{ service: "corredores.bajas" }, ["disable", "disabled"]],
    [{ service: "corredores.bajas", result: "done" }, ["disabled"]],
    [{ service: "corredores.altas" }, ["created"]],
    [{ service: "corredores.descargas" }, ["exported"]],
    [{ service: "corredores.broker" }, ["created"]],
    [{ result: "refused" }, ["disable"]],
    [{ from: "2020-03-01", to: "2020-03-01" }, ["disable", "disabled", "modified"]],
    [{ whom: "%" }, []],
  ] satisfies [Partial<ActivitySearch>, string[]][])("%o", async (search, found) => {
    expect(await events(search)).toEqual(found);
  });

  test("says by name who did it and to whom, as this broker writes them down", async () => {
    const [row] = (await list({ whom: "vmiyashiro", person: "sup1b" })).rows;
    expect(row).toMatchObject({
      name: "Guillermo Arana Ríos",
      subject: "vmiyashiro",
      subjectName: "Valeria Miyashiro",
    });
    expect(tellerIn("es").sentence(row ?? expect.fail())).toBe("Modificó al usuario vmiyashiro");
    const [branch] = (await list({ service: "corredores.broker" })).rows;
    expect(branch?.subjectName).toBeNull();
  });

  test("an address asks it, and what is no group of acts asks nothing", () => {
    expect(
      teamSearch({ persona: " SUP1 ", usuario: "ejec1", servicio: "corredores.bajas", resultado: "done" }),
    ).toEqual({
      ...all,
      person: "sup1",
      whom: "ejec1",
      service: "corredores.bajas",
      result: "done",
    });
    expect(teamSearch({ servicio: "lotes.carga", usuario: ["a"] })).toEqual(all);
  });
});

describe("whose it is", () => {
  test("another broker's is another broker's", async () => {
    const other = await inBroker("sup2", "B2");
    expect((await list({}, other)).rows).toMatchObject([{ event: "brokeruser.modified", subjectName: null }]);
    const [row] = await asOwner<{ id: string }>(
      "SELECT id::text FROM audit_event WHERE subject = 'ejec1' AND at < '2021-01-01'",
    );
    const id = BigInt(row?.id ?? 0);
    const found = (caller: Caller) =>
      readBroker(caller, "brokerhistory.read", (ctx) => findActivity(chainOfBroker(ctx), id));
    expect(await found(sup)).toMatchObject({ subject: "ejec1" });
    expect(await found(other)).toBeNull();
  });

  test("whoever does not administer the team reads none of it", async () => {
    const ejec = await inBroker("ejec1");
    expect(await outcomeOf(list({}, ejec))).toBe("access.notAllowed");
    expect(await outcomeOf(list({}, { ...sup, company: "B2" }))).toBe("NotFound");
  });
});

describe("what is refused", () => {
  test.each(Object.values(brokerCatalog).flat())("%s has its words and its group", async (asks) => {
    await recordRefusal(sup, asks, new DomainError("access.notAllowed"));
    const [row] = (await list({ to: null, result: "refused" })).rows;
    expect(row?.event).toBe(asks);
    for (const language of ["es", "en"] as const) {
      const teller = tellerIn(language);
      expect(teller.sentence(row ?? expect.fail())).toMatch(language === "es" ? /^No pudo \S+ / : /^Could not \S+ /);
      expect(teller.sentence(row ?? expect.fail())).not.toContain(asks);
      expect(teller.service(row?.service ?? null)).not.toBe("");
    }
    expect(teamActs).toContain(row?.service);
  });
});

test("the file is all that is filtered, says so, and leaves its record in the broker's chain", async () => {
  const search = { ...all, whom: "vmiyashiro", to: "2020-12-31" };
  const begun = await runBroker(sup, "brokerhistory.export", (ctx) =>
    beginActivityExport(chainOfBroker(ctx), search, "CSV"),
  );
  const table = activityTable(begun, (work) =>
    readBroker(sup, "brokerhistory.export", (ctx) => work(chainOfBroker(ctx))),
  );
  const parts: Uint8Array[] = [];
  for await (const part of spreadsheet("CSV", { rows: "a", about: "b" }, new Date()).write(table)) parts.push(part);
  const text = Buffer.concat(parts).toString("utf8");
  expect(text).toContain("Modificó al usuario vmiyashiro");
  expect(text).toContain("A quién: vmiyashiro");
  expect(text).toContain(";Quién;Qué;Acción;A quién;");
  expect(text).toContain("2020-02-29 23:59:59");
  expect(text).not.toContain("ejec1");
  const [row] = (await list({ to: null, service: "corredores.descargas" })).rows;
  expect(row).toMatchObject({ event: "brokerhistory.exported", actor: "sup1", subject: "B1" });
});

test("an event is proven by its place in the chain and its digests, once the sealer came to it", async () => {
  await place("2020-05-01T12:00:00Z", "sup1", "brokeruser.enabled", "ejec1");
  const [row] = await asOwner<{ id: string }>("SELECT max(id)::text AS id FROM audit_event");
  const seal = () => readBroker(sup, "brokerhistory.read", (ctx) => findSeal(chainOfBroker(ctx), BigInt(row?.id ?? 0)));
  expect(await seal()).toBeNull();
  await sealAll();
  expect(await seal()).toMatchObject({ hash: expect.stringMatching(/^[0-9a-f]{64}$/), previous: expect.any(String) });
});

test("whom it was done to is found in an index of its own, however long the chain", async () => {
  await asOwner(
    `INSERT INTO audit_event (tenant_id, at, actor, event, subject, result) SELECT id, '2019-01-01'::timestamptz + n * interval '1 second',
       'sup1b', 'brokeruser.modified', 'alguien' || n % 500, 'done' FROM tenant, generate_series(1, 20000) n WHERE code = 'B1'`,
  );
  await asOwner("ANALYZE audit_event");
  await readBroker(sup, "brokerhistory.read", async (ctx) => {
    const { tx, plans } = planning(ctx.tx);
    const search = { ...all, whom: "alguien7" };
    const found = await listActivity(chainOfBroker({ ...ctx, tx }), search, { page: 1, size: 25 });
    expect(found).toMatchObject({ total: 40, rows: { length: 25 } });
    expect(plans()).toContain("audit_event_to_member");
    expect(plans()).not.toContain("Seq Scan on audit_event");
  });
});
