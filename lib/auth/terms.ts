import { createHash } from "node:crypto";
import { type Opened, passStage } from "@/lib/auth/commands";
import { termsVersion } from "@/lib/auth/rules";
import { canonicalize } from "@/lib/canonical";
import { inStage } from "@/lib/command";
import type { Caller, PersonKnown } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { type Language, languages } from "@/lib/messages/language";
import { words } from "@/lib/words";

export type Terms = {
  title: string;
  version: string;
  sections: { id: string; title: string; text: string }[];
};

const sections = ["portal", "access", "acts", "use", "data", "trail", "service", "changes"] as const;

/** The terms of use as they are now, in a language. */
export function termsIn(language: Language): Terms {
  const say = words(language);
  return {
    title: say("terms.title"),
    version: say("terms.version", { version: termsVersion }),
    sections: sections.map((id) => ({
      id,
      title: say(`terms.sections.${id}.title`),
      text: say(`terms.sections.${id}.text`),
    })),
  };
}

/** SHA-256 of a text of the terms, of its RFC 8785 form, in hex: by it the text is kept. */
export const termsDigest = (terms: Terms): string => createHash("sha256").update(canonicalize(terms)).digest("hex");

/**
 * Keeps that the person accepted the version and the very text they were shown (`seen` is its digest), and goes on.
 * @throws NotSignedIn, DomainError entry.termsChanged
 */
export async function acceptTerms(
  caller: Caller,
  { version, seen }: { version: number; seen: string },
): Promise<Opened> {
  return inStage(caller, "TERMS", async (ctx) => {
    const shown = languages
      .map((language) => ({ language, terms: termsIn(language) }))
      .find(({ terms }) => termsDigest(terms) === seen);
    if (!shown) throw new DomainError("entry.termsChanged");
    const [row] = await ctx.tx.$queryRaw<{ accepted: boolean }[]>`
      SELECT own_accept_terms(${version}::int, ${seen}, ${shown.language}, ${shown.terms}::jsonb, ${caller.address}) AS accepted`;
    if (!row?.accepted) throw new DomainError("entry.termsChanged");
    await ctx.audit("terms.accepted", `v${version}`, { digest: seen });
    return passStage(ctx, caller);
  });
}

export type AcceptedTerms = { version: number; acceptedAt: Date; language: Language; terms: Terms };

/** What the person accepted last, word for word; null when that is nothing. */
export async function findAcceptedTerms({ tx }: PersonKnown): Promise<AcceptedTerms | null> {
  const [row] = await tx.$queryRaw<AcceptedTerms[]>`
    SELECT version, accepted_at AS "acceptedAt", language, shown AS terms FROM own_terms()`;
  return row ?? null;
}
