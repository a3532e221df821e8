import { z } from "zod";
import { line } from "@/lib/input";
import { cardReasons, cardsMax } from "@/lib/instructions/rules";
import { holdsCardNumber } from "@/lib/mask";
import { parseAmountCents } from "@/lib/money";

/** An amount as it was typed, in whole cents, by the one grammar of amounts. */
const amount = z
  .string()
  .trim()
  .min(1, "required")
  .refine((text) => text === "" || parseAmountCents(text) !== null, "amount")
  .transform((text) => parseAmountCents(text) ?? z.NEVER);

/** Several of one name, in the order in which the form has them. */
const several = <Schema extends z.ZodType<unknown, string>>(one: Schema) =>
  z
    .union([z.string(), z.array(z.string()).max(cardsMax)])
    .transform((value) => (typeof value === "string" ? [value] : value))
    .pipe(z.array(one).min(1, "required"));

export const instructionNumber = z.string().regex(/^CM-\d{4}-\d{6,}$/);
const reference = z.string().regex(/^\d{10}$/);
const unlike = (references: readonly string[]) => new Set(references).size === references.length;
const cards = several(reference).refine(unlike, "notValid");
/** Made with the form: the same form again has the same effect, once. */
const llave = z.uuid();

/** Credit or debit: cards in their order, and an amount each, or one for all. */
export const moveCardsSchema = z
  .strictObject({ llave, tarjetas: cards, montos: several(amount) })
  .refine(({ tarjetas, montos }) => montos.length === 1 || montos.length === tarjetas.length, { path: ["montos"] });
export const askBalanceSchema = z.strictObject({ llave, tarjetas: cards });
export const unblockCardSchema = z.strictObject({ llave, tarjeta: reference });
export const blockCardSchema = z.strictObject({ llave, tarjeta: reference, motivo: z.enum(cardReasons, "choose") });
/** `cuenta`: the account at the bank that the person saw. */
export const moveMasterSchema = z.strictObject({
  llave,
  cuenta: z.string().min(1).max(40),
  monto: amount,
  descripcion: line(140, 3).refine((text) => !holdsCardNumber(text), "cardNumber"),
});

export type MoveCards = z.infer<typeof moveCardsSchema>;
export type AskBalance = z.infer<typeof askBalanceSchema>;
export type UnblockCard = z.infer<typeof unblockCardSchema>;
export type BlockCard = z.infer<typeof blockCardSchema>;
export type MoveMaster = z.infer<typeof moveMasterSchema>;
