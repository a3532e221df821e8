import "server-only";
import type { Metadata } from "next";
import { cookies, headers } from "next/headers";
import { languageAsked, type Preferences, preferencesFrom, preferencesText } from "@/lib/auth/rules";
import { type Say, words } from "@/lib/words";

const cookie = "__Host-contrafirma-vista";
const attributes = { httpOnly: true, secure: true, sameSite: "lax", path: "/", maxAge: 365 * 24 * 3600 } as const;

/**
 * How this device is spoken to: what its last person keeps, written there at each login and each change, and so known before
 * any session is; else the language its browser asks for.
 */
export async function preferences(): Promise<Preferences> {
  const kept = preferencesFrom((await cookies()).get(cookie)?.value);
  return kept ?? { language: languageAsked((await headers()).get("accept-language")), theme: "system" };
}

/** Writes them on the device of whoever asks. */
export async function keepOnDevice(chosen: Preferences): Promise<void> {
  (await cookies()).set(cookie, preferencesText(chosen), attributes);
}

/** The words of whoever asks. */
export async function ownWords(): Promise<Say> {
  return words((await preferences()).language);
}

/** The title of a page, by its key in the catalogue: `export const generateMetadata = titled("portal.login.title")`. */
export function titled(key: string): () => Promise<Metadata> {
  return async () => ({ title: (await ownWords())(key) });
}
