import { randomUUID } from "node:crypto";
import type { ConfirmationCase } from "@/tests/access/confirmation-cases";
import { asOwner } from "@/tests/support/make";

// What the doors of the master account and its cards are tried with.

type Made = Awaited<ReturnType<ConfirmationCase["make"]>>;

const clave = "lluvia-sobre-el-paramo-7";
const byClave: Pick<Made, "proof" | "without" | "anothers"> = {
  proof: { clave },
  without: [{}, { clave: "" }],
  anothers: [{ clave: "otra-persona-otra-clave-3" }],
};
const unknown = "9999999999";

/** A card of P1 for this case alone, with money on it, in a state. */
async function card(n: number, status: "ACTIVE" | "BLOCKED" = "ACTIVE"): Promise<string> {
  const reference = String(1_000_000_100 + n);
  await asOwner("UPDATE card SET status = $2::card_status WHERE reference = $1 AND status <> $2::card_status", [
    reference,
    status,
  ]);
  await asOwner(
    "UPDATE account a SET balance_cents = balance_cents + 100000 FROM card c WHERE c.id = a.card_id AND c.reference = $1",
    [reference],
  );
  return reference;
}

async function toMove(n: number): Promise<Made> {
  const fields = { llave: randomUUID(), tarjetas: await card(n), montos: "10,00" };
  return {
    fields,
    ...byClave,
    elsewhere: [
      { tarjetas: unknown, clave },
      { montos: "0,00", clave },
      { montos: "9999999,00", clave },
    ],
  };
}

async function toAskBalance(): Promise<Made> {
  return {
    fields: { llave: randomUUID(), tarjetas: await card(3) },
    ...byClave,
    elsewhere: [{ tarjetas: unknown, clave }],
  };
}

async function toChange(n: number, status: "ACTIVE" | "BLOCKED", motivo?: string): Promise<Made> {
  const other = await card(n + 50, status === "ACTIVE" ? "BLOCKED" : "ACTIVE");
  const wrong: Record<string, string> = motivo ? { motivo: "ROBO", clave } : { tarjeta: other, clave };
  const fields = { llave: randomUUID(), tarjeta: await card(n, status), ...(motivo && { motivo }) };
  return { fields, ...byClave, elsewhere: [{ tarjeta: unknown, clave }, wrong] };
}

async function toMoveMaster(): Promise<Made> {
  const fields = { llave: randomUUID(), cuenta: "0012-3456-7890", monto: "10,00", descripcion: "Por la prueba" };
  return {
    fields,
    ...byClave,
    elsewhere: [
      { monto: "0", clave },
      { cuenta: "0077-7000-1234", clave },
      { descripcion: "", clave },
    ],
  };
}

export const instructionCases: Readonly<Record<string, ConfirmationCase>> = {
  creditCardsAction: { by: "cm1", event: "card.creditRequested", make: () => toMove(1) },
  debitCardsAction: { by: "cm1", event: "card.debitRequested", make: () => toMove(2) },
  askBalanceAction: { by: "cm1", event: "card.balanceRequested", make: toAskBalance },
  blockCardAction: { by: "cm1", event: "card.blockRequested", make: () => toChange(4, "ACTIVE", "STOLEN") },
  unblockCardAction: { by: "cm1", event: "card.unblockRequested", make: () => toChange(5, "BLOCKED") },
  replaceCardAction: {
    by: "cm1",
    event: "card.replaceRequested",
    make: () => toChange(6, "ACTIVE", "LOST"),
  },
  fundMasterAction: { by: "cm1", event: "master.fundRequested", make: toMoveMaster },
  withdrawMasterAction: { by: "cm1", event: "master.withdrawRequested", make: toMoveMaster },
};
