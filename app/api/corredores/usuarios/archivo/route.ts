import { keepTeamFile } from "@/lib/brokers/bulk";
import { fileBytesMax, readTeamSheet } from "@/lib/brokers/bulk-file";
import { announcedTeamFileSchema } from "@/lib/brokers/schema";
import { formatBytes } from "@/lib/bytes";
import { DomainError } from "@/lib/errors";
import { shown } from "@/lib/files/fault";
import { figureLocales } from "@/lib/money";
import { brokerUpload } from "@/lib/web/broker-doors";
import { ownWords } from "@/lib/web/preferences";

/** A file of a team as raw bytes; empresa, id and nombre in the query. What it would do is kept, and done only from its own page. */
export const POST = brokerUpload(
  { asks: "brokeruser.import", announced: announcedTeamFileSchema, bytesMax: fileBytesMax },
  () => new DomainError("teamFile.tooLarge", { max: formatBytes(BigInt(fileBytesMax), figureLocales.PEN) }),
  async (bytes) => {
    if (bytes.length === 0) throw new DomainError("teamFile.empty");
    const { read, ...file } = await readTeamSheet(bytes);
    if (!read.fault) return { ...file, read };
    const say = await ownWords();
    return Response.json({ message: say(`faults.${read.fault.code}`, read.fault.params) }, { status: 422 });
  },
  async (ctx, { id, nombre }, sheet) => {
    await keepTeamFile(ctx, { id, name: shown(nombre, 200), sheet });
    return Response.json({ number: id }, { status: 201 });
  },
);
