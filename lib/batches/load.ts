import type pg from "pg";
import { CopyStream } from "@/lib/batches/copy-stream";
import { type CheckFacts, crossCheck } from "@/lib/batches/cross-checks";
import { type LotOptions, type ParsedFile, parseBatchFile } from "@/lib/batches/parse";
import type { Encoding } from "@/lib/files/encoding";
import { type Fault, fileFault } from "@/lib/files/fault";
import { fileKind } from "@/lib/files/kind";

/** The lot to load, as its row and product say; amounts in whole cents. */
export type LotToLoad = LotOptions & {
  tenantId: number;
  batchId: bigint;
  productId: number;
  encoding: Encoding;
  fileHash: string;
};

export type Verdict = {
  /** ok = may be confirmed, warnings or not; file = the file itself is refused and keeps no lines; lines = some lines have faults. */
  kind: "ok" | "file" | "lines";
  lineCount: number;
  totalCents: bigint;
  faultCount: number;
  warningCount: number;
  linesHash: string | null;
  contentHash: string | null;
  sampleNames: string[];
};

export type Progress = { linesRead: number; faultsFound: number };

const faultsHeldMax = 5_000;

/**
 * Reads a lot's file into its lines and faults, checks it against the company's records, and says what came of it.
 * Runs inside a transaction of the caller's, with app.tenant set, on a connection that may become `loader`: rolled back, nothing stays.
 */
export async function loadBatch(
  client: pg.ClientBase,
  lot: LotToLoad,
  source: AsyncIterable<Uint8Array>,
  onProgress: (progress: Progress) => void = () => {},
): Promise<Verdict> {
  // PostgreSQL takes a lot that was only just loaded for one of a few lines: nested loops and sorts, which it would choose for
  // those, take minutes for a hundred thousand; hashes are as good for few. A statement that must sort (ORDER BY, DISTINCT ON)
  // would have it prefer a nested loop in order all the same: the checks have none over all lines.
  await client.query(
    "SET LOCAL work_mem = '96MB'; SET LOCAL enable_nestloop = off; SET LOCAL enable_sort = off; SAVEPOINT load",
  );
  const parsed = await loadLines(client, lot, source, onProgress);
  if (parsed.fileFault) return refuseFile(client, lot, parsed.fileFault);
  const facts: CheckFacts = {
    ...lot,
    header: parsed.header,
    contentHash: parsed.contentHash,
    mayRepeat: parsed.mayRepeat,
  };
  const { sameContentIn, faultCount, warningCount } = await crossCheck(client, facts);
  if (faultCount === 0 && sameContentIn)
    return refuseFile(client, lot, fileFault("sameContentOpen", 0, { batch: sameContentIn }));
  return {
    kind: faultCount === 0 ? "ok" : "lines",
    lineCount: parsed.lineCount,
    totalCents: parsed.totalCents,
    faultCount,
    warningCount,
    linesHash: faultCount === 0 ? parsed.linesHash : null,
    contentHash: faultCount === 0 ? parsed.contentHash : null,
    sampleNames: parsed.sampleNames,
  };
}

async function loadLines(
  client: pg.ClientBase,
  lot: LotToLoad,
  source: AsyncIterable<Uint8Array>,
  onProgress: (progress: Progress) => void,
): Promise<ParsedFile> {
  const copy = new CopyStream(client, lot);
  const faults: Fault[] = [];
  const faultyLines: { line: number; cells: string[] }[] = [];
  const progress: Progress = { linesRead: 0, faultsFound: 0 };
  const { first, whole } = await withFirstChunk(source);
  const kind = fileKind(first);
  if (kind !== "text") return refusedKind(kind);
  const pages = parseBatchFile(whole, lot);
  for (;;) {
    const step = await pages.next();
    if (step.done) {
      await copy.close();
      if (!step.value.fileFault) await insertFaults(client, lot, faults, faultyLines);
      return step.value;
    }
    await copy.write(step.value.lines);
    faults.push(...step.value.faults);
    faultyLines.push(...step.value.faultyLines);
    progress.linesRead += step.value.lines.length + step.value.faultyLines.length;
    progress.faultsFound += step.value.faults.length;
    onProgress({ ...progress });
    if (faults.length > faultsHeldMax) {
      await copy.close();
      await insertFaults(client, lot, faults.splice(0), faultyLines.splice(0));
    }
  }
}

function refusedKind(kind: string): ParsedFile {
  const fault = fileFault("wrongKind", 0, { kind });
  return {
    header: [],
    lineCount: 0,
    totalCents: 0n,
    faultCount: 0,
    fileFault: fault,
    mayRepeat: false,
    linesHash: "",
    contentHash: "",
    sampleNames: [],
  };
}

/** The first bytes, to tell what the file is, and a source that still begins with them. */
async function withFirstChunk(
  source: AsyncIterable<Uint8Array>,
): Promise<{ first: Uint8Array; whole: AsyncIterable<Uint8Array> }> {
  const chunks = source[Symbol.asyncIterator]();
  const start = await chunks.next();
  const first = start.done ? new Uint8Array(0) : start.value;
  async function* whole() {
    if (start.done) return;
    yield first;
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value;
  }
  return { first, whole: whole() };
}

/** A refused file leaves no line behind, only the one fault that says why. */
async function refuseFile(client: pg.ClientBase, lot: LotToLoad, fault: Fault): Promise<Verdict> {
  await client.query("ROLLBACK TO SAVEPOINT load");
  await insertFaults(client, lot, [fault], []);
  return {
    kind: "file",
    lineCount: 0,
    totalCents: 0n,
    faultCount: 1,
    warningCount: 0,
    linesHash: null,
    contentHash: null,
    sampleNames: [],
  };
}

async function insertFaults(
  client: pg.ClientBase,
  lot: LotToLoad,
  faults: Fault[],
  faultyLines: { line: number; cells: string[] }[],
): Promise<void> {
  await client.query(
    `INSERT INTO batch_fault (tenant_id, batch_id, severity, line, col, field, value, code, proposal, params)
     SELECT $1, $2, 'FAULT', f.line, f."column", f.field, f.value, f.code, f.proposal, f.params
       FROM jsonb_to_recordset($3::jsonb) AS f (line int, "column" int, field text, value text, code text, proposal text, params jsonb)`,
    [lot.tenantId, lot.batchId, JSON.stringify(faults)],
  );
  await client.query(
    `INSERT INTO batch_faulty_line (tenant_id, batch_id, line, cells)
     SELECT $1, $2, (f ->> 'line')::int, ARRAY(SELECT jsonb_array_elements_text(f -> 'cells')) FROM jsonb_array_elements($3::jsonb) f`,
    [lot.tenantId, lot.batchId, JSON.stringify(faultyLines)],
  );
}
