import { database } from "@/lib/db";
import { log } from "@/lib/log";

export type Outside = "mail" | "bank" | "core" | "anchors";
type Outcome = { kind: string; detail?: string; why?: string; permanent?: boolean };
type Calls = Record<string, (...args: never[]) => Promise<Outcome>>;

/** What is the same again is told again after so long. */
const toldAgainMs = 10_000;
const told = new Map<Outside, { why: string | null; at: number }>();

/** Keeps for the desk that something outside did what was asked of it, or why not. Nobody waits for it, and it fails alone. */
export function noteOutside(name: Outside, why: string | null): void {
  const last = told.get(name);
  const now = performance.now();
  if (last && last.why === why && now - last.at < toldAgainMs) return;
  told.set(name, { why, at: now });
  database().$executeRaw`SELECT outside_note(${name}, ${why})`.catch((error: unknown) =>
    log.warn({ err: error, outside: name }, "how something outside answers was not noted"),
  );
}

/** The same gateway, each of its answers noted: an answer of any kind is one, only `unknown` and a mail server's no for now are failures. */
export function noted<Gateway extends Calls>(name: Outside, gateway: Gateway): Gateway {
  const calls = Object.entries(gateway).map(([verb, call]) => [
    verb,
    async (...args: never[]) => {
      const outcome = await call(...args);
      noteOutside(name, failureOf(outcome));
      return outcome;
    },
  ]);
  return Object.fromEntries(calls);
}

function failureOf(outcome: Outcome): string | null {
  if (outcome.kind === "unknown") return outcome.detail ?? outcome.why ?? "unexpected";
  return outcome.kind === "refused" && outcome.permanent === false ? "refused" : null;
}
