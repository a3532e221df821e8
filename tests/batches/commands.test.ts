import { beforeAll, describe, expect, test } from "vitest";
import {
  annulBatch,
  confirmBatch,
  deleteBatch,
  rejectBatch,
  signBatches,
  withdrawSignature,
} from "@/lib/batches/commands";
import { listFaults } from "@/lib/batches/queries";
import { read } from "@/lib/command";
import {
  asOwner,
  batchOf,
  confirm,
  confirmedBatch,
  demonstration,
  idsOf,
  loaded,
  orderedBatch,
  outcomeOf,
  prepare,
  recharge,
  run,
  sample,
  sign,
  signedIn,
  statusOf,
  upload,
  validated,
} from "@/tests/support/make";

beforeAll(demonstration);

describe("loading a file", () => {
  test("recarga-200 is valid, with its lines, total and trail", async () => {
    const maker = await signedIn("maker1");
    const number = await loaded(maker, sample("recarga-200.txt"));
    const batch = await batchOf(maker, number);
    expect(batch).toMatchObject({
      status: "VALID",
      lineCount: 200,
      totalCents: 8_038_819_900n,
      faultCount: 0,
      warningCount: 0,
      encoding: "utf-8",
    });
    const { id } = await idsOf(maker, number);
    const [stored] = await asOwner<{ count: string; hash: string }>(
      "SELECT count(*), batch_lines_hash($1) AS hash FROM batch_line WHERE batch_id = $1",
      [id],
    );
    expect(stored?.count).toBe("200");
    expect(stored?.hash).toBe(
      (await asOwner<{ lines_hash: string }>("SELECT lines_hash FROM batch WHERE id = $1", [id]))[0]?.lines_hash,
    );
    const trail = await asOwner<{ event: string }>("SELECT event FROM audit_event WHERE subject = $1 ORDER BY id", [
      number,
    ]);
    expect(trail.map((row) => row.event)).toEqual(["batch.uploaded", "batch.validating", "batch.validated"]);
    await run(maker, "batch.delete", (ctx) => deleteBatch(ctx, { lote: number }));
  });

  test("recarga-errores names its seven faults with line, column and value", async () => {
    const maker = await signedIn("maker1");
    const number = await loaded(maker, sample("recarga-errores.txt"));
    const batch = await batchOf(maker, number);
    expect(batch).toMatchObject({ status: "INVALID", lineCount: 9, faultCount: 7 });
    const faults = await read(maker, "batch.read", (ctx) => listFaults(ctx, batch.id, "FAULT"));
    expect(faults.map(({ line, column, code, value }) => [line, column, code, value])).toEqual([
      [3, 3, "amountAmbiguous", "1.500"],
      [4, 2, "cardUnknown", "99999999"],
      [5, 1, "documentTypeUnknown", "XX"],
      [6, 3, "amountNegative", "-20000,00"],
      [7, 3, "amountDecimals", "20000,005"],
      [8, 2, "duplicate", "10000001"],
      [9, 2, "documentCheckDigit", "900512347-1"],
    ]);
    expect(faults.find((fault) => fault.code === "duplicate")?.params).toEqual({ line: "2" });
    const outcome = await outcomeOf(confirm(maker, number));
    expect(outcome).toBe("batch.hasFaults");
    await run(maker, "batch.delete", (ctx) => deleteBatch(ctx, { lote: number }));
    expect(await statusOf(maker, number)).toBe("ANNULLED");
  });

  test("emision-25 keeps its names, from Windows-1252", async () => {
    const maker = await signedIn("maker1");
    const number = await loaded(maker, sample("emision-25.csv"), { type: "EMISION" });
    const batch = await batchOf(maker, number);
    expect(batch).toMatchObject({ status: "VALID", lineCount: 25, encoding: "windows-1252" });
    const { id } = await idsOf(maker, number);
    const names = await asOwner<{ fields: string }>(
      "SELECT line_fields('EMISION', l) AS fields FROM batch_line l WHERE batch_id = $1 ORDER BY line LIMIT 3",
      [id],
    );
    expect(names.map((row) => row.fields.split("\u001f").slice(2, 4).join(" "))).toEqual([
      "Andrés Muñoz",
      "María José Ibáñez",
      "Óscar Núñez",
    ]);
  });

  test("a control line that differs refuses the file with both numbers and keeps no line and no original", async () => {
    const maker = await signedIn("maker1");
    const number = await loaded(maker, sample("recarga-control.csv"));
    const batch = await batchOf(maker, number);
    expect(batch).toMatchObject({ status: "INVALID", lineCount: 0, faultCount: 1 });
    const [fault] = await read(maker, "batch.read", (ctx) => listFaults(ctx, batch.id, "FAULT"));
    expect(fault).toMatchObject({ code: "controlTotal" });
    const [left] = await asOwner<{ lines: string; chunks: string }>(
      "SELECT (SELECT count(*) FROM batch_line WHERE batch_id = $1) AS lines, (SELECT count(*) FROM upload_chunk c JOIN batch b ON b.upload_id = c.upload_id WHERE b.id = $1) AS chunks",
      [batch.id],
    );
    expect(left).toEqual({ lines: "0", chunks: "0" });
  });

  test("the same file is refused while it is open, also when two arrive at once", async () => {
    const maker = await signedIn("maker1");
    const bytes = recharge(4);
    const outcomes = await Promise.all([outcomeOf(upload(maker, bytes)), outcomeOf(upload(maker, bytes))]);
    expect(outcomes.filter((outcome) => outcome === "ok")).toHaveLength(1);
    expect(outcomes.find((outcome) => outcome !== "ok")).toMatch(/^batch\.sameFile(Open|AtOnce)$/);
    expect(await outcomeOf(upload(maker, bytes))).toBe("batch.sameFileOpen");
  });

  test("the same lines in another order are the same content", async () => {
    const maker = await signedIn("maker1");
    const bytes = recharge(6);
    await loaded(maker, bytes);
    const [header, ...lines] = bytes.toString().trim().split("\n");
    const turned = await loaded(maker, Buffer.from([header, ...lines.reverse()].join("\n")));
    const batch = await batchOf(maker, turned);
    expect(batch.status).toBe("INVALID");
    const [fault] = await read(maker, "batch.read", (ctx) => listFaults(ctx, batch.id, "FAULT"));
    expect(fault?.code).toBe("sameContentOpen");
  });

  test("the same upload sent twice is one lot", async () => {
    const maker = await signedIn("maker1");
    const id = "3f2c4a52-6f0e-4c6e-9d0f-0f4e1d0a7b11";
    const bytes = recharge(5);
    const first = await upload(maker, bytes, { id });
    expect(await upload(maker, bytes, { id })).toBe(first);
    expect(await outcomeOf(upload(maker, recharge(7), { id }))).toBe("batch.uploadRepeated");
  });

  test("a file whose size differs from what was announced leaves nothing", async () => {
    const maker = await signedIn("maker1");
    const { receiveUpload } = await import("@/lib/batches/upload");
    async function* short() {
      yield recharge(2);
    }
    const announced = {
      id: "3f2c4a52-6f0e-4c6e-9d0f-0f4e1d0a7b12",
      type: "RECARGA" as const,
      fileName: "x.txt",
      contentLength: 9_999n,
    };
    expect(await outcomeOf(receiveUpload(maker, announced, short()))).toBe("batch.sizeDiffers");
    expect(await asOwner("SELECT 1 FROM upload_chunk WHERE upload_id = $1", [announced.id])).toEqual([]);
  });

  test("other types are refused for now", async () => {
    const maker = await signedIn("maker1");
    expect(await outcomeOf(upload(maker, recharge(2), { type: "CARGO" }))).toBe("batch.typeNotYet");
  });

  test("the same person with another amount is a warning, accepted only with a reason", async () => {
    const maker = await signedIn("maker1");
    const text = "tipo_documento;numero_documento;monto;referencia\nCC;10000001;777,00;w\nCC;10000001;778,00;w\n";
    const number = await loaded(maker, Buffer.from(text));
    expect(await batchOf(maker, number)).toMatchObject({ status: "VALID", warningCount: 1, faultCount: 0 });
    expect(await outcomeOf(confirm(maker, number))).toBe("batch.reasonNeeded");
    await confirm(maker, number, "Son dos auxilios");
    expect(await statusOf(maker, number)).toBe("CONFIRMED");
  });
});

describe("signing", () => {
  test("two people sign, one after the other: the second issues the order", async () => {
    const number = await confirmedBatch();
    const ana = await signedIn("firma1");
    expect(await sign(ana, [number])).toEqual([]);
    expect(await statusOf(ana, number)).toBe("PARTLY_SIGNED");
    const [order] = await sign(await signedIn("firma2"), [number]);
    expect(order).toMatch(/^OS-\d{4}-\d{6}$/);
    expect(await statusOf(ana, number)).toBe("AUTHORIZED");
  });

  test("two people sign at the same instant: one is first, the other authorizes", async () => {
    const number = await confirmedBatch();
    const people = await Promise.all(["firma1", "firma2"].map((name) => signedIn(name)));
    const outcomes = await Promise.all(people.map((person) => outcomeOf(sign(person, [number]))));
    expect(outcomes).toEqual(["ok", "ok"]);
    const [first] = people;
    if (!first) throw new Error("two people");
    expect(await statusOf(first, number)).toBe("AUTHORIZED");
    expect(
      await asOwner("SELECT 1 FROM service_order o JOIN batch b ON b.order_id = o.id WHERE b.number = $1", [number]),
    ).toHaveLength(1);
  });

  test("one person's three presses sign once", async () => {
    const number = await confirmedBatch();
    const ana = await signedIn("firma1");
    const confirmacion = await prepare(ana, [number]);
    const presses = [1, 2, 3].map(() => outcomeOf(run(ana, "batch.sign", (ctx) => signBatches(ctx, { confirmacion }))));
    expect((await Promise.all(presses)).sort()).toEqual(["confirm.used", "confirm.used", "ok"]);
    expect(await statusOf(ana, number)).toBe("PARTLY_SIGNED");
    expect(await outcomeOf(sign(ana, [number]))).toBe("batch.alreadySigned");
  });

  test("the preparer may not sign, even with the permission; nor does the database let it", async () => {
    const number = await confirmedBatch();
    await asOwner(
      "INSERT INTO profile_permission (tenant_id, profile_id, service, permission) SELECT p.tenant_id, p.id, 'lotes.autorizacion', unnest(ARRAY['WEB', 'batch.sign']) FROM profile p JOIN tenant t ON t.id = p.tenant_id WHERE t.code = 'E1' AND p.name = 'Preparación'",
    );
    const maker = await signedIn("maker1");
    expect(await outcomeOf(sign(maker, [number]))).toBe("batch.makerSigns");
    const signing = asOwner(
      `INSERT INTO signature (tenant_id, batch_id, batch_version, ordinal, membership_id, document, digest, confirmation_id)
       SELECT b.tenant_id, b.id, b.version, 1, b.uploaded_by, u.document, b.digest, (SELECT id FROM confirmation WHERE tenant_id = b.tenant_id LIMIT 1)
         FROM batch b JOIN membership m ON m.id = b.uploaded_by JOIN app_user u ON u.id = m.user_id WHERE b.number = $1`,
      [number],
    );
    await expect(signing).rejects.toThrow(/who prepared lot/);
    await asOwner(
      "DELETE FROM profile_permission WHERE permission = 'batch.sign' AND profile_id IN (SELECT id FROM profile WHERE name = 'Preparación')",
    );
  });

  test("in a company of one signature, one is enough", async () => {
    const { order } = await orderedBatch(2, "E2");
    expect(order).toMatch(/^OS-/);
  });

  test("por lote makes an order each, por tipo de lote one for all of a type", async () => {
    const lots = [await confirmedBatch(1), await confirmedBatch(2), await confirmedBatch(3)];
    const [ana, luis] = [await signedIn("firma1"), await signedIn("firma2")];
    await sign(ana, lots);
    expect(await sign(luis, lots.slice(0, 2), "lote")).toHaveLength(2);
    const more = await confirmedBatch(4);
    await sign(ana, [more]);
    expect(await sign(luis, [lots[2] ?? "", more], "tipo")).toHaveLength(1);
  });

  test("what changed after it was shown is not signed", async () => {
    const number = await confirmedBatch();
    const ana = await signedIn("firma1");
    const confirmacion = await prepare(ana, [number]);
    await asOwner("UPDATE batch SET version = version + 1, digest = repeat('0', 64) WHERE number = $1", [number]);
    expect(await outcomeOf(run(ana, "batch.sign", (ctx) => signBatches(ctx, { confirmacion })))).toBe(
      "confirm.changed",
    );
    expect(await statusOf(ana, number)).toBe("CONFIRMED");
  });

  test("a line that someone altered behind the product is seen before anything is shown", async () => {
    const number = await confirmedBatch();
    await asOwner(
      "SET session_replication_role = replica; UPDATE batch_line SET reference = reference || 'x' WHERE batch_id = (SELECT id FROM batch WHERE number = '" +
        number +
        "') AND line = 2",
    );
    expect(await outcomeOf(prepare(await signedIn("firma1"), [number]))).toBe("confirm.changed");
  });

  test("a statement is its owner's, lives five minutes and works once", async () => {
    const number = await confirmedBatch();
    const ana = await signedIn("firma1");
    const confirmacion = await prepare(ana, [number]);
    const luis = await signedIn("firma2");
    expect(await outcomeOf(run(luis, "batch.sign", (ctx) => signBatches(ctx, { confirmacion })))).toBe(
      "confirm.expired",
    );
    await asOwner("UPDATE confirmation SET expires_at = now() - interval '1 second' WHERE id = $1", [confirmacion]);
    expect(await outcomeOf(run(ana, "batch.sign", (ctx) => signBatches(ctx, { confirmacion })))).toBe(
      "confirm.expired",
    );
  });

  test("reject, withdraw and annul: each in its state, each with its trail", async () => {
    const [ana, luis] = [await signedIn("firma1"), await signedIn("firma2")];
    const number = await confirmedBatch();
    const { version } = await batchOf(ana, number);
    expect(
      await outcomeOf(run(ana, "batch.withdraw", (ctx) => withdrawSignature(ctx, { lote: number, version }))),
    ).toBe("batch.stateChanged");
    await sign(ana, [number]);
    expect(
      await outcomeOf(run(luis, "batch.withdraw", (ctx) => withdrawSignature(ctx, { lote: number, version }))),
    ).toBe("batch.notYourSignature");
    await run(ana, "batch.withdraw", (ctx) => withdrawSignature(ctx, { lote: number, version }));
    expect(await statusOf(ana, number)).toBe("CONFIRMED");
    await sign(ana, [number]);
    await run(luis, "batch.reject", (ctx) => rejectBatch(ctx, { lote: number, version, motivo: "Monto equivocado" }));
    expect(await statusOf(ana, number)).toBe("REJECTED");
    const other = await confirmedBatch();
    const seen = await batchOf(ana, other);
    await run(ana, "batch.annul", (ctx) =>
      annulBatch(ctx, { lote: other, version: seen.version, motivo: "Ya no se paga" }),
    );
    expect(await batchOf(ana, other)).toMatchObject({ status: "ANNULLED", endReason: "Ya no se paga" });
  });

  test("sign, annul and reject at once: exactly one wins", async () => {
    const number = await confirmedBatch();
    const [ana, luis, oscar] = [await signedIn("firma1"), await signedIn("firma2"), await signedIn("firma3")];
    const { version } = await batchOf(ana, number);
    await sign(oscar, [number]);
    const confirmacion = await prepare(ana, [number]);
    const outcomes = await Promise.all([
      outcomeOf(run(ana, "batch.sign", (ctx) => signBatches(ctx, { confirmacion }))),
      outcomeOf(run(luis, "batch.annul", (ctx) => annulBatch(ctx, { lote: number, version, motivo: "Ya no se paga" }))),
      outcomeOf(
        run(luis, "batch.reject", (ctx) => rejectBatch(ctx, { lote: number, version, motivo: "Monto equivocado" })),
      ),
    ]);
    expect(outcomes.filter((outcome) => outcome === "ok")).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === "batch.stateChanged")).toHaveLength(2);
  });

  test("a lot of another company and one that is not there answer alike, and a selection with one is refused whole", async () => {
    await asOwner("UPDATE counter SET last = last + 5000 WHERE tenant_id = (SELECT id FROM tenant WHERE code = 'E2')");
    const [mine, theirs] = [await confirmedBatch(), await confirmedBatch(2, "E2")];
    const ana = await signedIn("firma1");
    expect(await outcomeOf(prepare(ana, [theirs, mine]))).toBe("NotFound");
    expect(await outcomeOf(prepare(ana, ["L-2026-999999", mine]))).toBe("NotFound");
    expect(await statusOf(ana, mine)).toBe("CONFIRMED");
  });
});

test("a confirmation of something else than what is there now is refused", async () => {
  const maker = await signedIn("maker1");
  const number = await loaded(maker, recharge(3));
  const { version, seen } = await batchOf(maker, number);
  const input = { lote: number, version, visto: seen, motivo: "" };
  expect(
    await outcomeOf(run(maker, "batch.confirm", (ctx) => confirmBatch(ctx, { ...input, version: version + 1 }))),
  ).toBe("confirm.changed");
  expect(
    await outcomeOf(run(maker, "batch.confirm", (ctx) => confirmBatch(ctx, { ...input, visto: "0".repeat(64) }))),
  ).toBe("confirm.changed");
  await validated(maker, number);
  expect(await statusOf(maker, number)).toBe("VALID");
});
