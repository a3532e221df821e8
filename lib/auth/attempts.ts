import { createHash } from "node:crypto";
import { isIPv6 } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import type { AttemptKind, AttemptScope } from "@/lib/auth/rules";
import { alreadyRecorded, recordRefusal } from "@/lib/command";
import type { Caller } from "@/lib/context";
import { database } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { log } from "@/lib/log";

/** By whom and where a try is counted; a person by their usuario as kept, a company by its code. */
export type AttemptKeys = { person?: string; device?: string; address?: string; companies?: readonly string[] };

type Taken = { taken: true; remaining: number | null } | { taken: false; seconds: number };

/** Takes a try, of every key or of none, in a transaction of its own: before anything is verified. */
export async function takeTry(kind: AttemptKind, keys: AttemptKeys): Promise<Taken> {
  const { scopes, hashes } = countedBy(keys);
  const [row] = await database().$queryRaw<{ taken: boolean; remaining: number | null; seconds: number | null }[]>`
    SELECT taken, remaining, seconds FROM attempt_take(${kind}, ${scopes}, ${hashes})`;
  return row?.taken ? { taken: true, remaining: row.remaining } : { taken: false, seconds: row?.seconds ?? 60 };
}

/**
 * Gives a try back: `right` lets the person begin anew, `unverified` only undoes the one. Where the database is just away it is asked
 * again, beside the request, until it is back: what nobody got wrong counts against nobody.
 */
export async function giveBack(kind: AttemptKind, keys: AttemptKeys, why: "right" | "unverified"): Promise<void> {
  const { scopes, hashes } = countedBy(keys);
  const give = () =>
    database().$executeRaw`SELECT attempt_give_back(${kind}, ${scopes}, ${hashes}, ${why === "right"})`;
  await give().catch((error: unknown) => {
    log.warn({ err: error, kind }, "a try is given back late");
    void giveLate(give);
  });
}

const lateMs = 250;
const lateTimes = 240;

async function giveLate(give: () => Promise<unknown>): Promise<void> {
  for (let time = 0; time < lateTimes; time += 1) {
    await wait(lateMs, undefined, { ref: false });
    try {
      return void (await give());
    } catch {
      // Still away.
    }
  }
}

/** The keys of somebody in a session: themselves, where they are, and the company they were found to be working for. */
export function keysOf(caller: Caller, person: string, company: string | null = null): AttemptKeys {
  return { person, address: caller.address, companies: company === null ? [] : [company] };
}

/**
 * Verifies a secret that a person in a session typed: takes a try first, gives it back when it was right or could not be verified.
 * `verify` says whether it was right, or which refusal says that it was not. The last try, gone wrong, ends the session.
 * @throws DomainError access.tooManyTries, access.triesEndedSession, or what says that it was wrong
 */
export async function guarded(
  caller: Caller,
  kind: AttemptKind,
  keys: AttemptKeys,
  verify: () => Promise<boolean | DomainError>,
): Promise<void> {
  const tried = await takeTry(kind, keys);
  if (!tried.taken) throw new DomainError("access.tooManyTries", { minutes: Math.ceil(tried.seconds / 60) });
  let found: boolean | DomainError;
  try {
    found = await verify();
  } catch (error) {
    await giveBack(kind, keys, "unverified");
    throw error;
  }
  if (found === true) return giveBack(kind, keys, "right");
  if (tried.remaining === 0 && caller.token) throw await endedByTries(caller, kind);
  throw found || wrong(kind, tried.remaining ?? 0);
}

function wrong(kind: AttemptKind, left: number): DomainError {
  if (kind === "password") {
    return left > 2
      ? new DomainError("confirm.wrongPassword", {}, "clave")
      : new DomainError("confirm.wrongPasswordLeft", { left }, "clave");
  }
  if (kind === "token") return new DomainError("confirm.wrongToken", { left }, "token");
  if (kind === "code") return new DomainError("confirm.wrongCode", { left }, "codigo");
  return new DomainError("access.credentials");
}

/** The refusal is told of the person whose session it was, so it is recorded before that session ends. */
async function endedByTries(caller: Caller, kind: AttemptKind): Promise<DomainError> {
  const refusal = new DomainError("access.triesEndedSession");
  await recordRefusal(caller, `${kind}.tried`, refusal);
  await database().$executeRaw`SELECT session_close(${caller.token}, ${caller.address}, ${caller.requestId})`;
  return alreadyRecorded(refusal);
}

/** The scopes and hashes that a try by these keys counts in, as attempt_take() and attempt_give_back() read them. */
export function countedBy({ person, device, address, companies = [] }: AttemptKeys) {
  const all: [AttemptScope, string | undefined][] = [
    ["person", person],
    ["device", device],
    ["address", address && networkOf(address)],
    ...companies.map((code): [AttemptScope, string] => ["company", code]),
  ];
  const given = all.filter((one): one is [AttemptScope, string] => one[1] !== undefined);
  return { scopes: given.map(([scope]) => scope), hashes: given.map(([, key]) => hashed(key)) };
}

/** Who has one address of an IPv6 network of 64 bits has them all: they are counted as one. */
function networkOf(address: string): string {
  if (!isIPv6(address) || /^::ffff:/i.test(address)) return address;
  const [head = "", tail] = address.replace(/%.*/, "").split("::");
  const first = head.split(":");
  const last = tail ? tail.split(":") : [];
  const between = tail === undefined ? 0 : Math.max(0, 8 - first.length - last.length);
  const groups = [...first, ...Array<string>(between).fill("0"), ...last].slice(0, 4);
  return groups.map((group) => Number.parseInt(group || "0", 16).toString(16)).join(":");
}

const hashed = (key: string): Uint8Array<ArrayBuffer> => new Uint8Array(createHash("sha256").update(key).digest());
