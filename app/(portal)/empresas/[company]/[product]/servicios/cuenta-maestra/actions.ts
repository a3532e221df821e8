"use server";
import { referenceOf } from "@/lib/cards/list";
import { cardFingerprint } from "@/lib/cards/number";
import { cardTyped, criteriaQuery, criteriaSchema } from "@/lib/cards/schema";
import { DomainError } from "@/lib/errors";
import { arrive } from "@/lib/web/doors";
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
