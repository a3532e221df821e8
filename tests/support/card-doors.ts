import type { Permission } from "@/lib/catalog";
import { clave } from "@/tests/support/login";

// Cuenta maestra's part of the list of doors: what each is sent, and what it must ask.

const llave = "00000000-0000-4000-8000-000000000000";
const unknownCard = { llave, tarjeta: "9999999999", clave };
const moves = { llave, tarjetas: "9999999999", montos: "1,00", clave };
// More than stands on any account: the bank refuses it, and our own books do.
const master = { llave, cuenta: "0012-3456-7890", monto: "9999999999,99", descripcion: "Por la prueba", clave };

export const cardInputs: Record<string, Record<string, string>> = {
  findCardsAction: { orden: "", documento: "", lote: "", numeroTarjeta: "9999999999" },
  creditCardsAction: moves,
  debitCardsAction: moves,
  askBalanceAction: { llave, tarjetas: "9999999999", clave },
  blockCardAction: { ...unknownCard, motivo: "LOST" },
  unblockCardAction: unknownCard,
  replaceCardAction: { ...unknownCard, motivo: "LOST" },
  fundMasterAction: master,
  withdrawMasterAction: master,
};

export const cardAsks: Record<string, Permission> = {
  findCardsAction: "card.read",
  creditCardsAction: "card.credit",
  debitCardsAction: "card.debit",
  askBalanceAction: "card.balance",
  blockCardAction: "card.block",
  unblockCardAction: "card.unblock",
  replaceCardAction: "card.replace",
  fundMasterAction: "master.fund",
  withdrawMasterAction: "master.withdraw",
};
