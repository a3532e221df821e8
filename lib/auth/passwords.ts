import { hash, verify } from "@node-rs/argon2";
import { DomainError } from "@/lib/errors";

// OWASP's argon2id minimum: 19 MiB, two passes, one lane.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const atOnceMax = 2;
const waitingMax = 50;

// The hash of a random clave nobody holds: verifying against it costs what verifying a real one costs.
const nobody = "$argon2id$v=19$m=19456,t=2,p=1$/jR+0/n9uThvIB8oWOqTig$47fjSUzRrSPUDJ1a7X0T1zDxnpXHBwBKvb/Qm3zzrPw";

let running = 0;
const waiting: (() => void)[] = [];

/** Argon2id hash of a clave, as stored. */
export async function hashPassword(password: string): Promise<string> {
  return bounded(() => hash(password, cost));
}

/** Whether the clave is the stored one; takes the same time when nothing is stored. @throws DomainError access.busy */
export async function passwordMatches(stored: string | null, password: string): Promise<boolean> {
  const matches = await bounded(() => verify(stored ?? nobody, password));
  return stored !== null && matches;
}

/** Few hashes at once, so that a flood of logins leaves the pages their share. */
async function bounded<Result>(work: () => Promise<Result>): Promise<Result> {
  if (waiting.length >= waitingMax) throw new DomainError("access.busy");
  if (running >= atOnceMax) await new Promise<void>((go) => waiting.push(go));
  running += 1;
  try {
    return await work();
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
}
