/** So long an enrolment that was begun waits for its first code. */
export const enrolmentMinutes = 15;
/** So long a passkey may take to answer what it was asked. */
export const challengeMinutes = 5;
/** So many questions to a person's passkeys wait at once; a new one makes the oldest end. */
export const challengesMax = 5;
export const recoveryCodesMade = 10;
export const passkeysMax = 10;
/** Bytes of a passkey's id and key, and characters of its name (passkey_* in the database). */
export const passkeySizes = { id: { least: 16, most: 1_023 }, key: { least: 32, most: 4_096 }, name: 60 } as const;

/** Crockford's digits: no letter among them that is read as another. */
export const recoveryDigits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** What a person typed where a token is asked: the six digits of now, or one of their recovery codes by its mark and the rest. */
export type TypedCode = { kind: "totp"; code: string } | { kind: "recovery"; mark: string; rest: string };

/** Reads it as it is shown, in groups; null when it is neither. Digits of other scripts are not guessed at. */
export function typedCode(text: string): TypedCode | null {
  const plain = text.replace(/[ \t\u00a0-]/g, "");
  if (/^[0-9]{6}$/.test(plain)) return { kind: "totp", code: plain };
  const spelled = plain.toUpperCase().replace(/O/g, "0").replace(/[IL]/g, "1");
  if (!/^[0-9A-HJKMNP-TV-Z]{12}$/.test(spelled) || !/^[\x21-\x7e]+$/.test(plain)) return null;
  return { kind: "recovery", mark: spelled.slice(0, 2), rest: spelled.slice(2) };
}

/** A secret or a code in groups of four, to be read aloud or typed by hand. */
export const inGroups = (text: string, joined: string): string => (text.match(/.{1,4}/g) ?? []).join(joined);
