import { z } from "zod";
import type { Silence } from "@/lib/gateways/signed-http";

/** Why an outcome is not known: nothing usable came back, or what came back is not an answer to what was sent. */
export type Doubt = Silence | "conflict" | "mismatch" | "unexpected";
export type Unknown = { kind: "unknown"; detail: Doubt };

/** What came back, as it came: its first characters, whatever it is taken for. */
export type Heard = { status: number; body: string };
export type Hear = (heard: Heard) => void;

/** A reference of ours as bank and core take it: 1 to 80 letters, digits, dots, hyphens or underscores. */
export const referenceSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/);

/** Whole cents as a decimal string, the only form in which an amount travels; at most 18 digits. */
export const centsSchema = z
  .string()
  .regex(/^(0|[1-9][0-9]{0,17})$/)
  .transform((digits) => BigInt(digits));

/** The same for what may be below nothing: a balance, or a movement as its account sees it. */
export const signedCentsSchema = z
  .string()
  .regex(/^(0|-?[1-9][0-9]{0,17})$/)
  .transform((digits) => BigInt(digits));

const conflictSchema = z.strictObject({ reference: z.string(), error: z.literal("conflict") });

export function unknown(detail: Doubt): Unknown {
  return { kind: "unknown", detail };
}

/** The doubt that a 409 leaves: the reference was used before with other content, if the answer says so properly. */
export function doubtOfConflict(body: unknown, reference: string): Unknown {
  const conflict = conflictSchema.safeParse(body);
  if (!conflict.success) return unknown("unexpected");
  return unknown(conflict.data.reference === reference ? "conflict" : "mismatch");
}

export type NotFound = { kind: "notFound" };

/** A 404 means "never heard of it" only when it names the reference, account or card that was asked. */
export function absence(
  body: unknown,
  asked: string,
  name: "reference" | "account" | "card" = "reference",
): NotFound | Unknown {
  const absent = z.strictObject({ [name]: z.string(), error: z.literal("notFound") }).safeParse(body);
  if (!absent.success) return unknown("unexpected");
  return absent.data[name] === asked ? { kind: "notFound" } : unknown("mismatch");
}
