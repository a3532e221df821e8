import { beforeAll, expect, test } from "vitest";
import { assert } from "@/lib/assert";
import { lockBatch, moveBatch } from "@/lib/batches/store";
import { DomainError } from "@/lib/errors";
import { refusalSentence } from "@/lib/words";
import { confirmedBatch, demonstration, run, signedIn } from "@/tests/support/make";

beforeAll(demonstration, 60_000);

test("a move that another came before is refused with the state the lot is in now, in the words of the screens", async () => {
  const number = await confirmedBatch();
  const signer = await signedIn("firma1");
  const late = run(signer, "batch.annul", async (ctx) => {
    const batch = await lockBatch(ctx, number);
    await moveBatch(ctx, { ...batch, status: "PARTLY_SIGNED" }, "ANNULLED", { endedBy: ctx.actor.membershipId });
  });
  const refusal = await late.then(
    () => null,
    (error: unknown) => error,
  );
  assert(refusal instanceof DomainError, "a move that came late is refused");
  expect(refusal).toMatchObject({ code: "batch.stateChanged", params: { number, status: "CONFIRMED" } });
  const place = { currency: "COP", timeZone: "America/Bogota" } as const;
  expect(refusalSentence(refusal, { ...place, language: "es" })).toContain("«Por autorizar»");
  expect(refusalSentence(refusal, { ...place, language: "en" })).toContain("To authorize");
});
