import { formatBytes } from "@/lib/bytes";
import { DomainError } from "@/lib/errors";
import { shown } from "@/lib/files/fault";
import { keepInvoiceFile } from "@/lib/invoices/by-file";
import { fileBytesMax } from "@/lib/invoices/rules";
import { announcedFileSchema } from "@/lib/invoices/schema";
import { operatorUpload } from "@/lib/web/operator-doors";

/** A file of invoice numbers as raw bytes; id and nombre in the query. It is kept, and applied only from its own page. */
export const POST = operatorUpload(
  { asks: "invoice.write", announced: announcedFileSchema, bytesMax: fileBytesMax },
  () => new DomainError("invoice.fileTooLarge", { max: formatBytes(BigInt(fileBytesMax)) }),
  async (ctx, { id, nombre }, bytes) => {
    if (bytes.length === 0) throw new DomainError("invoice.fileEmpty");
    await keepInvoiceFile(ctx, { id, name: shown(nombre, 200), bytes });
    return Response.json({ number: id }, { status: 201 });
  },
);
