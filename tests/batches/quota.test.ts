import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { receiveUpload } from "@/lib/batches/upload";
import type { Caller } from "@/lib/context";
import { asOwner, demonstration, outcomeOf, recharge, signedIn, upload } from "@/tests/support/make";

let maker: Caller;

beforeAll(demonstration);
beforeEach(async () => {
  await asOwner("UPDATE upload SET created_at = created_at - interval '2 hours' WHERE status = 'RECEIVING'");
  maker = await signedIn("maker2", "E2");
});

/** So many uploads of a person within this hour, placed behind the product. */
const placed = (username: string, count: number) =>
  asOwner(
    `INSERT INTO upload (id, tenant_id, product_id, membership_id, type, file_name, content_length)
     SELECT gen_random_uuid(), m.tenant_id, p.id, m.id, 'RECARGA', 'x', 0 FROM membership m JOIN app_user u ON u.id = m.user_id AND u.username = $1
       JOIN product p ON p.tenant_id = m.tenant_id AND p.code = 'P9', generate_series(1, $2)`,
    [username, count],
  );
const outcome = (id: string = randomUUID(), caller = maker, bytes = recharge(2, { first: 20_000_001 })) =>
  outcomeOf(upload(caller, bytes, { id }));

test("a person's 120 uploads an hour, and not one more", async () => {
  await placed("maker2", 119);
  expect(await outcome()).toBe("ok");
  expect(await outcome()).toBe("batch.quota");
});

test("a company's 600 an hour, whoever sends them", async () => {
  await placed("firma9", 599);
  const before = await asOwner<{ n: number }>(
    "SELECT count(*)::int AS n FROM upload u JOIN tenant t ON t.id = u.tenant_id WHERE t.code = 'E2' AND u.created_at > now() - interval '1 hour'",
  );
  if ((before[0]?.n ?? 0) < 600) expect(await outcome()).toBe("ok");
  expect(await outcome()).toBe("batch.quota");
});

async function* nothing(): AsyncGenerator<Uint8Array> {}

test("a file larger than its product takes is refused by what it announces, without a row", async () => {
  const id = randomUUID();
  const announced = { id, type: "RECARGA" as const, fileName: "x.txt", contentLength: 67_108_865n };
  expect(await outcomeOf(receiveUpload(await signedIn("maker1"), announced, nothing()))).toBe("batch.tooLarge");
  expect(await asOwner("SELECT 1 FROM upload WHERE id = $1", [id])).toEqual([]);
});

test("an id sent again is the same lot only to the same person, product and size", async () => {
  const [maker1, id] = [await signedIn("maker1"), randomUUID()];
  const bytes = recharge(3);
  const number = await upload(maker1, bytes, { id });
  expect(await upload(maker1, bytes, { id })).toBe(number);
  expect(await outcome(id, { ...maker1, product: "P2" }, bytes)).toBe("batch.uploadRepeated");
  expect(await outcome(id, maker1, Buffer.concat([bytes, bytes]))).toBe("batch.uploadRepeated");
  expect(await outcomeOf(upload(maker1, bytes, { id, type: "EMISION" }))).toBe("batch.uploadRepeated");
  // Another company's ids are its own.
  expect(await outcome(id)).not.toBe("batch.uploadRepeated");
});
