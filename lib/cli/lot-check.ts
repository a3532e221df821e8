import { createHash, randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { parseArgs } from "node:util";
import pg from "pg";
import { type BatchType, batchTypes } from "@/lib/batches/layouts";
import { type LotToLoad, loadBatch, type Verdict } from "@/lib/batches/load";
import { withEmbedded } from "@/lib/cli/data-dir";
import { Refusal, runMain } from "@/lib/cli/fault";
import { workerConfig } from "@/lib/config";
import type { Country } from "@/lib/files/documents";
import { EncodingDetector } from "@/lib/files/encoding";
import { cliMessages } from "@/lib/messages/es/cli";

type Asked = { type: BatchType; file: string; company: string; product: string };

/** `npm run lot:check -- TYPE FILE [--company E1 --product P1]`: the worker's verdict on a file, as JSON; nothing is kept. */
async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { company: { type: "string", default: "E1" }, product: { type: "string", default: "P1" } },
  });
  const [type, file] = positionals;
  if (!(batchTypes as readonly string[]).includes(type ?? "") || !file) throw new Refusal(cliMessages.lotCheck.usage);
  const { databaseUrl } = workerConfig(withEmbedded());
  const verdict = await checkLot(databaseUrl, { type: type as BatchType, file, ...values });
  process.stdout.write(`${JSON.stringify(verdict)}\n`);
}

/** The verdict of a file by the code the worker uses, in a transaction that is rolled back. */
async function checkLot(databaseUrl: string, asked: Asked) {
  const client = new pg.Client({ connectionString: databaseUrl });
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.query("BEGIN");
    const lot = await placeLot(client, asked);
    const verdict = await loadBatch(client, lot, createReadStream(asked.file, { highWaterMark: 1 << 20 }));
    return { ...printable(verdict), list: await faultsOf(client, lot) };
  } finally {
    await client.query("ROLLBACK").catch(() => undefined);
    await client.end();
  }
}

/** The row that faults must belong to, as an upload would have made it. */
async function placeLot(client: pg.Client, { type, file, company, product }: Asked): Promise<LotToLoad> {
  const { sha256, encoding, bytes } = await examine(file);
  const place = await client.query<{ tenant: number }>("SELECT tenant_of($1) AS tenant", [company]);
  const tenantId = place.rows[0]?.tenant;
  if (!tenantId) throw new Refusal(cliMessages.lotCheck.noProduct);
  await client.query("SELECT set_config('app.tenant', $1, true)", [String(tenantId)]);
  const { rows } = await client.query<{
    id: number;
    lines_max: number;
    min: string;
    max: string;
    country: Country;
    member: number;
  }>(
    `SELECT p.id, p.lines_max, p.amount_min_cents::text AS min, p.amount_max_cents::text AS max, c.country,
            (SELECT m.id FROM membership m WHERE m.tenant_id = p.tenant_id ORDER BY m.id LIMIT 1) AS member
       FROM product p JOIN company c ON c.tenant_id = p.tenant_id WHERE p.tenant_id = $1 AND p.code = $2`,
    [tenantId, product],
  );
  const [found] = rows;
  if (!found) throw new Refusal(cliMessages.lotCheck.noProduct);
  const upload = randomUUID();
  await client.query(
    "INSERT INTO upload (id, tenant_id, product_id, membership_id, type, file_name, content_length) VALUES ($1, $2, $3, $4, $5, 'lot:check', $6)",
    [upload, tenantId, found.id, found.member, type, bytes],
  );
  // Its number and hash are its own: a check competes with no lot that is open.
  const batch = await client.query<{ id: string }>(
    `INSERT INTO batch (tenant_id, product_id, number, type, upload_id, file_name, file_hash, encoding, uploaded_by)
     VALUES ($1, $2, 'L-0000-000000', $3, $4, 'lot:check', $5, $6, $7) RETURNING id`,
    [tenantId, found.id, type, upload, createHash("sha256").update(upload).digest("hex"), encoding, found.member],
  );
  return {
    tenantId,
    batchId: BigInt(batch.rows[0]?.id ?? 0),
    productId: found.id,
    type,
    encoding,
    fileHash: sha256,
    country: found.country,
    linesMax: found.lines_max,
    amountMinCents: BigInt(found.min),
    amountMaxCents: BigInt(found.max),
  };
}

async function examine(file: string) {
  const hash = createHash("sha256");
  const detector = new EncodingDetector();
  let bytes = 0;
  for await (const chunk of createReadStream(file)) {
    hash.update(chunk);
    detector.push(chunk);
    bytes += chunk.length;
  }
  return { sha256: hash.digest("hex"), encoding: detector.encoding(), bytes };
}

async function faultsOf(client: pg.Client, { tenantId, batchId }: LotToLoad) {
  const { rows } = await client.query(
    `SELECT lower(severity::text) AS severity, line, col AS "column", field, value, code, proposal, params FROM batch_fault
      WHERE tenant_id = $1 AND batch_id = $2 ORDER BY severity, line, id LIMIT 1000`,
    [tenantId, batchId],
  );
  return rows;
}

function printable({ kind, lineCount, totalCents, faultCount, warningCount, linesHash, sampleNames }: Verdict) {
  return {
    verdict: kind,
    faults: faultCount,
    warnings: warningCount,
    lines: lineCount,
    totalCents: totalCents.toString(),
    linesHash,
    sampleNames,
  };
}

if (process.argv[1] === import.meta.filename) await runMain(main);
