import type { Service } from "@/lib/catalog";
import { DomainError } from "@/lib/errors";
import { documentForms, readDocumentNumber } from "@/lib/files/documents";
import type { Country, PersonStanding, TokenState } from "@/lib/generated/prisma/enums";

/** A person's document as it is kept, `CC-10000001`; null for what is none of the country. Without a type it is the country's own (CC, DNI). */
export function personDocumentOf(text: string, country: Country): string | null {
  const [, named = country === "CO" ? "CC" : "DNI", number = ""] =
    /^(?:([A-Za-z]+)[\s-]+)?(.+)$/.exec(text.trim()) ?? [];
  const type = named.toUpperCase();
  if (!Object.hasOwn(documentForms[country], type)) return null;
  const read = readDocumentNumber(number.replace(/[.\s\u00a0]/g, ""), type, country);
  return typeof read === "string" ? `${type}-${read}` : null;
}

/** How a person stands in a company: asked to come in for the first time, in, or out of it; and how their second factor stands. */
export const standings = ["ACTIVE", "INVITED", "INACTIVE"] as const satisfies readonly PersonStanding[];
export const tokenStates = ["NONE", "ASKED", "ACTIVE", "BLOCKED"] as const satisfies readonly TokenState[];

/** What a person may grant: nothing, everything that the company has contracted, or these services of it. */
export type Grantable = "none" | "all" | readonly Service[];

/** In which products they work: all there are and will be, or these, by code. */
export type Scope = "all" | readonly string[];

/** A list as one line of a review and of the trail; `all` and `none` as their words. */
export const asLine = (value: Grantable | Scope): string =>
  typeof value === "string" ? value : [...value].sort().join(", ");

/** What is done to somebody, apart from modifying them. */
export const acts = [
  "activate",
  "inactivate",
  "invite",
  "reset",
  "unlock",
  "assign",
  "block",
  "unblock",
  "replace",
] as const;
export type Act = (typeof acts)[number];

/** What of a person decides which acts are possible. */
export type Stands = {
  standing: PersonStanding;
  tokenState: TokenState;
  /** They belong to another company or broker too. */
  several: boolean;
  /** Until when they are paused after wrong tries. */
  pausedUntil: string | null;
};

const ofPerson: readonly Act[] = ["reset", "unlock", "assign", "block", "unblock", "replace"];

/**
 * Why an act is not possible as a person stands; null where it is. What is a person's own and no company's (clave, token) is theirs alone
 * to change while they belong to several.
 */
export function obstacle(act: Act, { standing, tokenState, several, pausedUntil }: Stands): DomainError | null {
  if (several && ofPerson.includes(act)) return new DomainError("people.several");
  switch (act) {
    case "activate":
      return standing === "INACTIVE" ? null : new DomainError("people.active");
    case "inactivate":
      return standing === "INACTIVE" ? new DomainError("people.alreadyInactive") : null;
    case "invite":
      return standing === "INVITED"
        ? null
        : new DomainError(standing === "ACTIVE" ? "people.inAlready" : "people.inactive");
    case "reset":
      if (standing === "INVITED") return new DomainError("people.notInYet");
      return standing === "INACTIVE" ? new DomainError("people.inactive") : null;
    case "unlock":
      return pausedUntil === null ? new DomainError("people.notPaused") : null;
    case "assign":
      if (standing === "INACTIVE") return new DomainError("people.inactive");
      return tokenState === "NONE" || tokenState === "ASKED" ? null : new DomainError("people.tokenHeld");
    case "block":
      return tokenState === "ACTIVE"
        ? null
        : new DomainError(tokenState === "BLOCKED" ? "people.tokenBlocked" : "people.tokenNone");
    case "unblock":
      return tokenState === "BLOCKED" ? null : new DomainError("people.tokenNotBlocked");
    case "replace":
      return tokenState === "NONE" || tokenState === "ASKED" ? new DomainError("people.tokenNone") : null;
  }
}
