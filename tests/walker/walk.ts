import { type Answer, type Person, person, press } from "@/tests/support/person";
import type { Two } from "@/tests/support/two";
import type { Actor } from "@/tests/walker/cast";
import type { Dice } from "@/tests/walker/dice";
import type { Eyes, Seen } from "@/tests/walker/eyes";
import type { Outcome, Said, Told } from "@/tests/walker/told";
import type { Trouble } from "@/tests/walker/trouble";

/** A calculated order that somebody left lying. */
export type Statement = { id: string; owner: string; product: string; lots: readonly string[] };

/** What all walkers share. */
export type Walk = {
  two: Two;
  seed: string;
  eyes: Eyes;
  told: Told;
  trouble: Trouble;
  statements: Statement[];
  ended: () => boolean;
};

/** One person in one step: their draws, and what lay before them when it began. */
export type Step = {
  walk: Walk;
  actor: Actor;
  who: Person;
  draw: Dice;
  seen: Seen;
  /** Names the step: the same in a replay. */
  mark: string;
};

const requestMs = 60_000;

/** A session of a person, tried again while the database is down. */
export async function enter(walk: Walk, { username, company, product }: Actor): Promise<Person> {
  for (;;) {
    const from = Date.now();
    try {
      return await person(username, company, product);
    } catch (error) {
      if (!walk.trouble.touched(["database"], from, Date.now())) throw error;
      await pause(200);
    }
  }
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** The same, but no longer than the walk lasts. */
export async function nap(walk: Walk, ms: number): Promise<void> {
  const end = Date.now() + ms;
  while (!walk.ended() && Date.now() < end) await pause(Math.min(250, ms));
}

/** Which of the two portals. */
export const somewhere = (draw: Dice): 1 | 2 => (draw.chance(0.5) ? 1 : 2);

export const addressOf = ({ two }: Walk, web: number): string => two.webs[web - 1] ?? two.webs[0];

/** Asks something of a portal within a minute and has the answer taken down. */
export async function heard(walk: Walk, said: Said, ask: () => Promise<Answer>): Promise<Outcome> {
  const from = Date.now();
  let timer: NodeJS.Timeout | undefined;
  const overdue = new Promise<Error>((resolve) => {
    timer = setTimeout(() => resolve(new Error(`nothing within ${requestMs} ms`)), requestMs);
  });
  const answer = await Promise.race([ask().catch((error: unknown) => asError(error)), overdue]);
  clearTimeout(timer);
  return walk.told.hear(said, answer, from);
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

type About = Omit<Said, "actor" | "web" | "verb">;
type Fields = Record<string, string | readonly string[]>;
export type Button = { verb: Said["verb"]; action: string; fields: Fields; about: About };

/** Presses a button at one of the portals, or at both in the same instant, as somebody does who is impatient. */
export async function pressed(step: Step, button: Button): Promise<Outcome[]> {
  const { walk, actor, who, draw } = step;
  const first = somewhere(draw);
  const twice = draw.chance(0.12);
  const { verb, action, fields, about } = button;
  return Promise.all(
    (twice ? [first, 3 - first] : [first]).map((web) =>
      heard(walk, { actor, verb, web, ...about }, () => press(walk.two, addressOf(walk, web), who, action, fields)),
    ),
  );
}

export const isDone = (outcome: Outcome): outcome is Extract<Outcome, { kind: "done" }> => outcome.kind === "done";

/** The id of a statement at the end of an address. */
export const statementIn = (address: string | null): string | null =>
  /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(address ?? "")?.[0] ?? null;

export const statementOf = (outcomes: readonly Outcome[]): string | null =>
  statementIn(outcomes.find(isDone)?.to ?? null);
