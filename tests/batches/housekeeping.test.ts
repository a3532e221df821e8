import { beforeAll, expect, test } from "vitest";
import { expireBatch, runHousekeeping } from "@/lib/batches/housekeeping";
import {
  asOwner,
  asWorker,
  confirmedBatch,
  demonstration,
  idsOf,
  sign,
  signedIn,
  statusOf,
} from "@/tests/support/make";

beforeAll(demonstration);

test("a lot waits thirty days for its signatures; then it has expired and what it had is void", async () => {
  const signer = await signedIn("firma1");
  const number = await confirmedBatch();
  await sign(signer, [number]);
  const { id, tenant } = await idsOf(signer, number);
  const aged = (days: number) =>
    asOwner("UPDATE batch SET confirmed_at = now() - make_interval(days => $2) WHERE id = $1", [id, days]);
  await aged(29);
  await asWorker(() => runHousekeeping());
  // Also when it is asked by name: the time is looked at where the lot is locked.
  await asWorker(() => expireBatch(tenant, id));
  expect(await statusOf(signer, number)).toBe("PARTLY_SIGNED");
  await aged(31);
  await asWorker(() => runHousekeeping());
  expect(await statusOf(signer, number)).toBe("EXPIRED");
  expect(await asOwner("SELECT 1 FROM signature WHERE batch_id = $1 AND voided_at IS NULL", [id])).toEqual([]);
});
