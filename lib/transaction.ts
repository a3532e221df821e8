import { database, isConflict, type Tx } from "@/lib/db";

const transactionLimits = { maxWait: 5_000, timeout: 20_000 } as const;
const triesMax = 4;

/** One transaction, tried again when the database reports a conflict. */
export async function inTransaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await database().$transaction(work, transactionLimits);
    } catch (error) {
      if (!isConflict(error) || attempt === triesMax) throw error;
    }
  }
}
