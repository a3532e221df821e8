import { type Language, languages } from "@/lib/messages/language";

/** A session that nobody uses ends after so long; enter() in the database has the same limit (tests/access/sessions.test.ts). */
export const idleLimitSeconds = 600;

/** Its use is written down once in so many seconds, so it may end that much earlier than whoever uses it counts. */
export const idleSlackSeconds = 10;

/** So long before the end the person is asked whether they are still there. */
export const idleWarningSeconds = 60;

/** So long before its eight hours are over the person is told. */
export const lifeWarningSeconds = 300;

/** Why a session is over: its person closed it from another or changed the clave; nobody used it, its eight hours passed; or something else. */
export type SessionEnd = "CLOSED" | "PASSWORD" | "IDLE" | "EXPIRED" | "ENDED";

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

/** What a person still does between their clave and the portal, in this order; `DONE` is in (next_stage in the database). */
export const stages = ["TOKEN", "TERMS", "PASSWORD", "DONE"] as const;
export type Stage = (typeof stages)[number];
export type AskedStage = Exclude<Stage, "DONE">;

/** The version of the terms that is asked for; a new text is a new number (terms_version in the database). */
export const termsVersion = 1;

export type AttemptKind = "login" | "password" | "token" | "code" | "recovery";
export type AttemptScope = "person" | "device" | "address" | "company";

/**
 * How many tries of a kind by whom or where, within how many minutes, and how long each pause after them is: the first,
 * the second and so on, the last for ever. attempt_rule() in the database says the same (tests/auth/attempts.test.ts).
 */
export function attemptRule(
  kind: AttemptKind,
  scope: AttemptScope,
): { most: number; minutes: number; pauses: number[] } {
  if (kind === "recovery") return { most: scope === "person" ? 3 : 30, minutes: 60, pauses: [60] };
  const pauses = [1, 2, 5, 15, 60];
  if (scope === "address") return { most: 100, minutes: 15, pauses };
  if (scope === "company") return { most: 200, minutes: 15, pauses };
  // A code has five tries of its own (lib/approvals/confirmations.ts); a person may use several at once.
  return { most: kind === "code" ? 50 : 5, minutes: 24 * 60, pauses };
}
