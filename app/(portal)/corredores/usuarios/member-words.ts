import "server-only";
import { getTranslations } from "next-intl/server";
import { roles, sections } from "@/lib/brokers/rules";
import type { BrokerContext } from "@/lib/context";
import type { DomainError } from "@/lib/errors";
import { refusalSentence } from "@/lib/words";

/** How the review of somebody of a team calls its lines, and the codes that stand in them. */
export async function memberReviewWords(): Promise<{ words: Record<string, string>; values: Record<string, string> }> {
  const t = await getTranslations("member.words");
  const names = await getTranslations("brokers");
  const keys = [
    "firstName",
    "lastName",
    "birthDate",
    "document",
    "mail",
    "position",
    "phone",
    "officePhone",
    "extension",
    "role",
    "sections",
    "downloads",
    "brokers",
  ] as const;
  return {
    words: Object.fromEntries(keys.map((key) => [key, t(key)])),
    values: {
      ...Object.fromEntries(roles.map((role) => [role, names(`roles.${role}`)])),
      ...Object.fromEntries(sections.map((section) => [section, names(`sections.${section}`)])),
    },
  };
}

/** The sentence of what keeps whoever looks from doing something. */
export const memberSentence = ({ broker, user }: BrokerContext, why: DomainError): string =>
  refusalSentence(why, { currency: "PEN", timeZone: broker.timeZone, language: user.language });
