import { beforeAll, expect, test } from "vitest";
import { digestOf } from "@/lib/approvals/confirmations";
import { confirmedOwn, type OwnStatement } from "@/lib/approvals/own";
import { readOperator, runOperator } from "@/lib/command";
import type { Caller } from "@/lib/context";
import { dataShown, firstWithSeen, invitationShown, inviteAgain, modifyCompany } from "@/lib/operator/company";
import { findRegistered, listChangesWaiting, listDeskEvents, listFirst } from "@/lib/operator/company-queries";
import { companyDataSchema } from "@/lib/operator/company-schema";
import { asOwner, demonstration, heldOr, outcomeOf, signedIn } from "@/tests/support/make";

// A company's registration: what the desk reads of it, and what one operator alone modifies.

beforeAll(demonstration);

const desk = async (company: string | null = "E1"): Promise<Caller> => ({
  ...(await signedIn("oper1")),
  company,
  product: null,
});
const right = { nombre: "Comercial Andina S.A.S.", nit: "900512347-2", servicios: ["lotes.carga"] };
/** What a company cannot do without, whatever is ticked. */
const needed = "administracion.activacion, administracion.perfiles, administracion.usuarios";
const typed = (more: object = {}) => companyDataSchema.parse({ ...right, ...more });
const shown = async (more: object = {}) =>
  readOperator(await desk(), "registry.write", (ctx) => dataShown(ctx, typed(more)));
const modified = async (more: object = {}) =>
  runOperator(await desk(), "registry.write", (ctx) => modifyCompany(ctx, typed(more)));

test("the registration of a company is read whole, of nobody else", async () => {
  const company = await readOperator(await desk(), "registry.read", findRegistered);
  expect(company).toMatchObject({
    code: "E1",
    taxId: "900512347-2",
    signatures: 2,
    accounts: ["0012-3456-7890"],
    bankAccount: "0012-3456-7890",
    products: [{ code: "P1" }, { code: "P2" }],
    status: "ACTIVE",
    suspendedAt: null,
  });
  const platform = async () => readOperator(await desk(null), "registry.read", findRegistered);
  expect(await outcomeOf(platform())).toBe("NotFound");
});

test("name, number and services are shown as they were and will be, and written", async () => {
  await modified({ servicios: ["lotes.carga", "consultas.saldos"] });
  const { lines, shown: statement } = await shown({ nombre: "Andina S.A.S." });
  expect(lines).toEqual([
    { key: "name", before: "Comercial Andina S.A.S.", after: "Andina S.A.S." },
    { key: "services", before: `${needed}, consultas.saldos, lotes.carga`, after: `${needed}, lotes.carga` },
  ]);
  expect(statement).toMatchObject({ code: "E1", after: { name: "Andina S.A.S." } });
  await modified({ nombre: "Andina S.A.S.", nit: "890900608-9" });
  expect(await readOperator(await desk(), "registry.read", findRegistered)).toMatchObject({
    name: "Andina S.A.S.",
    taxId: "890900608-9",
    services: [...needed.split(", "), "lotes.carga"],
  });
  const [event] = await readOperator(await desk(), "registry.read", listDeskEvents);
  expect(event).toMatchObject({ actor: "oper1", event: "registry.modified", subject: "E1" });
  await modified();
});

test("two who modify at once come one after the other: what the second read is then no longer so", async () => {
  const seen = digestOf((await shown({ nombre: "Dos S.A.S." })).shown);
  let second: Promise<string> | null = null;
  await runOperator(await desk(), "registry.write", async (ctx) => {
    await modifyCompany(ctx, typed({ nombre: "Uno S.A.S." }));
    const caller = await desk();
    second = outcomeOf(
      runOperator(caller, "registry.write", async (other) => {
        const statement = { purpose: "registry.modify", ...(await dataShown(other, typed({ nombre: "Dos S.A.S." }))) };
        await confirmedOwn(other, statement as OwnStatement, { seen, proof: null });
      }),
    );
    await heldOr(second);
  });
  expect(await second).toBe("confirm.changed");
  await modified({ nombre: "Comercial Andina S.A.S." });
});

test.each([
  [{ nit: "900512347-3" }, "registry.taxId"],
  [{ nit: "901204586-9" }, "registry.taxIdTaken"],
  [{ servicios: [] }, "registry.services"],
  [{ servicios: ["lotes.carga", "otra.cosa"] }, "registry.services"],
  [{}, "registry.nothingChanged"],
])("%o is refused: %s", async (more, refusal) => {
  expect(await outcomeOf(shown(more))).toBe(refusal);
});

test("looks are kept in the company's chain and not among the acts that its page shows; changes that wait are", async () => {
  await readOperator(await desk(), "registry.read", (ctx) => ctx.audit("registry.looked", "E1"));
  const events = await readOperator(await desk(), "registry.read", listDeskEvents);
  expect(events.map(({ event }) => event)).not.toContain("registry.looked");
  await asOwner(
    "INSERT INTO pending_change (tenant_id, kind, subject, before, after, digest, proposed_by) SELECT t.id, 'SCHEME', t.code, '1', '2', repeat('0', 64), u.id FROM tenant t, app_user u WHERE t.code IN ('E1', 'E2') AND u.username = 'oper2'",
  );
  expect(await readOperator(await desk(), "registry.read", listChangesWaiting)).toMatchObject([
    { kind: "SCHEME", subject: "E1" },
  ]);
});

test("an invitation is mailed again to whom the desk invited and who has not come in; to nobody else", async () => {
  await asOwner("UPDATE app_user SET status = 'INVITED' WHERE username = 'adm1b'");
  const invite = async (persona: string) =>
    runOperator(await desk(), "registry.write", (ctx) => inviteAgain(ctx, { persona }));
  const people = await readOperator(await desk(), "registry.read", firstWithSeen);
  expect(people.map(({ username, seen }) => [username, seen !== undefined])).toEqual([
    ["adm1", false],
    ["adm1b", true],
    ["multi1", false],
  ]);
  expect(await outcomeOf(invite("adm1"))).toBe("registry.inAlready");
  // Invited, and by their company; of another company; nobody.
  for (const username of ["nuevo1", "adm2", "nadie"]) expect(await outcomeOf(invite(username))).toBe("NotFound");
  const look = async () =>
    readOperator(await desk(), "registry.write", (ctx) => invitationShown(ctx, { persona: "adm1b" }));
  expect((await look()).shown).toEqual({ tenant: "E1", username: "adm1b", name: "Benjamín Duarte Ríos" });
  await asOwner("DELETE FROM graphile_worker._private_jobs");
  await invite("adm1b");
  const jobs = await asOwner<{ task: string }>(
    "SELECT t.identifier AS task FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id",
  );
  expect(jobs).toEqual([{ task: "mail-invitation" }]);
  expect(await readOperator(await desk(), "registry.read", listFirst)).toHaveLength(3);
});
