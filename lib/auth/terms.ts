import { type Opened, passStage } from "@/lib/auth/commands";
import { termsVersion } from "@/lib/auth/rules";
import { inStage } from "@/lib/command";
import type { Caller } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import type { Language } from "@/lib/messages/language";
import { words } from "@/lib/words";

export type Terms = {
  title: string;
  version: string;
  sections: readonly { id: string; title: string; text: string }[];
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

/** Keeps that the person accepted the version they were shown, and goes on. @throws NotSignedIn, DomainError entry.termsChanged */
export async function acceptTerms(caller: Caller, version: number): Promise<Opened> {
  return inStage(caller, "TERMS", async (ctx) => {
    const [row] = await ctx.tx.$queryRaw<{ accepted: boolean }[]>`
      SELECT own_accept_terms(${version}::int, ${caller.address}) AS accepted`;
    if (!row?.accepted) throw new DomainError("entry.termsChanged");
    await ctx.audit("terms.accepted", `v${version}`);
    return passStage(ctx, caller);
  });
}
