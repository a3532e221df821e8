import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { digestOf } from "@/lib/approvals/confirmations";
import { confirmBatch, signBatches } from "@/lib/batches/commands";
import { readOperator, readOwn, runOperator } from "@/lib/command";
import type { Caller } from "@/lib/context";
import { readPulse } from "@/lib/home/shell";
import { listChanges, lookAtChange, productName } from "@/lib/operator/change-queries";
import {
  changeShown,
  decideChange,
  decisionFacts,
  decisionShown,
  lookAtNow,
  printedLines,
  proposeChange,
  withdrawChange,
} from "@/lib/operator/changes";
import { changeSchema, decideSchema } from "@/lib/operator/schema";
import {
  asDecided,
  asOwner,
  batchOf,
  confirm,
  confirmedBatch,
  demonstration,
  heldOr,
  idsOf,
  loaded,
  orderedBatch,
  outcomeOf,
  prepare,
  recharge,
  run,
  sign,
  signedIn,
  statusOf,
} from "@/tests/support/make";

// What two operators change: fees, scheme and accounts; and what becomes of the lots that wait meanwhile.

beforeAll(demonstration);
beforeEach(() =>
  asOwner("UPDATE pending_change SET status = 'WITHDRAWN', decided_at = now() WHERE status = 'PENDING'"),
);

const at = async (username: string, company: string | null = "E1"): Promise<Caller> => ({
  ...(await signedIn(username)),
  company,
  product: null,
});

const motivo = "Nueva tarifa del contrato";
const fees = (more: Record<string, string>) => changeSchema.parse({ clase: "FEES", codigo: "P1", motivo, ...more });
const scheme = (more: Record<string, string>) => changeSchema.parse({ clase: "SCHEME", motivo, ...more });
const accounts = (cuentas: string, usada: string) => changeSchema.parse({ clase: "ACCOUNTS", motivo, cuentas, usada });
type Asked = ReturnType<typeof fees>;

const proposing = async (asked: Asked, by = "oper1", company = "E1") =>
  runOperator(await at(by, company), "change.ask", (ctx) => proposeChange(ctx, asked));
const deciding = async (id: bigint, decision: "aprobar" | "rechazar", by = "oper2", company = "E1") =>
  runOperator(await at(by, company), "change.decide", (ctx) =>
    decideChange(
      ctx,
      decideSchema.parse({
        cambio: String(id),
        decision,
        ...(decision === "rechazar" && { respuesta: "No es la tarifa acordada" }),
      }),
    ),
  );
const feeOf = async (type = "RECARGA", code = "P1") =>
  (
    await asOwner<{ fixed: string; points: number; tax: number }>(
      "SELECT fixed_cents::text AS fixed, basis_points AS points, tax_basis_points AS tax FROM product_fee f JOIN product p ON p.id = f.product_id WHERE p.code = $2 AND batch_type = $1::batch_type",
      [type, code],
    )
  )[0];
const statusOfChange = async (id: bigint) =>
  (await asOwner<{ status: string }>("SELECT status::text FROM pending_change WHERE id = $1", [id]))[0]?.status;
const liveSignatures = async (lot: string) =>
  (
    await asOwner<{ n: number }>(
      "SELECT count(*)::int AS n FROM signature s JOIN batch b ON b.id = s.batch_id WHERE b.number = $1 AND s.voided_at IS NULL",
      [lot],
    )
  )[0]?.n;
/** Another fee of P1's recharges than the one there is. */
const anotherFee = async () => fees({ "RECARGA.fijo": String(Number((await feeOf())?.fixed) / 100 + 1).concat(",00") });

describe("what a form of a change says", () => {
  test("fees as money and per cent, whatever the comma", () => {
    expect(fees({ "RECARGA.fijo": "1250,50", "RECARGA.porcentaje": "0.5", "CARGO.impuesto": "19" })).toEqual({
      kind: "FEES",
      subject: "P1",
      after: { "RECARGA.fixed": "125050", "RECARGA.points": "50", "CARGO.tax": "1900" },
      reason: motivo,
    });
  });

  test.each([
    [{ clase: "FEES", codigo: "P1", motivo, "RECARGA.fijo": "-1" }],
    [{ clase: "FEES", codigo: "P1", motivo, "RECARGA.fijo": "1,5" }],
    [{ clase: "FEES", codigo: "P1", motivo, "RECARGA.porcentaje": "100,01" }],
    [{ clase: "FEES", codigo: "P1", motivo, "RECARGA.porcentaje": "1e2" }],
    [{ clase: "FEES", codigo: "P1", motivo, "NADA.fijo": "1" }],
    [{ clase: "FEES", codigo: "P1", motivo: "sí" }],
    [{ clase: "SCHEME", motivo, firmas: "3" }],
    [{ clase: "SCHEME", motivo: "", firmas: "1" }],
    [{ clase: "ACCOUNTS", motivo, cuentas: "12", usada: "0011-2233-4455" }],
    [{ clase: "ACCOUNTS", motivo, cuentas: "", usada: "0011-2233-4455" }],
    [{ clase: "OTRA", motivo }],
  ])("%o does not pass", (typed) => {
    expect(changeSchema.safeParse(typed).success).toBe(false);
  });

  test("accounts are told apart by lines, commas and blanks, each once, in order", () => {
    expect(accounts("77-777777\n11-111111, 77-777777", "11-111111").after).toEqual({
      accounts: "11-111111\n77-777777",
      inUse: "11-111111",
    });
  });
});

describe("four eyes", () => {
  test("one asks, nothing changes, another approves, and it is so; both acts stand in the company's trail", async () => {
    const [before, asked] = [await feeOf(), await anotherFee()];
    const id = await proposing(asked);
    expect(await feeOf()).toEqual(before);
    expect(await deciding(id, "aprobar")).toBe("APPLIED");
    expect(await feeOf()).toEqual({ ...before, fixed: asked.after["RECARGA.fixed"] });
    const trail = await asOwner(
      "SELECT e.event, e.actor, e.subject, t.code FROM audit_event e JOIN tenant t ON t.id = e.tenant_id WHERE e.event LIKE 'change.%' AND e.result = 'done' ORDER BY e.id",
    );
    expect(trail.slice(-2)).toEqual([
      { event: "change.proposed", actor: "oper1", subject: "E1 FEES P1", code: "E1" },
      { event: "change.applied", actor: "oper2", subject: "E1 FEES P1", code: "E1" },
    ]);
  });

  test("never the same person, and nobody decides what is another company's", async () => {
    const [before, id] = [await feeOf(), await proposing(await anotherFee())];
    expect(await outcomeOf(deciding(id, "aprobar", "oper1"))).toBe("change.own");
    expect(await outcomeOf(deciding(id, "rechazar", "oper1"))).toBe("change.own");
    expect(await outcomeOf(deciding(id, "aprobar", "oper2", "E2"))).toBe("NotFound");
    expect(await outcomeOf(deciding(id, "aprobar", "adm1"))).toBe("access.notAllowed");
    expect([await feeOf(), await statusOfChange(id)]).toEqual([before, "PENDING"]);
  });

  test("refused or withdrawn, nothing changes, and it is decided once", async () => {
    const before = await feeOf();
    const refused = await proposing(await anotherFee());
    expect(await deciding(refused, "rechazar")).toBe("REFUSED");
    expect(await outcomeOf(deciding(refused, "aprobar"))).toBe("change.decided");
    const withdrawn = await proposing(await anotherFee());
    const takeBack = async (by: string) =>
      runOperator(await at(by), "change.ask", (ctx) => withdrawChange(ctx, { cambio: withdrawn }));
    expect(await outcomeOf(takeBack("oper2"))).toBe("change.notOwn");
    await takeBack("oper1");
    expect(await outcomeOf(deciding(withdrawn, "aprobar"))).toBe("change.decided");
    expect(await feeOf()).toEqual(before);
  });

  test("two operators who approve at once apply it once", async () => {
    await asOwner(
      "INSERT INTO membership (tenant_id, user_id, profile_id) SELECT m.tenant_id, u.id, m.profile_id FROM membership m JOIN app_user o ON o.id = m.user_id AND o.username = 'oper1', app_user u WHERE u.username = 'auditor1' AND m.tenant_id = (SELECT id FROM tenant WHERE kind = 'PLATFORM')",
    );
    const id = await proposing(await anotherFee());
    const outcomes = await Promise.all([
      outcomeOf(deciding(id, "aprobar", "oper2")),
      outcomeOf(deciding(id, "aprobar", "auditor1")),
    ]);
    expect(outcomes.sort()).toEqual(["change.decided", "ok"]);
  });

  test("what is there no more as it was when it was asked for is not applied", async () => {
    const id = await proposing(await anotherFee());
    await asDecided("UPDATE product_fee SET tax_basis_points = 1800 WHERE batch_type = 'CARGO'");
    const before = await feeOf();
    expect(await deciding(id, "aprobar")).toBe("OVERTAKEN");
    expect([await feeOf(), await statusOfChange(id)]).toEqual([before, "OVERTAKEN"]);
    await asDecided("UPDATE product_fee SET tax_basis_points = 1900 WHERE batch_type = 'CARGO'");
  });

  test("asked for once at a time, something that differs, of what there is", async () => {
    const asked = await anotherFee();
    await proposing(asked);
    expect(await outcomeOf(proposing(asked, "oper2"))).toBe("change.pending");
    expect(await outcomeOf(proposing(fees({})))).toBe("change.nothing");
    expect(await outcomeOf(proposing({ ...asked, subject: "P77" }))).toBe("NotFound");
    expect(await outcomeOf(proposing({ ...asked, subject: "P9" }))).toBe("NotFound");
    expect(await outcomeOf(proposing(scheme({ firmas: "2", prepara: "si" })))).toBe("registry.makerSigns");
    expect(await outcomeOf(proposing(accounts("77-777777", "88-888888")))).toBe("change.accountUnknown");
  });

  test("each confirms the very change that they read, which way included", async () => {
    const asked = await anotherFee();
    const { shown, lines } = await readOperator(await at("oper1"), "change.ask", (ctx) => changeShown(ctx, asked));
    expect(shown).toMatchObject({ company: "E1", kind: "FEES", subject: "P1", reason: motivo });
    expect(lines).toEqual([
      { key: "RECARGA.fixed", before: expect.stringMatching(/^\$/), after: expect.stringMatching(/^\$/) },
    ]);
    const id = await proposing(asked);
    const other = await at("oper2");
    const change = await readOperator(other, "change.ask", (ctx) => lookAtChange(ctx, String(id)));
    const decided = await readOperator(other, "change.decide", (ctx) =>
      decisionShown(ctx, { cambio: id, decision: "aprobar", respuesta: null }),
    );
    expect(digestOf(decided.shown)).toBe(digestOf(decisionFacts(change, "aprobar")));
    expect(digestOf(decided.shown)).not.toBe(digestOf(decisionFacts(change, "rechazar")));
    const read = await readOperator(other, "change.ask", async (ctx) => printedLines(ctx, "FEES", change));
    expect(read).toEqual(lines);
  });

  test("each look at a change, or at what a change is asked for of, stands in that company's trail", async () => {
    const id = await proposing(await anotherFee());
    const looks = () => asOwner("SELECT 1 FROM audit_event WHERE event = 'registry.looked' AND actor = 'oper2'");
    const before = (await looks()).length;
    await readOperator(await at("oper2"), "change.ask", (ctx) => lookAtChange(ctx, String(id)));
    await readOperator(await at("oper2"), "change.ask", (ctx) => lookAtNow(ctx, "ACCOUNTS", ""));
    expect((await looks()).length).toBe(before + 2);
    expect(await outcomeOf(readOperator(await at("oper2"), "change.ask", (ctx) => lookAtChange(ctx, "x")))).toBe(
      "NotFound",
    );
    for (const code of ["P\0", "p1", "P".repeat(40)])
      expect(await outcomeOf(readOperator(await at("oper2"), "change.ask", (ctx) => productName(ctx, code)))).toBe(
        "NotFound",
      );
    const elsewhere = await at("oper2", "E2");
    expect(await outcomeOf(readOperator(elsewhere, "change.ask", (ctx) => lookAtChange(ctx, String(id))))).toBe(
      "NotFound",
    );
    const { rows } = await readOperator(await at("oper2", null), "change.ask", (ctx) =>
      listChanges(ctx, { page: 1, size: 10 }),
    );
    expect(rows[0]).toMatchObject({ id, company: "E1", status: "PENDING", proposedBy: "Olga Patricia Rincón" });
  });
});

describe("lots that wait while a fee changes", () => {
  test("half signed: its signature is void, it is calculated anew and waits for both again; its people are told", async () => {
    const [firma1, firma2] = [await signedIn("firma1"), await signedIn("firma2")];
    const lot = await confirmedBatch(3);
    await sign(firma1, [lot]);
    const before = await batchOf(firma1, lot);
    const open = await prepare(firma2, [lot]);
    const asked = await anotherFee();
    await deciding(await proposing(asked), "aprobar");
    const after = await batchOf(firma1, lot);
    expect([after.status, after.version]).toEqual(["CONFIRMED", before.version + 1]);
    expect(await liveSignatures(lot)).toBe(0);
    const [kept] = await asOwner<{ commission: string; same: boolean }>(
      "SELECT commission_cents::text AS commission, order_total_cents = total_cents + commission_cents + tax_cents AS same FROM batch WHERE number = $1",
      [lot],
    );
    const { fixed = "0", points = 0 } = (await feeOf()) ?? {};
    const share = (
      await asOwner<{ share: string }>(
        "SELECT round(total_cents * $2::int / 10000.0)::text AS share FROM batch WHERE number = $1",
        [lot, points],
      )
    )[0]?.share;
    expect(kept).toEqual({ commission: String(3n * BigInt(fixed) + BigInt(share ?? "0")), same: true });
    // What was open to be signed is not what there is.
    const signing = run(firma2, "batch.sign", (ctx) => signBatches(ctx, { confirmacion: open }));
    expect(await outcomeOf(signing)).toBe("confirm.changed");
    const said = await readOwn(firma1, readPulse);
    expect(said.news.map(({ says, subject }) => `${says} ${subject}`)).toContain(`recalculated ${lot}`);
    await sign(firma1, [lot]);
    expect(await sign(firma2, [lot])).toHaveLength(1);
  });

  test("with all its signatures, of another type or of another product, it stays as it was signed", async () => {
    const { batch, order } = await orderedBatch(2);
    const elsewhere = await confirmedBatch(2, "E2");
    const figures = () =>
      asOwner(
        "SELECT number, status::text, version, digest, order_total_cents FROM batch WHERE number = ANY($1) ORDER BY id",
        [[batch, elsewhere]],
      );
    const before = await figures();
    await deciding(await proposing(await anotherFee()), "aprobar");
    expect(await figures()).toEqual(before);
    expect(order).toMatch(/^OS-/);
    const waiting = await confirmedBatch(2);
    const { version } = await batchOf(await signedIn("firma1"), waiting);
    await deciding(await proposing(fees({ "CARGO.fijo": "123,00" })), "aprobar");
    expect((await batchOf(await signedIn("firma1"), waiting)).version).toBe(version);
  });

  /** Until somebody waits for whoever holds the register, or `done` needs to wait for nobody. */
  const held = async (done: Promise<unknown>) => {
    let over = false;
    void done.then(() => {
      over = true;
    });
    const waiting = "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted";
    while (!over && (await asOwner(waiting)).length === 0);
  };
  /** What the lot was calculated with beside what there is. */
  const fixedOf = async (lot: string) =>
    (
      await asOwner<{ own: string; fixed: string }>(
        `SELECT (b.commission_cents - round(b.total_cents * f.basis_points / 10000.0))::text AS own, (2 * f.fixed_cents)::text AS fixed
           FROM batch b JOIN product_fee f ON f.product_id = b.product_id AND f.batch_type = b.type WHERE b.number = $1`,
        [lot],
      )
    )[0];

  test("confirmed while a change is being applied, a lot carries the fee that comes", async () => {
    const maker = await signedIn("maker1");
    const lot = await loaded(maker, recharge(2));
    const id = await proposing(await anotherFee());
    let confirmed: Promise<string> | null = null;
    await runOperator(await at("oper2"), "change.decide", async (ctx) => {
      await decideChange(ctx, { cambio: id, decision: "aprobar", respuesta: null });
      confirmed = outcomeOf(confirm(maker, lot));
      await held(confirmed);
    });
    expect(await confirmed).toBe("ok");
    const { own, fixed } = (await fixedOf(lot)) ?? {};
    expect(own).toBe(fixed);
  });

  test("a change applied while a lot is being confirmed takes that lot too", async () => {
    const maker = await signedIn("maker1");
    const lot = await loaded(maker, recharge(2));
    const { version, seen } = await batchOf(maker, lot);
    const id = await proposing(await anotherFee());
    let decided: Promise<string> | null = null;
    await run(maker, "batch.confirm", async (ctx) => {
      await confirmBatch(ctx, { lote: lot, version, visto: seen, motivo: "" });
      decided = outcomeOf(deciding(id, "aprobar"));
      await held(decided);
    });
    expect(await decided).toBe("ok");
    const { own, fixed } = (await fixedOf(lot)) ?? {};
    expect(own).toBe(fixed);
  });
});

describe("accounts and scheme", () => {
  const used = async () =>
    (
      await asOwner<{ used: string }>(
        "SELECT bank_account AS used FROM company c JOIN tenant t ON t.id = c.tenant_id WHERE t.code = 'E1'",
      )
    )[0]?.used ?? "";

  test("another account in use: lots that wait are paid from it, signed anew; one that an order still needs stays", async () => {
    const { order } = await orderedBatch(2);
    const old = await used();
    const lot = await confirmedBatch(2);
    await sign(await signedIn("firma1"), [lot]);
    expect(await deciding(await proposing(accounts(`${old}\n77-777777`, "77-777777")), "aprobar")).toBe("APPLIED");
    expect(await used()).toBe("77-777777");
    expect([await statusOf(await signedIn("firma1"), lot), await liveSignatures(lot)]).toEqual(["CONFIRMED", 0]);
    const [account] = await asOwner<{ bank_account: string }>("SELECT bank_account FROM batch WHERE number = $1", [
      lot,
    ]);
    expect(account?.bank_account).toBe("77-777777");
    const gone = await proposing(accounts("77-777777", "77-777777"));
    expect(await outcomeOf(deciding(gone, "aprobar"))).toBe("change.accountUsed");
    expect(await statusOfChange(gone)).toBe("PENDING");
    await asDecided(
      `UPDATE service_order SET status = 'ANNULLED' WHERE status IN ('AUTHORIZED', 'PAYMENT_FAILED', 'PAYING', 'IN_VERIFICATION')`,
    );
    expect(await deciding(gone, "aprobar")).toBe("APPLIED");
    expect(
      await asOwner("SELECT number FROM bank_account a JOIN tenant t ON t.id = a.tenant_id WHERE t.code = 'E1'"),
    ).toEqual([{ number: "77-777777" }]);
    expect(order).toMatch(/^OS-/);
  });

  test("an account on which a lot is being signed this very moment is not taken away", async () => {
    const [old, firma2] = [await used(), await signedIn("firma2")];
    const lot = await confirmedBatch(2);
    await sign(await signedIn("firma1"), [lot]);
    const confirmacion = await prepare(firma2, [lot]);
    const id = await proposing(accounts("88-888888", "88-888888"));
    let decided: Promise<string> | null = null;
    await run(firma2, "batch.sign", async (ctx) => {
      await signBatches(ctx, { confirmacion });
      decided = outcomeOf(deciding(id, "aprobar"));
      await heldOr(decided);
    });
    expect(await decided).toBe("change.accountUsed");
    expect([await used(), await statusOfChange(id)]).toEqual([old, "PENDING"]);
  });

  test("one signature instead of two: for lots confirmed from now on", async () => {
    const before = await confirmedBatch(2);
    await deciding(await proposing(scheme({ firmas: "1", prepara: "si" })), "aprobar");
    const { id } = await idsOf(await signedIn("maker1"), before);
    expect(await asOwner("SELECT signatures_required AS n FROM batch WHERE id = $1", [id])).toEqual([{ n: 2 }]);
    const after = await confirmedBatch(2);
    const later = await idsOf(await signedIn("maker1"), after);
    expect(await asOwner("SELECT signatures_required AS n FROM batch WHERE id = $1", [later.id])).toEqual([{ n: 1 }]);
    expect(await sign(await signedIn("firma1"), [after])).toHaveLength(1);
  });
});
