"use server";
import { referenceOf } from "@/lib/cards/list";
import { cardFingerprint } from "@/lib/cards/number";
import { cardTyped, criteriaQuery, criteriaSchema } from "@/lib/cards/schema";
import { DomainError } from "@/lib/errors";
import {
  askBalance,
  blockCard,
  creditCards,
  debitCards,
  fundMaster,
  replaceCard,
  unblockCard,
  withdrawMaster,
} from "@/lib/instructions/commands";
import {
  askBalanceSchema,
  blockCardSchema,
  moveCardsSchema,
  moveMasterSchema,
  unblockCardSchema,
} from "@/lib/instructions/schema";
import { action, arrive } from "@/lib/web/doors";
import { lookup } from "@/lib/web/lookup";
import { paths } from "@/lib/web/paths";

/** A whole number of a card ends here: where it leads, the card is called by its reference. */
export const findCardsAction = lookup({ asks: "card.read", input: criteriaSchema }, async (ctx, input) => {
  const typed = cardTyped(input.numeroTarjeta);
  const card = typed && ("card" in typed ? typed.card : await referenceOf(ctx, cardFingerprint(typed.number)));
  if (typed && card === null) throw new DomainError("cards.numberUnknown", {}, "numeroTarjeta");
  const { orden: order, lote: lot, documento: document, ver } = input;
  return arrive(paths.withQuery(paths.master(ctx), { ...criteriaQuery({ order, lot, document, card }), ver }));
});

/** The numbers of what was asked, by which the page learns how it ends. */
const asked = ({ instructions }: { instructions: readonly string[] }) => ({ answer: instructions.join(",") });

export const creditCardsAction = action(
  { asks: "card.credit", input: moveCardsSchema, confirm: true },
  async (ctx, input) => asked(await creditCards(ctx, input)),
);

export const debitCardsAction = action(
  { asks: "card.debit", input: moveCardsSchema, confirm: true },
  async (ctx, input) => asked(await debitCards(ctx, input)),
);

export const askBalanceAction = action(
  { asks: "card.balance", input: askBalanceSchema, confirm: true },
  async (ctx, input) => asked(await askBalance(ctx, input)),
);

export const blockCardAction = action(
  { asks: "card.block", input: blockCardSchema, confirm: true },
  async (ctx, input) => asked(await blockCard(ctx, input)),
);

export const unblockCardAction = action(
  { asks: "card.unblock", input: unblockCardSchema, confirm: true },
  async (ctx, input) => asked(await unblockCard(ctx, input)),
);

export const replaceCardAction = action(
  { asks: "card.replace", input: blockCardSchema, confirm: true },
  async (ctx, input) => asked(await replaceCard(ctx, input)),
);

export const fundMasterAction = action(
  { asks: "master.fund", input: moveMasterSchema, confirm: true },
  async (ctx, input) => asked(await fundMaster(ctx, input)),
);

export const withdrawMasterAction = action(
  { asks: "master.withdraw", input: moveMasterSchema, confirm: true },
  async (ctx, input) => asked(await withdrawMaster(ctx, input)),
);
