import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";

const pausesMs = [50, 100, 200, 400, 800];
const patienceMs = 10 * 60_000;

/**
 * Connections for the queue's own statements. While the database is away, whoever asks for one waits for one that answers, ten
 * minutes at the most: a job's end that cannot be written down the moment it is known would end the worker, in a rejection
 * that its library leaves to nobody.
 */
export class PatientPool extends pg.Pool {
  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Parameters<pg.Pool["connect"]>[0]): void;
  override connect(callback?: Parameters<pg.Pool["connect"]>[0]): Promise<pg.PoolClient> | undefined {
    if (!callback) return this.#patiently();
    super.connect(callback);
    return undefined;
  }

  async #patiently(): Promise<pg.PoolClient> {
    const deadline = Date.now() + patienceMs;
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await answering(await super.connect());
      } catch (error) {
        if (this.ending || Date.now() > deadline) throw error;
        await wait(pausesMs[Math.min(attempt, pausesMs.length - 1)], undefined, { ref: false });
      }
    }
  }
}

/** A connection that lay idle may be dead without having heard of it. */
async function answering(client: pg.PoolClient): Promise<pg.PoolClient> {
  try {
    await client.query("SELECT 1");
    return client;
  } catch (error) {
    client.release(true);
    throw error;
  }
}
