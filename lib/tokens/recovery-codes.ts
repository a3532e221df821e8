import { randomInt } from "node:crypto";
import { hashPassword, passwordMatches } from "@/lib/auth/passwords";
import { inGroups, recoveryCodesMade, recoveryDigits } from "@/lib/tokens/rules";

export type RecoveryCode = { mark: string; hash: string; shown: string };

/**
 * Ten codes of one use: two digits by which one is found, and ten more (50 bits) hashed with argon2id as a clave is. Shown as
 * three groups of four.
 */
export async function newRecoveryCodes(): Promise<RecoveryCode[]> {
  const marks = new Set<string>();
  while (marks.size < recoveryCodesMade) marks.add(randomDigits(2));
  return Promise.all(
    [...marks].map(async (mark) => {
      const rest = randomDigits(10);
      return { mark, hash: await hashPassword(rest), shown: inGroups(mark + rest, "-") };
    }),
  );
}

/** Whether the rest of a code is the stored one; takes the same time where no code has that mark. @throws DomainError access.busy */
export const recoveryCodeMatches = (hash: string | null, rest: string): Promise<boolean> =>
  passwordMatches(hash, rest, "signedIn");

const randomDigits = (count: number): string =>
  Array.from({ length: count }, () => recoveryDigits[randomInt(recoveryDigits.length)]).join("");
