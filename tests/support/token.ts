import { randomUUID } from "node:crypto";
import type { Caller } from "@/lib/context";
import { codeAt, stepOfCode, stepSeconds } from "@/lib/tokens/totp";
import { demoSecret } from "@/prisma/seed/demonstration";

/** The code that a person's token of the demonstration shows so many steps from now. */
export const tokenOf = (username: string, steps = 0): string => codeOf(demoSecret(username), steps);

/** The code of a secret so many steps from now. */
export const codeOf = (secret: string, steps = 0): string =>
  codeAt(secret, new Date(Date.now() + steps * stepSeconds * 1000));

/** Six digits that are no code of a person's token, now or a minute from now. */
export function wrongToken(username: string): string {
  const wrong = (code: string) =>
    [0, 60_000].every((later) => stepOfCode(demoSecret(username), code, new Date(Date.now() + later)) === null);
  return ["000000", "111111", "222222", "333333"].find(wrong) ?? "444444";
}

/** Nobody, from an address. */
export const stranger = (): Caller => ({
  token: null,
  company: null,
  product: null,
  address: "203.0.113.7",
  requestId: randomUUID(),
});
