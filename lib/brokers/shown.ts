import { beyond, type Holding, type Section } from "@/lib/brokers/rules";

// What the screens of somebody of a team are told.

/** Somebody who gives in a broker, by its name, and what they hold there. */
export type Giver = { name: string; own: Holding };

/**
 * Where a section, or its download, may be given: `nowhere` says why in none of the givers' brokers (it takes a Gerencial's rank, or they do
 * not have it themselves), `lacking` in which of several not.
 */
export function whoMayGive(
  givers: readonly Giver[],
  section: Section,
  kind: "sections" | "downloads",
): { nowhere: "rank" | "sections" | null; lacking: string[] } {
  const given: Holding = { role: "EJECUTIVO", sections: [section], downloads: kind === "downloads" ? [section] : [] };
  const refused = givers.flatMap(({ name, own }) => {
    const over = beyond(own, given);
    return over ? [{ name, kind: over.kind }] : [];
  });
  const lacking = refused.map(({ name }) => name);
  return refused.length < givers.length ? { nowhere: null, lacking } : { nowhere: refused[0]?.kind ?? null, lacking };
}

/** What ends when somebody leaves a team, counted. */
export type DepartureFacts = {
  /** They belong somewhere else: sessions, claves and tokens stay theirs, and are none of these. */
  elsewhere: boolean;
  sessions: number;
  lentKeys: number;
  tokens: number;
  passkeys: number;
  recoveryCodes: number;
  drafts: number;
  /** What they had begun and nobody decided. */
  withdrawn: number;
  /** What they answered for and somebody else does now. */
  handedOver: number;
};

const effects = [
  "sessions",
  "lentKeys",
  "tokens",
  "passkeys",
  "recoveryCodes",
  "drafts",
  "withdrawn",
  "handedOver",
] as const satisfies readonly (keyof DepartureFacts)[];

/** Each effect with its count, in the order in which it is read; what is theirs elsewhere is none. */
export const effectsOf = (facts: DepartureFacts): [(typeof effects)[number], number][] =>
  effects.filter((effect) => !facts.elsewhere || !ofPerson.includes(effect)).map((effect) => [effect, facts[effect]]);
const ofPerson: readonly string[] = ["sessions", "lentKeys", "tokens", "passkeys", "recoveryCodes"];

/** How a departure is called in its receipt: `S-000012`. */
export const departureReference = (number: number): string => `S-${String(number).padStart(6, "0")}`;

/** Its number by that; null for what names none. */
export function departureNumber(reference: string): number | null {
  const digits = /^S-0*([1-9]\d{0,8})$/.exec(reference)?.[1];
  return digits === undefined || departureReference(Number(digits)) !== reference ? null : Number(digits);
}
