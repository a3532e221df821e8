import { verify } from "@node-rs/argon2";
import { signIn } from "@/lib/auth/commands";
import { hashPassword } from "@/lib/auth/passwords";
import { openDatabase } from "@/lib/db";
import type { Line } from "@/tests/bench/report";
import { median, type Stage } from "@/tests/bench/stage";
import { clave } from "@/tests/support/login";
import { addressOf } from "@/tests/support/roles";
import { stranger } from "@/tests/support/token";

const rounds = 60;

/** Coming in, from the usuario to the open session, its try counted and given back, beside one verification of the same argon2id hash. */
export async function benchLogin({ owner }: Stage): Promise<Line> {
  const database = openDatabase(addressOf("app_web"), { connectionsMax: 2 });
  const hash = await hashPassword(clave);
  const [ours, one]: [number[], number[]] = [[], []];
  try {
    for (let round = -5; round < rounds; round += 1) {
      const entered = await timed(() => signIn(stranger(), { usuario: "maker1", clave }, "bench"));
      const verified = await timed(() => verify(hash, clave));
      if (round < 0) continue;
      ours.push(entered);
      one.push(verified);
    }
    await owner.query("UPDATE session SET ended_at = now() WHERE device = 'bench' AND ended_at IS NULL");
  } finally {
    await database.$disconnect();
  }
  return { work: "login", ours: median(ours), beside: "one argon2id", peer: median(one), goal: 1.3, notes: [] };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
