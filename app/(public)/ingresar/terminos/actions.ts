"use server";
import { acceptTermsSchema } from "@/lib/auth/schema";
import { acceptTerms } from "@/lib/auth/terms";
import { DomainError } from "@/lib/errors";
import { stageAction } from "@/lib/web/doors";

export const acceptTermsAction = stageAction(
  { asks: "entry", stage: "TERMS", input: acceptTermsSchema },
  async (caller, { acepto, version, visto }) => {
    if (!acepto) throw new DomainError("entry.termsNotAccepted");
    return acceptTerms(caller, { version, seen: visto });
  },
);
