import { type Beyond, beyond, type Holding } from "@/lib/brokers/rules";
import { departureReference } from "@/lib/brokers/shown";
import { DomainError } from "@/lib/errors";
import type { Country, PersonStanding } from "@/lib/generated/prisma/enums";
import { personDocumentOf } from "@/lib/people/rules";

/** What is done to somebody of a team, apart from modifying them. */
export const memberActs = ["disable", "enable", "invite", "reset", "leave"] as const;
export type MemberAct = (typeof memberActs)[number];

/** What of somebody decides which acts are possible. */
export type MemberStands = {
  standing: PersonStanding;
  /** They belong to another broker or to a company too. */
  several: boolean;
  /** The receipt of their leaving, as long as they are out by it. */
  departure: number | null;
};

/** Why an act is not possible as somebody of a team stands; null where it is. The clave of who belongs to several places is theirs alone. */
export function memberObstacle(act: MemberAct, { standing, several, departure }: MemberStands): DomainError | null {
  const out = standing === "INACTIVE";
  switch (act) {
    case "disable":
      return out ? new DomainError("member.alreadyOut") : null;
    case "enable":
      return out ? null : new DomainError("member.alreadyIn");
    case "invite":
      if (standing === "INVITED") return null;
      return new DomainError(out ? "member.out" : "member.cameIn");
    case "reset":
      if (standing === "INVITED") return new DomainError("member.notInYet");
      if (out) return new DomainError("member.out");
      return several ? new DomainError("member.several") : null;
    case "leave":
      return departure === null ? null : new DomainError("member.left", { reference: departureReference(departure) });
  }
}

/** The refusal of what is beyond a giver, beside its field; null where nothing is. */
export function refusalOf(over: Beyond | null, broker: string): DomainError | null {
  if (!over) return null;
  return over.kind === "rank"
    ? new DomainError("member.rank", {}, "rol")
    : new DomainError("member.beyond", { sections: over.sections.join(", "), broker }, "secciones");
}

/** Whether the giver may touch somebody who holds this at all: who is Gerencial or administers is a Gerencial's. @returns the refusal, or null */
export const untouchable = (giver: Holding, held: Holding): DomainError | null =>
  beyond(giver, held, held)?.kind === "rank" ? new DomainError("member.rankTouched") : null;

/**
 * A person's RUC or DNI as it is kept, `DNI-40123456`; eleven digits alone are a RUC, other documents of the country bring their type
 * (`CE 001234567`). Null for what is none.
 */
export function teamDocumentOf(text: string, country: Country): string | null {
  const bare = country === "PE" && /^\d{11}$/.test(text.trim());
  return personDocumentOf(bare ? `RUC ${text.trim()}` : text, country);
}

/** Whether somebody can have been born on this day, today being another (both `aaaa-mm-dd`). */
export const canBeBorn = (day: string, today: string): boolean => day >= "1900-01-01" && day < today;

/** Fields of somebody's two tabs as they were typed. */
export type TypedMember = { documento?: unknown; nacimiento?: unknown; brokers?: unknown };

/** What of them only the rules of a broker's country and day refuse; what is empty or no date, the form's schema says. */
export function faultsTyped(
  { documento, nacimiento, brokers }: TypedMember,
  { country, today }: { country: Country; today: string },
): DomainError[] {
  const wrongDocument = isTyped(documento) && teamDocumentOf(documento, country) === null;
  const wrongDay = isTyped(nacimiento) && !canBeBorn(nacimiento, today);
  const nowhere = Array.isArray(brokers) && brokers.length === 0;
  return [
    ...(wrongDocument ? [new DomainError("member.document", {}, "documento")] : []),
    ...(wrongDay ? [new DomainError("member.birthDate", {}, "nacimiento")] : []),
    ...(nowhere ? [new DomainError("member.brokers", {}, "brokers")] : []),
  ];
}
const isTyped = (text: unknown): text is string => typeof text === "string" && text.trim() !== "";
