import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { runCommand, runOperator } from "@/lib/command";
import { makeBank } from "@/lib/gateways/bank";
import { blockCard, creditCards, fundMaster, replaceCard, withdrawMaster } from "@/lib/instructions/commands";
import { type InstructDeps, settleInstruction } from "@/lib/instructions/settle";
import { askDoubtSchema } from "@/lib/operator/doubt-schema";
import { askAgain } from "@/lib/operator/doubts";
import {
  admin,
  at,
  atDesk,
  changeState,
  core,
  deciding,
  found,
  gateway,
  jobs,
  listed,
  proposing,
  startDoubting,
} from "@/tests/support/doubting";
import { asOwner, asWorker, outcomeOf, signedIn } from "@/tests/support/make";
import { attempt, connected } from "@/tests/support/roles";

// What was asked of cards and the master account and is in doubt: as the desk sees it, and how two operators end it.

let stop: () => Promise<void>;
let cards: string[];
beforeAll(async () => {
  stop = await startDoubting();
  const rows = await asOwner<{ reference: string }>(
    "SELECT c.reference FROM card c JOIN product p ON p.id = c.product_id WHERE p.code = 'P1' ORDER BY c.id",
  );
  cards = rows.map(({ reference }) => reference);
});
afterAll(() => stop());
beforeEach(() => admin.resetScripts());

type Kind = "FUND" | "WITHDRAW" | "CREDIT" | "BLOCK" | "REPLACE";
type Asked = { number: string; id: bigint; tenant: number; card: string };
const cents = 1_500n;

/** Asked for by who may, of a card of its own. */
async function asked(kind: Kind): Promise<Asked> {
  const cm = await signedIn("cm1");
  const [tarjeta = "", llave] = [cards.pop(), randomUUID()];
  const money = { llave, tarjetas: [tarjeta], montos: [cents] };
  const bank = { llave, cuenta: "0012-3456-7890", monto: cents, descripcion: "De la prueba" };
  const state = { llave, tarjeta, motivo: "LOST" } as const;
  const { instructions } = await {
    FUND: () => runCommand(cm, "master.fund", (ctx) => fundMaster(ctx, bank)),
    WITHDRAW: () => runCommand(cm, "master.withdraw", (ctx) => withdrawMaster(ctx, bank)),
    CREDIT: () => runCommand(cm, "card.credit", (ctx) => creditCards(ctx, money)),
    BLOCK: () => runCommand(cm, "card.block", (ctx) => blockCard(ctx, state)),
    REPLACE: () => runCommand(cm, "card.replace", (ctx) => replaceCard(ctx, state)),
  }[kind]();
  const [number = ""] = instructions;
  const [row] = await asOwner<{ id: string; tenant_id: number }>(
    "SELECT id, tenant_id FROM instruction WHERE number = $1",
    [number],
  );
  return { number, id: BigInt(row?.id ?? 0), tenant: row?.tenant_id ?? 0, card: tarjeta };
}

const settle = ({ tenant, id }: Asked, deps: Partial<InstructDeps> = {}) =>
  asWorker(() => settleInstruction({ bank: makeBank(gateway()), core, ...deps }, tenant, id));

const ways = { FUND: ["bank", "debit"], WITHDRAW: ["bank", "credit"] } as const;
const wayOf = (kind: Kind) =>
  kind === "FUND" || kind === "WITHDRAW" ? ways[kind] : (["core", "instruction"] as const);

/** Sent, taken or lost, and nothing came back. */
async function inDoubt(kind: Kind, taken: boolean): Promise<Asked> {
  const one = await asked(kind);
  const [target, operation] = wayOf(kind);
  await admin.script({ target, operation, behaviour: { do: "disconnect", afterWork: taken } });
  await settle(one);
  expect(await stateOf(one)).toBe("UNKNOWN");
  return one;
}
const stateOf = async ({ id }: Asked) =>
  (await asOwner<{ status: string }>("SELECT status::text FROM instruction WHERE id = $1", [id]))[0]?.status;
const later = ({ id }: Asked) =>
  asOwner("UPDATE instruction SET arrives_until = now() - interval '1 second' WHERE id = $1", [id]);
const entriesOf = async ({ id }: Asked) =>
  (
    await asOwner<{ kind: string }>("SELECT kind FROM ledger_entry WHERE key LIKE $1 ORDER BY id", [
      `instruction:${id}%`,
    ])
  ).map((row) => row.kind);
const trailOf = ({ number }: Asked, event: string) =>
  asOwner<{ actor: string; data: Record<string, unknown> }>(
    "SELECT actor, data FROM audit_event WHERE subject = $1 AND event = $2 ORDER BY id",
    [number, event],
  );
const masterOf = async () => {
  const [row] = await asOwner<{ balance: string; held: string }>(
    "SELECT a.balance_cents AS balance, a.floor_cents AS held FROM account a JOIN product p ON p.id = a.product_id WHERE p.code = 'P1' AND a.kind = 'MASTER'",
  );
  return { balance: BigInt(row?.balance ?? 0), held: BigInt(row?.held ?? 0) };
};

/** A bank or core that is asked and answers as told: what was asked of it. */
function mute(status: () => Promise<unknown> = async () => ({ kind: "unknown", detail: "timeout" })) {
  const heard: string[] = [];
  const one = (name: string, says: () => Promise<unknown>) => async () => {
    heard.push(name);
    return says();
  };
  const nothing = async () => ({ kind: "unknown", detail: "timeout" });
  const of = {
    debit: one("send", nothing),
    credit: one("send", nothing),
    instruct: one("send", nothing),
    debitStatus: one("status", status),
    creditStatus: one("status", status),
    instructionStatus: one("status", status),
  };
  return { deps: { bank: of, core: of } as unknown as InstructDeps, heard };
}

describe("what is in doubt at the desk", () => {
  test.each([
    ["FUND", cents, "7890"],
    ["CREDIT", cents, null],
    ["BLOCK", null, null],
  ] as const)("%s: its number, sum and what was answered; nothing of a card or a person", async (kind, sum, tail) => {
    const one = await inDoubt(kind, false);
    const rows = await listed(one.number);
    expect(rows).toMatchObject([
      {
        kind: "INSTRUCTION",
        asks: kind,
        company: "E1",
        reference: `E1-${one.number}`,
        cents: sum,
        asked: 1,
        outcome: "unknown",
      },
    ]);
    const doubt = await found(one.number);
    expect(doubt).toMatchObject({ kind: "INSTRUCTION", asks: kind, open: true, accountTail: tail, asked: 1 });
    const [person] = await asOwner<{ holder: string; document: string; last4: string }>(
      "SELECT holder, document, last4 FROM card WHERE reference = $1",
      [one.card],
    );
    const told = JSON.stringify([rows, doubt], (_, value) => (typeof value === "bigint" ? value.toString() : value));
    expect(person?.holder).toBeTruthy();
    for (const word of [one.card, person?.holder ?? "", person?.document ?? ""]) expect(told).not.toContain(word);
    await settle(one);
    expect([await stateOf(one), await listed(one.number)]).toEqual(["DONE", []]);
    expect(await found(one.number)).toMatchObject({ open: false, status: "DONE" });
  });

  test("what was answered at once is none of the desk's, nor what another company asked, nor for who is not at it", async () => {
    const one = await asked("CREDIT");
    await settle(one);
    expect(await found(one.number)).toBeNull();
    const two = await inDoubt("CREDIT", true);
    const { rows } = await connected("app_web", (client) =>
      attempt(client, two.tenant, `SELECT * FROM instruction_in_doubt('${two.number}', false)`),
    );
    expect(rows).toEqual([]);
    await settle(two);
  });

  test("asking again brings its job to now, and what is over is not asked", async () => {
    const one = await inDoubt("BLOCK", true);
    const ask = async () =>
      runOperator(await at(), "doubt.ask", (ctx) => askAgain(ctx, askDoubtSchema.parse({ asunto: one.number })));
    expect(await jobs(`settle-instruction:${one.id}`)).toEqual([{ due: false, tries: 0 }]);
    await ask();
    expect(await jobs(`settle-instruction:${one.id}`)).toEqual([{ due: true, tries: 0 }]);
    await settle(one);
    expect(await outcomeOf(ask())).toBe("doubt.over");
  });
});

const end = (kind: Kind, done: boolean) =>
  kind === "FUND" || kind === "WITHDRAW"
    ? { resultado: done ? "hecho" : "no-hecho", ...(done && { referencia: `BR-${randomUUID()}` }) }
    : { resultado: done ? "hecho" : "no-hecho" };

describe("ended by two operators", () => {
  test.each([
    ["FUND", true, ["master.fund"], cents],
    ["FUND", false, [], 0n],
    ["WITHDRAW", true, ["master.withdraw"], -cents],
    ["WITHDRAW", false, ["master.withdraw", "master.withdrawReversed"], 0n],
    ["CREDIT", true, ["card.credit"], -cents],
    ["CREDIT", false, ["card.credit", "card.creditReversed"], 0n],
    ["BLOCK", true, [], 0n],
    ["BLOCK", false, [], 0n],
    ["REPLACE", false, [], 0n],
  ] as const)("%s, done: %s: the ledger says so, and nobody is asked any more", async (kind, done, entries, moved) => {
    const before = await masterOf();
    const one = await inDoubt(kind, done);
    const resolved = end(kind, done);
    const id = await proposing(one.number, resolved);
    expect(await outcomeOf(deciding(id, "aprobar", "oper1"))).toBe("change.own");
    if (!done) {
      expect(await outcomeOf(deciding(id))).toBe("doubt.mayArrive");
      await later(one);
    }
    expect(await deciding(id)).toBe("APPLIED");
    expect(await jobs(`settle-instruction:${one.id}`)).toEqual([{ due: true, tries: 0 }]);
    const silent = mute();
    await settle(one, silent.deps);
    expect([await stateOf(one), silent.heard, await entriesOf(one)]).toEqual([done ? "DONE" : "REFUSED", [], entries]);
    expect(await masterOf()).toEqual({ balance: before.balance + moved, held: before.held });
    const [card] = await asOwner<{ status: string; held: string }>(
      "SELECT c.status::text, a.floor_cents AS held FROM card c JOIN account a ON a.card_id = c.id WHERE c.reference = $1",
      [one.card],
    );
    expect(card).toEqual({ status: kind === "BLOCK" && done ? "BLOCKED" : "ACTIVE", held: "0" });
    const [row] = await asOwner("SELECT outside, failure FROM instruction WHERE id = $1", [one.id]);
    expect(row).toEqual({
      outside: ("referencia" in resolved && resolved.referencia) || null,
      failure: done ? null : "notDone",
    });
    expect((await trailOf(one, "doubt.resolved")).map(({ actor }) => actor)).toEqual(["oper2"]);
  });

  test("while it is decided it is only asked for; what was never seen is not sent", async () => {
    const one = await inDoubt("CREDIT", false);
    const until = async () => asOwner("SELECT arrives_until FROM instruction WHERE id = $1", [one.id]);
    const [id, before] = [await proposing(one.number, end("CREDIT", false)), await until()];
    const never = mute(async () => ({ kind: "notFound" }));
    await settle(one, never.deps);
    expect([never.heard, await stateOf(one), await until()]).toEqual([["status"], "UNKNOWN", before]);
    await asOwner("UPDATE pending_change SET status = 'WITHDRAWN', decided_at = now() WHERE id = $1", [id]);
    await settle(one);
    expect(await stateOf(one)).toBe("DONE");
  });

  test("until when it may arrive is written down before it is sent", async () => {
    const one = await asked("CREDIT");
    const seen: unknown[] = [];
    const { deps } = mute();
    const instruct = async () => {
      seen.push(
        ...(await asOwner(
          "SELECT arrives_until > now() + interval '5 minutes' AS ahead FROM instruction WHERE id = $1",
          [one.id],
        )),
      );
      return { kind: "unknown", detail: "timeout" } as const;
    };
    await settle(one, { core: { ...deps.core, instruct } as InstructDeps["core"] });
    expect(seen).toEqual([{ ahead: true }]);
    await settle(one);
  });

  test("they answer first: what was proposed is overtaken", async () => {
    const one = await inDoubt("FUND", true);
    const id = await proposing(one.number, end("FUND", false));
    await later(one);
    await settle(one);
    expect([await stateOf(one), await changeState(id)]).toEqual(["DONE", "OVERTAKEN"]);
    expect(await trailOf(one, "change.overtaken")).toHaveLength(1);
    expect(await outcomeOf(deciding(id))).toBe("change.decided");
  });

  test.each([
    ["CREDIT", false, { kind: "done", coreReference: "C-1", balanceCents: 1n }, "REFUSED", 1],
    ["CREDIT", true, { kind: "refused", reason: "limit" }, "DONE", 1],
    ["CREDIT", true, { kind: "done", coreReference: "C-1", balanceCents: 1n }, "DONE", 0],
    ["FUND", true, { kind: "confirmed", bankReference: "B-9", amountCents: cents }, "DONE", 1],
    ["WITHDRAW", false, { kind: "notFound" }, "REFUSED", 0],
  ] as const)(
    "%s, done: %s, decided while it is asked for, and it says %o: their word ends it",
    async (kind, done, says, ends, contradicted) => {
      const one = await inDoubt(kind, false);
      const id = await proposing(one.number, end(kind, done));
      const slow = mute(async () => {
        await later(one);
        expect(await atDesk(() => deciding(id))).toBe("APPLIED");
        return says;
      });
      await settle(one, slow.deps);
      expect([await stateOf(one), await changeState(id), slow.heard]).toEqual([ends, "APPLIED", ["status"]]);
      const event = `${kind === "CREDIT" ? "card" : "master"}.${kind.toLowerCase()}Contradicted`;
      expect((await trailOf(one, event)).length).toBe(contradicted);
      expect((await found(one.number))?.answers[0]?.outcome).toBe(says.kind === "done" ? "confirmed" : says.kind);
      const posted = await entriesOf(one);
      await settle(one);
      expect([await stateOf(one), await entriesOf(one)]).toEqual([ends, posted]);
    },
  );

  test("what cannot be proposed", async () => {
    const replaced = await inDoubt("REPLACE", true);
    expect(await outcomeOf(proposing(replaced.number, { resultado: "hecho" }))).toBe("doubt.cardUnknown");
    expect(await outcomeOf(proposing(replaced.number, { resultado: "debitado" }))).toBe("access.malformed");
    const funded = await inDoubt("FUND", true);
    expect(await outcomeOf(proposing(funded.number, { resultado: "hecho" }))).toBe("doubt.referenceNeeded");
    expect(await outcomeOf(proposing(funded.number, { resultado: "hecho", referencia: "B R" }))).toBe(
      "doubt.referenceUnread",
    );
    await settle(funded);
    expect(await outcomeOf(proposing(funded.number, end("FUND", true)))).toBe("doubt.over");
    const [{ outside } = { outside: "" }] = await asOwner<{ outside: string }>(
      "SELECT outside FROM instruction WHERE id = $1",
      [funded.id],
    );
    const other = await inDoubt("WITHDRAW", true);
    const taken = proposing(other.number, { resultado: "hecho", referencia: outside });
    expect(await outcomeOf(taken)).toBe("doubt.referenceTaken");
    expect(await outcomeOf(proposing("CM-2026-999999", { resultado: "hecho" }))).toBe("NotFound");
    await settle(other);
    await settle(replaced);
  });
});
