import { DomainError, type RefusalCode, type RefusalParams } from "@/lib/errors";
import { refusalSentence } from "@/lib/words";
import { type Answer, type Person, person, press } from "@/tests/support/person";
import { rounds } from "@/tests/support/soak";
import type { Two } from "@/tests/support/two";

// Who presses what at the same instant, over both portals, and what each of them reads.

export type Press = readonly [who: Person, action: string, fields: Record<string, string | readonly string[]>];

export const done = "done";

/** What a person reads when something is refused, word for word. */
export const says = (code: RefusalCode, params: RefusalParams = {}): string =>
  refusalSentence(new DomainError(code, params), { currency: "COP", timeZone: "America/Bogota", language: "es" });

/** What an answer tells: `done`, or the sentence. @throws Error when the portal said neither */
export function told(answer: Answer): string {
  if (answer.kind === "silent") throw new Error(`A portal answered ${answer.status} and no sentence`);
  return answer.kind === "done" ? done : answer.message;
}

/**
 * Presses at the same instant, by turns at the two portals. Where they press different things, the quicker one would always
 * win: round by round another of them has a head start, the others looking at a page first, and in one round of each turn
 * nobody has. What each reads, in their order.
 */
export async function race(
  at: Pick<Two, "origin" | "webs">,
  round: number,
  presses: readonly Press[],
): Promise<string[]> {
  const alike = new Set(presses.map(([, action]) => action)).size === 1;
  const favourite = alike ? presses.length : round % (presses.length + 1);
  return Promise.all(
    presses.map(async ([who, action, fields], index) => {
      const web = at.webs[(index + round) % 2] ?? at.webs[0];
      if (favourite < presses.length && index !== favourite) await look(web, who);
      return told(await press(at, web, who, action, fields));
    }),
  );
}

async function look(web: string, who: Person): Promise<void> {
  const page = await fetch(`${web}/empresas/${who.company}/${who.product}`, { headers: { Cookie: who.cookie } });
  await page.text();
}

/** Counts what was told over the rounds of a race; prints one line, numbers of lots and orders left out. */
export function tallyOf(name: string) {
  const counts = new Map<string, number>();
  let run = 0;
  return {
    add(read: readonly string[]): void {
      run += 1;
      for (const one of read) {
        const plain = one.replace(/\b(L|OS)-\d{4}-\d{6}/g, "…");
        counts.set(plain, (counts.get(plain) ?? 0) + 1);
      }
    },
    print(): void {
      const outcomes = [...counts]
        .sort()
        .map(([outcome, count]) => `${count} × ${outcome === done ? done : `"${outcome}"`}`);
      console.log(`${name}: ${run} rounds, ${outcomes.join(", ")}`);
    },
  };
}

/** Rounds made ready together: few enough that sessions, statements and codes stay fresh. */
const blockMax = 50;

let cast = new Map<string, Person>();
/** The people of this block of rounds: a session each, so that none grows old. */
export async function people(...names: string[]): Promise<Person[]> {
  for (const name of names) if (!cast.has(name)) cast.set(name, await person(name));
  return names.map((name) => cast.get(name) as Person);
}

/** Runs a race its number of rounds on things made ready in blocks, and prints one line about it. */
export async function rounded<Thing>(
  name: string,
  make: (count: number) => Promise<Thing[]>,
  play: (thing: Thing, round: number) => Promise<string[]>,
): Promise<void> {
  const tally = tallyOf(name);
  for (let round = 0; round < rounds; ) {
    cast = new Map();
    for (const thing of await make(Math.min(rounds - round, blockMax))) tally.add(await play(thing, round++));
  }
  tally.print();
}

export const winners = (read: readonly string[]) => read.filter((one) => one === done).length;
export const losers = (read: readonly string[]) => read.filter((one) => one !== done);

/** Work on many things, so many at once. Results in the things' order. */
export async function atOnce<Thing, Result>(
  things: readonly Thing[],
  most: number,
  work: (thing: Thing, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = things.entries();
  const lane = async () => {
    for (const [index, thing] of waiting) results[index] = await work(thing, index);
  };
  await Promise.all(Array.from({ length: most }, lane));
  return results;
}
