import { randomUUID } from "node:crypto";
import pg from "pg";
import { beforeAll, expect, test } from "vitest";
import { abandonUpload, receiveUpload } from "@/lib/batches/upload";
import { runStep } from "@/lib/command";
import { asOwner, demonstration, outcomeOf, recharge, signedIn, upload } from "@/tests/support/make";

beforeAll(demonstration);

const uploadOf = async (id: string) =>
  (
    await asOwner<{ status: string; chunks: string }>(
      "SELECT status::text, (SELECT count(*) FROM upload_chunk WHERE upload_id = $1) AS chunks FROM upload WHERE id = $1",
      [id],
    )
  )[0];
const trailOf = async (id: string) =>
  (await asOwner<{ event: string }>("SELECT event FROM audit_event WHERE subject = $1 ORDER BY id", [id])).map(
    (row) => row.event,
  );

test("the same id twice at once makes one lot, and the other is refused", async () => {
  const maker = await signedIn("maker1");
  const bytes = recharge(3);
  const id = randomUUID();
  let oneEnded = () => {};
  const ended = new Promise<void>((resolve) => {
    oneEnded = resolve;
  });
  async function* body() {
    await ended;
    yield bytes;
  }
  const announced = { id, type: "RECARGA", fileName: "x.txt", contentLength: BigInt(bytes.length) } as const;
  const send = () => outcomeOf(receiveUpload(maker, announced, body())).finally(oneEnded);
  const outcomes = await Promise.all([send(), send()]);
  expect(outcomes.sort()).toEqual(["batch.sameFileAtOnce", "ok"]);
  expect(await asOwner("SELECT 1 FROM batch WHERE upload_id = $1", [id])).toHaveLength(1);
  expect(await uploadOf(id)).toMatchObject({ status: "STORED" });
});

test("an id that another send of other content writes between looking and writing is refused, not an error of ours", async () => {
  const maker = await signedIn("maker1");
  const id = randomUUID();
  const other = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await other.connect();
  try {
    await other.query("BEGIN");
    await other.query(
      `INSERT INTO upload (id, tenant_id, product_id, membership_id, type, file_name, content_length)
       SELECT $1, t.id, p.id, m.id, 'RECARGA', 'x.txt', 5 FROM tenant t JOIN product p ON p.tenant_id = t.id AND p.code = 'P1'
         JOIN membership m ON m.tenant_id = t.id JOIN app_user u ON u.id = m.user_id AND u.username = 'maker1' WHERE t.code = 'E1'`,
      [id],
    );
    const sending = outcomeOf(upload(maker, recharge(3), { id }));
    await expect
      .poll(() => asOwner("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query ILIKE '%upload%'"))
      .toHaveLength(1);
    await other.query("COMMIT");
    expect(await sending).toBe("batch.uploadRepeated");
  } finally {
    await other.end();
  }
  expect(await uploadOf(id)).toEqual({ status: "RECEIVING", chunks: "0" });
});

test("a file that came short is abandoned: no bytes stay, the trail says so", async () => {
  const maker = await signedIn("maker1");
  const id = randomUUID();
  async function* body() {
    yield Buffer.from("short");
  }
  const announced = { id, type: "RECARGA", fileName: "x.txt", contentLength: 500n } as const;
  expect(await outcomeOf(receiveUpload(maker, announced, body()))).toBe("batch.sizeDiffers");
  expect(await uploadOf(id)).toEqual({ status: "ABANDONED", chunks: "0" });
  expect(await trailOf(id)).toEqual(["upload.begun", "upload.abandoned"]);
  expect(await runStep(maker, "batch.upload", (ctx) => abandonUpload(ctx, id))).toBe(false);
});

test("what was stored is not abandoned", async () => {
  const maker = await signedIn("maker1");
  const id = randomUUID();
  await upload(maker, recharge(2), { id });
  expect(await runStep(maker, "batch.upload", (ctx) => abandonUpload(ctx, id))).toBe(false);
  expect(await uploadOf(id)).toEqual({ status: "STORED", chunks: "1" });
});
