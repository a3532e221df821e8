type Asked = {
  kinds: readonly string[];
  /** The kind whose time the others must take. */
  like: string;
  ask: (kind: string) => Promise<unknown>;
  /** What is made ready before each, outside its time. */
  before: () => Promise<unknown>;
  rounds: number;
  /** Less than so far apart is the machine's own noise. */
  noiseMs?: number;
};

const measurements = 5;

/**
 * The kinds that take another time than the one they must be like. What is compared are the quicker rounds, in which the machine had
 * little else to do; on one that is busy a single undisturbed measurement is enough, because a real difference is in all of them.
 */
export async function apartInTime(asked: Asked): Promise<string[]> {
  let apart = await measured(asked);
  for (let again = 1; again < measurements && apart.length > 0; again += 1) apart = await measured(asked);
  return apart;
}

async function measured({ kinds, like, ask, before, rounds, noiseMs = 0 }: Asked): Promise<string[]> {
  const times = new Map<string, number[]>(kinds.map((kind) => [kind, []]));
  for (let round = 0; round < rounds; round += 1) {
    // Each comes first as often as the others: whoever follows another statement of ours waits a little longer.
    const from = round % kinds.length;
    for (const kind of [...kinds.slice(from), ...kinds.slice(0, from)]) {
      await before();
      const began = performance.now();
      await ask(kind);
      times.get(kind)?.push(performance.now() - began);
    }
  }
  const typical = (kind: string) => times.get(kind)?.sort((a, b) => a - b)[Math.floor(rounds / 4)] ?? 0;
  return kinds.filter((kind) => {
    const ratio = typical(kind) / typical(like);
    return Math.abs(typical(kind) - typical(like)) >= noiseMs && (ratio <= 0.6 || ratio >= 1.6);
  });
}
