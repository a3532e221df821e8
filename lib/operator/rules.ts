import { neededServices, type Service, services } from "@/lib/catalog";
import { readDocumentNumber } from "@/lib/files/documents";
import type { ChangeKind, Country } from "@/lib/generated/prisma/enums";
import type { registry } from "@/lib/messages/es/registry";

/** What a company contracts when these are ticked: what it cannot do without is always among it. Null for none, or what is no service. */
export function contractedOf(ticked: readonly string[]): Service[] | null {
  const known = services.filter((service) => ticked.includes(service));
  if (known.length === 0 || known.length !== ticked.length) return null;
  return services.filter((service) => known.includes(service) || neededServices.some((needed) => needed === service));
}

/** Those that an operator may tick or not. */
export const choosableServices = services.filter((service) => !neededServices.some((needed) => needed === service));

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

/** A picture of what a change is about: names and values as texts. Money as decimal strings of cents, shares as basis points. */
export type Picture = Record<string, string>;

/** A change that a second operator decides: of which kind, about what (a product's code; nothing where the company is meant), as it is to be, and why. */
export type Asked = { kind: ChangeKind; subject: string; after: Picture; reason: string };

type EventName = keyof typeof registry.company.eventNames;
const eventNames: Record<string, EventName> = {
  "registry.registered": "registry-registered",
  "registry.modified": "registry-modified",
  "registry.suspended": "registry-suspended",
  "registry.lifted": "registry-lifted",
  "registry.invitedAgain": "registry-invitedAgain",
  "registry.productRegistered": "registry-productRegistered",
  "registry.productModified": "registry-productModified",
  "registry.roleChanged": "registry-roleChanged",
  "change.proposed": "change-proposed",
  "change.applied": "change-applied",
  "change.refused": "change-refused",
  "change.withdrawn": "change-withdrawn",
  "change.overtaken": "change-overtaken",
};

/** The key of the words for an act of the desk; `other` for one that has none. */
export const deskEventName = (event: string): EventName => eventNames[event] ?? "other";
