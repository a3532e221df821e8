import { z } from "zod";
import { secretFields } from "@/lib/drafts/rules";
import { holdsCardNumber } from "@/lib/mask";

/** What PostgreSQL keeps as text: no NUL, no half characters. */
const isText = (one: string): boolean => !one.includes("\0") && one.isWellFormed();

const name = z
  .string()
  .min(1)
  .max(60)
  .refine((text) => !secretFields.has(text) && !text.startsWith("$") && isText(text));
const text = z.string().max(10_000).refine(isText);

const fieldsMax = 50;
const textsMax = 500;
/** The table takes 16 kB as PostgreSQL writes them, which is a little more than what is counted here. */
const bytesMax = 15_000;

/** What was typed in a form: the texts of each field by its name. What holds a card's whole number is kept nowhere. */
export const typedSchema = z
  .record(name, z.array(text))
  .transform((typed) => Object.fromEntries(Object.entries(typed).filter(([, texts]) => !texts.some(holdsCardNumber))))
  .refine((typed) => {
    const texts = Object.values(typed);
    return (
      texts.length <= fieldsMax &&
      texts.reduce((sum, one) => sum + one.length, 0) <= textsMax &&
      new TextEncoder().encode(JSON.stringify(typed)).length <= bytesMax
    );
  });

/** A page of the portal and the form on it; with `typed` null the draft is let go. Browsers of earlier builds send it too. */
export const draftSchema = z.strictObject({
  path: z
    .string()
    .max(500)
    .regex(/^\/(?![/\\])[\x21-\x3e\x40-\x7e]*$/),
  form: z
    .string()
    .max(200)
    .regex(/^[^\0]*$/),
  typed: typedSchema.nullable(),
  /** Kept by the page while somebody types: it comes back once this session is over, not before. */
  typing: z.literal(true).optional(),
});

export type DraftInput = z.infer<typeof draftSchema>;
export type Typed = z.infer<typeof typedSchema>;
export type Draft = { form: string; typed: Typed };
