import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { alertTeam, mailTeamAlert } from "@/lib/brokers/alerts";
import { settingsSchema, type TeamAlert } from "@/lib/brokers/house-schema";
import { findOwnSettings, keepSettings } from "@/lib/brokers/settings";
import { readBroker, runBroker } from "@/lib/command";
import type { BrokerContext, Caller } from "@/lib/context";
import { asOwner, asWorker, demonstration, outcomeOf, signedIn } from "@/tests/support/make";

// What somebody of a team says for themselves, in each broker apart, and the mails that tell them what others did there.

const inBroker = async (username: string, code = "B1"): Promise<Caller> => ({
  ...(await signedIn(username)),
  company: code,
  product: null,
});
const settingsOf = (caller: Caller) => readBroker(caller, "brokersettings.modify", findOwnSettings);
const keep = (caller: Caller, formato: "xlsx" | "csv", alertas: TeamAlert[] = []) =>
  runBroker(caller, "brokersettings.modify", (ctx) => keepSettings(ctx, { formato, alertas }));

beforeAll(demonstration);
beforeEach(async () => {
  await asOwner(
    "UPDATE membership SET alerts = '{}', download_format = 'xlsx' WHERE alerts <> '{}' OR download_format <> 'xlsx'",
  );
  await asOwner("DELETE FROM graphile_worker._private_jobs");
});

describe("one's own settings", () => {
  test("are kept with before and after, are one's own alone, and in this broker alone", async () => {
    const sup = await inBroker("sup1");
    await keep(sup, "csv", ["reset", "added"]);
    expect(await settingsOf(sup)).toEqual({ format: "csv", alerts: ["added", "reset"] });
    expect(await settingsOf(await inBroker("sup1b"))).toEqual({ format: "xlsx", alerts: [] });
    await keep(await inBroker("ambos1", "B2"), "csv");
    expect((await settingsOf(await inBroker("ambos1", "B1"))).format).toBe("xlsx");
    const [event] = await asOwner<object>(
      "SELECT event, subject, data FROM audit_event WHERE actor = 'sup1' ORDER BY id DESC LIMIT 1",
    );
    expect(event).toEqual({
      event: "brokersettings.modified",
      subject: "sup1",
      data: {
        before: { alerts: "", downloadFormat: "xlsx" },
        after: { alerts: "added, reset", downloadFormat: "csv" },
      },
    });
    expect(await outcomeOf(keep(sup, "csv", ["added", "reset"]))).toBe("brokersettings.same");
  });

  test("whoever does not administer the team asks for no alert, and keeps their format", async () => {
    const ejec = await inBroker("ejec1");
    await keep(ejec, "csv", ["added", "access"]);
    expect(await settingsOf(ejec)).toEqual({ format: "csv", alerts: [] });
  });

  test("nothing of them changes what the team's list says was modified, and nobody writes another's", async () => {
    const [before] = await asOwner<{ at: Date }>(
      "SELECT modified_at AS at FROM membership WHERE person_username = 'sup1'",
    );
    const sup = await inBroker("sup1");
    await keep(sup, "csv");
    expect(await asOwner("SELECT modified_at AS at FROM membership WHERE person_username = 'sup1'")).toEqual([before]);
    const write = (column: string) =>
      runBroker(sup, "brokeruser.modify", async ({ tx, audit }: BrokerContext) => {
        await audit("brokeruser.modified", "vmiyashiro");
        if (column === "alerts")
          await tx.$executeRaw`UPDATE membership SET alerts = '{added}' WHERE person_username = 'vmiyashiro'`;
        else await tx.$executeRaw`UPDATE membership SET download_format = 'csv' WHERE person_username = 'vmiyashiro'`;
      });
    for (const column of ["alerts", "format"]) expect(await outcomeOf(write(column))).not.toBe("ok");
  });

  test.each([
    [{ formato: "csv" }, { formato: "csv", alertas: [] }],
    [
      { formato: "xlsx", alertas: "added" },
      { formato: "xlsx", alertas: ["added"] },
    ],
    [{ formato: "pdf" }, null],
    [{}, null],
    [{ formato: "csv", alertas: ["everything"] }, null],
    [{ formato: "csv", persona: "sup1b" }, null],
  ])("%o is read as %o", (typed, read) => {
    expect(settingsSchema.safeParse(typed).data ?? null).toEqual(read);
  });
});

/** What somebody did in one request: events with their data. */
const did = (
  username: string,
  events: [event: string, subject: string, data?: Record<string, unknown>][],
  code = "B1",
) =>
  inBroker(username, code).then((caller) =>
    runBroker({ ...caller, requestId: randomUUID() }, "brokeruser.modify", async (ctx) => {
      for (const [event, subject, data] of events) await ctx.audit(event, subject, data);
    }),
  );

/** Lets the worker do what waits; returns the mails. */
async function mails(): Promise<{ to: string; subject: string; text: string }[]> {
  const sent: { to: string; subject: string; text: string }[] = [];
  const deps = {
    origin: "https://portal.example",
    mailer: {
      sendMail: async (mail: { to: string; subject: string; text: string }) => {
        sent.push(mail);
        return { kind: "sent" as const };
      },
    },
  };
  const waiting = (task: string) =>
    asOwner<{ payload: { tenant: number; event: string; person: number } }>(
      `SELECT j.payload FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id WHERE t.identifier = $1`,
      [task],
    );
  await asWorker(async () => {
    for (const { payload } of await waiting("alert-team")) await alertTeam(payload.tenant, BigInt(payload.event));
    for (const { payload } of await waiting("mail-team-alert"))
      await mailTeamAlert(deps as never, { ...payload, event: BigInt(payload.event) });
  });
  return sent;
}

const access = (sections: string[]) => ({ before: { sections: ["clientes"] }, after: { sections } });

describe("alerts", () => {
  test("tell whoever asked, of what another did, by name; not the one who did it, nor another broker's", async () => {
    for (const [username, code] of [
      ["sup1", "B1"],
      ["sup1b", "B1"],
      ["sup2", "B2"],
    ] as const)
      await keep(await inBroker(username, code), "csv", ["added"]);
    await did("sup1", [["brokeruser.created", "vmiyashiro"]]);
    const [mail, ...more] = await mails();
    expect(more).toEqual([]);
    expect(mail).toMatchObject({
      to: "sup1b@demo.example",
      subject: expect.stringContaining("Se agregó a un usuario"),
    });
    for (const words of ["Corredores Unidos S.A.", "Agregó al usuario Valeria Miyashiro", "Susana Paz Llosa"])
      expect(mail?.text).toContain(words);
  });

  test.each([
    ["standing", [["brokeruser.disabled", "ejec1"]], 1],
    ["standing", [["brokeruser.enabled", "ejec1"]], 1],
    ["standing", [["brokeruser.left", "ejec1"]], 1],
    ["reset", [["brokeruser.resetStarted", "ejec1"]], 1],
    ["access", [["brokeruser.modified", "ejec1", access(["polizas"])]], 1],
    ["access", [["brokeruser.modified", "ejec1", access(["clientes"])]], 0],
    ["access", [["brokeruser.modified", "ejec1", { before: { phone: "1" }, after: { phone: "2" } }]], 0],
    ["file", [["brokerfile.applied", "1"]], 1],
    ["added", [["brokeruser.disabled", "ejec1"]], 0],
  ] satisfies [TeamAlert, [string, string, Record<string, unknown>?][], number][])(
    "%s: %o is told %i times",
    async (alert, events, times) => {
      await keep(await inBroker("sup1b"), "csv", [alert]);
      await did("sup1", events);
      expect(await mails()).toHaveLength(times);
    },
  );

  test("what one request did to many is one mail that says how many; a file is told as the file alone", async () => {
    await keep(await inBroker("sup1b"), "csv", ["access", "file"]);
    const three = ["ejec1", "vmiyashiro", "ambos1"].map((one): [string, string, Record<string, unknown>] => [
      "brokeruser.modified",
      one,
      access(["salud"]),
    ]);
    await did("sup1", three);
    const [mail, ...more] = await mails();
    expect(more).toEqual([]);
    expect(mail?.text).toContain("y 2 más");
    await asOwner("DELETE FROM graphile_worker._private_jobs");
    await did("sup1", [...three, ["brokerfile.applied", "17"]]);
    expect((await mails()).map(({ subject }) => subject)).toEqual([expect.stringContaining("Se aplicó un archivo")]);
  });

  test("whoever no longer administers the team is told nothing, nor whoever is out", async () => {
    await keep(await inBroker("sup1b"), "csv", ["added"]);
    await did("sup1", [["brokeruser.created", "vmiyashiro"]]);
    await asOwner(
      "UPDATE membership SET role = 'EJECUTIVO', sections = '{clientes}', downloads = '{}' WHERE person_username = 'sup1b'",
    );
    expect(await mails()).toEqual([]);
    await asOwner("UPDATE membership SET role = 'GERENCIAL' WHERE person_username = 'sup1b'");
    await asOwner(
      "UPDATE membership SET status = 'INACTIVE', status_reason = 'Ya no está', status_at = now() WHERE person_username = 'sup1b'",
    );
    expect(await mails()).toEqual([]);
    await asOwner("UPDATE membership SET status = 'ACTIVE' WHERE person_username = 'sup1b'");
    expect(await mails()).toHaveLength(1);
  });

  test("what was rolled back, refused, or nobody asked to hear of adds no job", async () => {
    await did("sup1", [["brokeruser.created", "vmiyashiro"]]);
    await keep(await inBroker("sup1b"), "csv", ["added"]);
    await inBroker("sup1").then((caller) =>
      runBroker(caller, "brokeruser.modify", (ctx) => ctx.audit("brokeruser.created", "ejec1", {}, "refused")),
    );
    await outcomeOf(
      inBroker("sup1").then((caller) =>
        runBroker(caller, "brokeruser.modify", async (ctx) => {
          await ctx.audit("brokeruser.created", "ejec1");
          throw new Error("not to be");
        }),
      ),
    );
    expect(await asOwner("SELECT 1 FROM graphile_worker._private_jobs")).toEqual([]);
  });
});
