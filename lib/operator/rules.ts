import { catalog } from "@/lib/catalog";
import { documentForms, readDocumentNumber } from "@/lib/files/documents";
import type { ChangeKind, Country } from "@/lib/generated/prisma/enums";
import type { operator } from "@/lib/messages/es/operator";
import type { registry } from "@/lib/messages/es/registry";

/** What a company may contract, by the catalogue's names. */
export const services = Object.keys(catalog) as (keyof typeof catalog)[];

/** In which zone the operator's desk keeps its hours. */
export const deskTimeZone = "America/Bogota";

/** Where a company of a country keeps its hours. */
export const timeZones: Record<Country, string> = { CO: "America/Bogota", PE: "America/Lima" };

/**
 * A company's tax number in its normal form: a NIT with its digit behind a hyphen, a RUC as eleven digits. Null for what is none, its
 * check digit included (lots.md, Documents).
 */
export function taxIdOf(text: string, country: Country): string | null {
  const bare = text.replace(/[.\s\u00a0]/g, "");
  const type = country === "CO" ? "NIT" : "RUC";
  const number = readDocumentNumber(bare, type, country);
  if (typeof number !== "string") return null;
  return type === "NIT" ? `${number.slice(0, -1)}-${number.slice(-1)}` : number;
}

/** A person's document as it is kept, `CC-10000001`; null for what is none of the country. Without a type it is the country's own (CC, DNI). */
export function personDocumentOf(text: string, country: Country): string | null {
  const [, named = country === "CO" ? "CC" : "DNI", number = ""] =
    /^(?:([A-Za-z]+)[\s-]+)?(.+)$/.exec(text.trim()) ?? [];
  const type = named.toUpperCase();
  if (!Object.hasOwn(documentForms[country], type)) return null;
  const read = readDocumentNumber(number.replace(/[.\s\u00a0]/g, ""), type, country);
  return typeof read === "string" ? `${type}-${read}` : null;
}

/** One line of what is about to be done: as it is (nothing where there is nothing yet), and as it will be. */
export type ReviewLine = { key: string; before: string | null; after: string | null };

/** The lines in which two pictures of a thing differ, in the order of the second. */
export function differences(before: Record<string, string>, after: Record<string, string>): ReviewLine[] {
  return Object.entries(after).flatMap(([key, value]) =>
    before[key] === value ? [] : [{ key, before: before[key] ?? null, after: value }],
  );
}

/** A picture of what a change is about: names and values as texts. Money as decimal strings of cents, shares as basis points. */
export type Picture = Record<string, string>;

/** A change that a second operator decides: of which kind, about what (a product's code; nothing where the company is meant), as it is to be, and why. */
export type Asked = { kind: ChangeKind; subject: string; after: Picture; reason: string };
/** The key of a service's name in the catalogue of words, where a point divides. */
export const serviceName = (service: string) => service.replace(".", "-") as keyof typeof operator.services;

type EventName = keyof typeof registry.company.eventNames;
const eventNames: Record<string, EventName> = {
  "registry.registered": "registry-registered",
  "registry.modified": "registry-modified",
  "registry.suspended": "registry-suspended",
  "registry.lifted": "registry-lifted",
  "registry.invitedAgain": "registry-invitedAgain",
  "registry.productRegistered": "registry-productRegistered",
  "registry.productModified": "registry-productModified",
  "change.proposed": "change-proposed",
  "change.applied": "change-applied",
  "change.refused": "change-refused",
  "change.withdrawn": "change-withdrawn",
  "change.overtaken": "change-overtaken",
};

/** The key of the words for an act of the desk; `other` for one that has none. */
export const deskEventName = (event: string): EventName => eventNames[event] ?? "other";
