import { randomInt } from "node:crypto";
import { takeTry } from "@/lib/auth/attempts";
import { normalUsername, type RecoveryInput } from "@/lib/auth/schema";
import { temporaryWords } from "@/lib/auth/temporary-words";
import type { Caller } from "@/lib/context";
import { database } from "@/lib/db";
import { type SecretsKeys, seal } from "@/lib/secrets";

/**
 * Somebody asks for a way back in. Whoever they are it is the same work and the same silence: what they typed goes sealed to the worker,
 * which alone looks whether it belongs together. Thirty an hour and address; what is beyond is let go as silently. A usuario's three an
 * hour are counted by the worker, of what belongs together: whoever knows no more than the usuario keeps nobody from a way back in.
 */
export async function askRecovery(
  caller: Caller,
  { usuario, nit, correo }: RecoveryInput,
  keys: SecretsKeys,
): Promise<void> {
  const username = normalUsername(usuario);
  const { taken } = await takeTry("recovery", { address: caller.address });
  const { address, requestId } = caller;
  if (!taken) {
    await database().$executeRaw`
      SELECT audit_refusal(NULL, ${username}, 'recovery.asked', 'access.tooManyTries', ${address}, ${requestId}, '{}'::jsonb)`;
    return;
  }
  const facts: RecoveryFacts = { username, taxDigits: digitsOf(nit), email: correo.normalize("NFC").toLowerCase() };
  const sealed = seal(keys, JSON.stringify(facts), { purpose: "recovery", owner: requestId });
  await database().$executeRaw`SELECT recovery_ask(${sealed}, ${username}, ${address}, ${requestId})`;
}

/** Whether mails are being sent late just now, whoever they are for. */
export async function isMailLate(): Promise<boolean> {
  const [row] = await database().$queryRaw<{ late: boolean }[]>`SELECT mail_is_late() AS late`;
  return row?.late ?? false;
}

export type RecoveryFacts = { username: string; taxDigits: string; email: string };

const digitsOf = (text: string): string => text.normalize("NFKC").replace(/\D/g, "");

const wordCount = 4;

/** A clave to be lent: four words of 256 and six figures, 52 random bits that one can read from a mail and type. */
export function temporaryPassword(): string {
  const chosen = Array.from({ length: wordCount }, () => temporaryWords[randomInt(temporaryWords.length)]);
  return [...chosen, randomInt(1_000_000).toString().padStart(6, "0")].join("-");
}
