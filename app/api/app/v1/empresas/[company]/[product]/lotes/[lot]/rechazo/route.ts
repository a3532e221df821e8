import { rejectBatch } from "@/lib/batches/commands";
import { batchNumber } from "@/lib/batches/schema";
import { appCommand, partOf } from "@/lib/web/app-doors";

export const POST = appCommand("reject", async (ctx, { place, input }) => {
  const lote = partOf(place, "lot", batchNumber);
  await rejectBatch(ctx, { lote, version: input.version, motivo: input.motivo });
  return { numero: lote, estado: "REJECTED" as const };
});
