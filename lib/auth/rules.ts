import { type Language, languages } from "@/lib/messages/language";

/** A session that nobody uses ends after so long; enter() in the database has the same limit (tests/access/sessions.test.ts). */
export const idleLimitSeconds = 600;

/** Its use is written down once in so many seconds, so it may end that much earlier than whoever uses it counts. */
export const idleSlackSeconds = 10;

/** So long before the end the person is asked whether they are still there. */
export const idleWarningSeconds = 60;

/** So long before its eight hours are over the person is told. */
export const lifeWarningSeconds = 300;

/** Why a session is over: its person left, closed it from another or changed the clave; its eight hours passed, nobody used it; or another reason. */
export const sessionEnds = ["LOGOUT", "CLOSED", "PASSWORD", "EXPIRED", "IDLE", "ENDED"] as const;
export type SessionEnd = (typeof sessionEnds)[number];

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

/** In which language a person reads, and on which paper; `system` follows their device. */
export type Preferences = { language: Language; theme: Theme };

/** Preferences as one short text, for a cookie. */
export const preferencesText = ({ language, theme }: Preferences): string => `${language}.${theme}`;

/** Preferences from such a text; null when it is no text of ours. */
export function preferencesFrom(text: string | undefined): Preferences | null {
  const [first, second, more] = text?.split(".") ?? [];
  const language = languages.find((each) => each === first);
  const theme = themes.find((each) => each === second);
  return language && theme && more === undefined ? { language, theme } : null;
}

/** The language that a browser would rather read of those we have (RFC 9110, Accept-Language); Spanish when it names none. */
export function languageAsked(header: string | null): Language {
  const wanted = (header ?? "")
    .slice(0, 200)
    .split(",")
    .map((range) => {
      const [tag = "", quality] = range
        .trim()
        .toLowerCase()
        .split(/\s*;\s*q=/);
      return { language: languages.find((each) => tag.split("-")[0] === each), quality: Number(quality ?? 1) };
    })
    .filter((each) => each.language && each.quality > 0)
    .sort((one, other) => other.quality - one.quality);
  return wanted[0]?.language ?? "es";
}
