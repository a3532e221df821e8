import { generateSecret, generateSync, generateURI, verifySync } from "otplib";

/** RFC 6238 with what every authenticator understands: SHA-1, six digits, thirty seconds. */
export const stepSeconds = 30;

/** A new secret: 20 random bytes in base32. */
export const newSecret = (): string => generateSecret({ length: 20 });

/** The code of a secret (base32) at an instant. */
export const codeAt = (secret: string, at: Date): string => generateSync({ secret, epoch: epochOf(at) });

/** Which step of thirty seconds a code belongs to, of the one that runs and its two neighbours; null when it is no code of them. */
export function stepOfCode(secret: string, code: string, now: Date): bigint | null {
  const found = verifySync({ secret, token: code, epoch: epochOf(now), epochTolerance: stepSeconds });
  return found.valid && "timeStep" in found ? BigInt(found.timeStep) : null;
}

/** What an authenticator reads from a picture: whose secret it is, and for which portal. */
export const enrolmentAddress = (secret: string, username: string): string =>
  generateURI({ issuer: "Contrafirma", label: username, secret });

const epochOf = (at: Date): number => Math.floor(at.getTime() / 1000);
