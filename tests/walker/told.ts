import type { Permission } from "@/lib/catalog";
import type { Answer } from "@/tests/support/person";
import { type Actor, may } from "@/tests/walker/cast";
import { failure, refusalIn } from "@/tests/walker/sentences";
import type { Trouble } from "@/tests/walker/trouble";

/** One request and what it was about: lots and orders by their numbers, statements by their ids. */
export type Said = {
  actor: Actor;
  verb: Permission;
  /** A press that only leads up to the verb: the order calculated, the code asked for. */
  step?: "calculate" | "code";
  /** 1 or 2, the portal that was asked. */
  web: number;
  lots?: readonly string[];
  order?: string;
  statement?: string;
  upload?: string;
  /** What may be answered "done" once in the life of the product, however often it is asked. */
  once?: string;
};

export type Outcome =
  | { kind: "done"; to: string | null }
  | { kind: "refused"; code: string }
  /** Nobody said what became of it: its process or the database ended underneath. */
  | { kind: "cut" };

export type Heard = Said & { outcome: Outcome };
export type Told = ReturnType<typeof makeTold>;

const longestMs = 45_000;

/**
 * What the walkers were told, which must stay true ever after, and what was wrong in the way it was told: no sentence of the
 * catalogue, no answer at all although nothing was down, "done" to somebody who may not, or twice where once is all there is.
 */
export function makeTold(trouble: Trouble) {
  const heard: Heard[] = [];
  const wrong: string[] = [];
  const counts = new Map<string, Map<string, number>>();
  const doneOnce = new Set<string>();
  const sessionsEnded = new Set<string>();

  function count(what: string, outcome: string): void {
    const row = counts.get(what) ?? new Map<string, number>();
    counts.set(what, row.set(outcome, (row.get(outcome) ?? 0) + 1));
  }

  function judged(said: Said, answer: Answer | Error, from: number, to: number): Outcome {
    const shaken = trouble.touched([`portal-${said.web}`, "database"], from, to);
    const blame = (what: string): Outcome => {
      if (!shaken) wrong.push(`${nameOf(said)}: ${what}`);
      return { kind: "cut" };
    };
    if (to - from > longestMs && !shaken) wrong.push(`${nameOf(said)}: answered after ${to - from} ms`);
    if (answer instanceof Error) return blame(`no answer, ${answer.message} ${String(answer.cause ?? "")}`);
    if (answer.kind === "silent") return blame(`answered ${answer.status} without a sentence`);
    if (answer.kind === "done") return { kind: "done", to: answer.to };
    if (answer.message === failure) return blame("the portal says that it failed");
    const code = refusalIn(answer.message);
    if (code === null) wrong.push(`${nameOf(said)}: "${answer.message}" is no sentence of the catalogue`);
    return { kind: "refused", code: code ?? "unknown" };
  }

  return {
    heard,
    wrong,
    count,
    /** Whether an actor was told that their session ended, since this was last asked. */
    lostSession: ({ name }: Actor): boolean => sessionsEnded.delete(name),
    blame: (what: string) => wrong.push(what),
    /** Takes down an answer that began and ended at these milliseconds. */
    hear(said: Said, answer: Answer | Error, from: number, to = Date.now()): Outcome {
      const outcome = judged(said, answer, from, to);
      count(
        said.step ? `${said.verb}, ${said.step}` : said.verb,
        outcome.kind === "refused" ? outcome.code : outcome.kind,
      );
      heard.push({ ...said, outcome });
      if (outcome.kind === "refused" && sessionOver.has(outcome.code)) sessionsEnded.add(said.actor.name);
      if (outcome.kind === "done") {
        if (!may(said.actor, said.verb)) wrong.push(`${nameOf(said)}: done, and they may not`);
        if (trouble.covered(`inactive ${said.actor.username}`, from, to))
          wrong.push(`${nameOf(said)}: done while they were inactive`);
        if (said.once !== undefined && doneOnce.has(said.once))
          wrong.push(`${nameOf(said)}: done twice (${said.once})`);
        if (said.once !== undefined) doneOnce.add(said.once);
      }
      return outcome;
    },
    /** How often something ended so: a verb "done", a fault by its name. */
    happened: (what: string, outcome = "done"): number => counts.get(what)?.get(outcome) ?? 0,
    /** One line a verb: how often each outcome. */
    table(): string {
      return [...counts]
        .sort()
        .map(([verb, row]) => {
          const parts = [...row].sort(([, one], [, two]) => two - one).map(([outcome, times]) => `${outcome} ${times}`);
          return `${verb.padEnd(22)} ${parts.join(" · ")}`;
        })
        .join("\n");
    },
  };
}

const sessionOver = new Set(["access.sessionEnded", "access.triesEndedSession"]);

const nameOf = ({ actor, verb, web, lots, order, statement, upload }: Said): string =>
  [`${actor.name} (${actor.company})`, verb, `portal-${web}`, ...(lots ?? []), order, statement, upload]
    .filter(Boolean)
    .join(" ");
