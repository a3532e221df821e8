import { z } from "zod";
import { batchTypes } from "@/lib/batches/layouts";
import { receiveUpload } from "@/lib/batches/upload";
import { DomainError } from "@/lib/errors";
import { shown } from "@/lib/files/fault";
import { streamed } from "@/lib/web/doors";
import { ownWords } from "@/lib/web/preferences";

const announcedSchema = z.strictObject({
  id: z.uuid(),
  tipo: z.enum(batchTypes),
  nombre: z
    .string()
    .min(1)
    .max(500)
    .transform((name) => shown(name, 200)),
});

/** A lot's file as raw bytes; id, tipo and nombre in the query. Its length must be announced, and is compared. */
export const POST = streamed({ asks: "batch.upload" }, async (caller, request) => {
  const query = announcedSchema.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!query.success) throw new DomainError("access.malformed");
  const length = request.headers.get("content-length");
  if (length === null || !/^\d{1,12}$/.test(length)) {
    return Response.json({ message: (await ownWords())("batches.upload.lengthNeeded") }, { status: 411 });
  }
  if (BigInt(length) === 0n || !request.body) throw new DomainError("batch.emptyFile");
  const { id, tipo, nombre } = query.data;
  const announced = { id, type: tipo, fileName: nombre, contentLength: BigInt(length) };
  const number = await receiveUpload(caller, announced, request.body);
  return Response.json({ number }, { status: 201 });
});
