import type { DeskActions, DeskPlace } from "@/components/master/desk";
import type { RowVerb } from "@/components/master/row-verbs";
import type { Context } from "@/lib/context";
import { type CardKind, instructionPermission, type MasterKind } from "@/lib/instructions/rules";
import type { MasterToday } from "@/lib/ledger/queries";
import { paths } from "@/lib/web/paths";
import {
  askBalanceAction,
  blockCardAction,
  creditCardsAction,
  debitCardsAction,
  fundMasterAction,
  replaceCardAction,
  unblockCardAction,
  withdrawMasterAction,
} from "./actions";

export const deskActions: DeskActions = {
  CREDIT: creditCardsAction,
  DEBIT: debitCardsAction,
  BALANCE: askBalanceAction,
  BLOCK: blockCardAction,
  UNBLOCK: unblockCardAction,
  REPLACE: replaceCardAction,
  FUND: fundMasterAction,
  WITHDRAW: withdrawMasterAction,
};

/** What of the master account and the product the browser's dialogs say. */
export function deskPlace(ctx: Context, today: MasterToday): DeskPlace {
  const { company, product } = ctx;
  return {
    company: company.code,
    product: product.code,
    currency: product.currency,
    account: company.bankAccount,
    balanceCents: today.balanceCents.toString(),
    freeCents: today.freeCents.toString(),
    amountMinCents: product.amountMinCents.toString(),
    amountMaxCents: product.amountMaxCents.toString(),
    dayLeftCents: today.dayLeftCents?.toString() ?? null,
    cardMaxCents: today.cardMaxCents?.toString() ?? null,
    results: paths.instructions(ctx),
    cards: paths.cards(ctx),
  };
}

/** What this person may do: in a card's row, on its own page, with the master account. */
export function verbsOf({ permissions }: Pick<Context["actor"], "permissions">) {
  const may = <Kind extends CardKind | MasterKind>(kinds: readonly Kind[]) =>
    kinds.filter((kind) => permissions.has(instructionPermission[kind]));
  return {
    rows: may<RowVerb>(["BALANCE", "CREDIT", "DEBIT"]),
    card: may<CardKind>(["BALANCE", "CREDIT", "DEBIT", "BLOCK", "UNBLOCK", "REPLACE"]),
    master: may<MasterKind>(["FUND", "WITHDRAW"]),
  };
}
