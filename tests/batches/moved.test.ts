import { beforeAll, expect, test } from "vitest";
import { lockBatch, moveBatch } from "@/lib/batches/store";
import { DomainError } from "@/lib/errors";
import { confirmedBatch, demonstration, run, signedIn } from "@/tests/support/make";

beforeAll(demonstration, 60_000);

test("a move that another came before is refused with the state the lot is in now, in the words of the screens", async () => {
  const number = await confirmedBatch();
  const signer = await signedIn("firma1");
  const late = run(signer, "batch.annul", async (ctx) => {
    const batch = await lockBatch(ctx, number);
    await moveBatch(ctx, { ...batch, status: "PARTLY_SIGNED" }, "ANNULLED", { endedBy: ctx.actor.membershipId });
  });
  await expect(late).rejects.toMatchObject({ code: "batch.stateChanged", params: { number, status: "Por autorizar" } });
  await expect(late).rejects.toBeInstanceOf(DomainError);
});
