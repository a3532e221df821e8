import { z } from "zod";
import { typedCardNumber } from "@/lib/cards/rules";
import { holdsCardNumber } from "@/lib/mask";

/** What the list of cards is asked for; all of it holds at once. */
export type CardCriteria = {
  order: string | null;
  lot: string | null;
  /** A document's number, with its type before it or without. */
  document: string | null;
  /** The card's reference of ten digits, or its last four. */
  card: string | null;
};

export const noCriteria: CardCriteria = { order: null, lot: null, document: null, card: null };

/** An order's or a lot's number as people write it: small letters, without the zeros before it. */
const numbered = (prefix: "OS" | "L") =>
  z
    .string()
    .max(30, "tooLong")
    .transform((text) => text.trim().toUpperCase())
    .transform((text) =>
      text.replace(/^([A-Z]+-\d{4})-(\d{1,6})$/, (_, head, number) => `${head}-${number.padStart(6, "0")}`),
    )
    .pipe(z.string().regex(new RegExp(`^(?:|${prefix}-\\d{4}-\\d{6})$`), prefix === "OS" ? "order" : "lot"));

const document = z
  .string()
  .max(30, "tooLong")
  .transform((text) =>
    text
      .trim()
      .toUpperCase()
      .replace(/[\s.]+/g, "-")
      .replace(/-+/g, "-"),
  )
  .pipe(z.string().regex(/^(?:|(?:[A-Z]{2,4}-)?[A-Z0-9]{3,16}(?:-\d)?)$/, "document"));

/** What stands in no address: a whole number of a card, in whichever field it was typed. */
const noNumber = (text: string) => !holdsCardNumber(text);

const given = (text: string) => (text === "" ? null : text);

/** The criteria as their form posts them. `numeroTarjeta` is a whole number, a reference of ten digits, or the last four. */
export const criteriaSchema = z.strictObject({
  orden: numbered("OS").transform(given),
  lote: numbered("L").transform(given),
  documento: z.string().refine(noNumber, "document").pipe(document).transform(given),
  numeroTarjeta: z
    .string()
    .max(60, "tooLong")
    .transform((text) => text.trim())
    .refine((text) => text === "" || cardTyped(text) !== null, "card"),
  ver: z.string().max(3).optional(),
});

/** What somebody typed to name a card: its whole number, its reference, its last four digits; null when it is none of them. */
export function cardTyped(text: string): { number: string } | { card: string } | null {
  const digits = text.replace(/[ -]/g, "");
  if (/^(?:\d{4}|\d{10})$/.test(digits)) return { card: digits };
  const number = typedCardNumber(text);
  return number === null ? null : { number };
}

/** The criteria as an address has them; what is none of theirs asks nothing. */
export function criteriaOf(search: Record<string, string | string[] | undefined>): CardCriteria {
  const text = (name: string) => {
    const value = search[name];
    return typeof value === "string" ? value : "";
  };
  const read = (schema: z.ZodType<string>, name: string) => given(schema.safeParse(text(name)).data ?? "");
  return {
    order: read(numbered("OS"), "orden"),
    lot: read(numbered("L"), "lote"),
    document: read(document, "documento"),
    card: /^(?:\d{4}|\d{10})$/.test(text("tarjeta")) ? text("tarjeta") : null,
  };
}

/** The same as an address writes them. */
export const criteriaQuery = ({ order, lot, document, card }: CardCriteria) => ({
  orden: order ?? undefined,
  documento: document ?? undefined,
  lote: lot ?? undefined,
  tarjeta: card ?? undefined,
});
