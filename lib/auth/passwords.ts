import { hash, verify } from "@node-rs/argon2";
import { DomainError } from "@/lib/errors";

// More than OWASP's argon2id minimum (19 MiB, two passes, one lane), which a present core does in 7 ms.
const cost = { memoryCost: 32_768, timeCost: 2, parallelism: 1 } as const;
const waitingMax = 50;

// The hash of a random clave nobody holds: verifying against it costs what verifying a real one costs.
const nobody = "$argon2id$v=19$m=32768,t=2,p=1$n9shdTuNeB/37DfK1lurQw$wMQMGo9vTTsX37+E0jsgiQq9RfE9lXrLshdtUtTE/9Q";

/** Strangers at the login and people of a session who type their clave again wait apart: a flood of the first delays none of the second. */
const lanes = { login: lane(), signedIn: lane() };

/** Argon2id hash of a clave, as stored. */
export async function hashPassword(password: string): Promise<string> {
  return lanes.signedIn(() => hash(password, cost));
}

/** Whether the clave is the stored one; takes the same time when nothing is stored. @throws DomainError access.busy */
export async function passwordMatches(
  stored: string | null,
  password: string,
  from: keyof typeof lanes,
): Promise<boolean> {
  const [matches = false] = await passwordsMatch([stored], password, from);
  return matches;
}

/** Refuses before any work is done for whom there will be no turn. @throws DomainError access.busy */
export function requireTurn(from: keyof typeof lanes): void {
  if (lanes[from].isFull()) throw new DomainError("access.busy");
}

/**
 * Which of these the clave is, one after the other in one turn until one matches; as long for those that are not there. A refusal thus
 * takes the same time whatever is stored, and who is right is not kept waiting. @throws DomainError access.busy
 */
export async function passwordsMatch(
  stored: readonly (string | null)[],
  password: string,
  from: keyof typeof lanes,
): Promise<boolean[]> {
  return lanes[from](async () => {
    const found: boolean[] = [];
    for (const one of stored) {
      found.push((await verify(one ?? nobody, password)) && one !== null);
      if (found.at(-1)) break;
    }
    return found;
  });
}

/** One hash at once and so many in wait, so that a flood leaves the pages their share. */
function lane() {
  const waiting: (() => void)[] = [];
  let running = false;
  const isFull = () => waiting.length >= waitingMax;
  const turn = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (running) {
      if (isFull()) throw new DomainError("access.busy");
      await new Promise<void>((go) => waiting.push(go));
    }
    running = true;
    try {
      return await work();
    } finally {
      // The turn passes from hand to hand: nobody who comes in between takes it.
      const next = waiting.shift();
      if (next) next();
      else running = false;
    }
  };
  return Object.assign(turn, { isFull });
}
