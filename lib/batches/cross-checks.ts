import type pg from "pg";
import { assert } from "@/lib/assert";
import type { BatchType } from "@/lib/batches/layouts";
import { layouts } from "@/lib/batches/layouts";
import { openStatuses } from "@/lib/batches/rules";

export type CheckFacts = {
  tenantId: number;
  batchId: bigint;
  productId: number;
  type: BatchType;
  fileHash: string;
  contentHash: string;
  /** False when the reading has seen that nobody stands twice. */
  mayRepeat: boolean;
  /** The file's columns in its own order: a fault names the cell where it stands. */
  header: string[];
};

export type CheckResult = {
  faultCount: number;
  warningCount: number /** Number of an open lot with these same lines. */;
  sameContentIn: string | null;
};

const insertFault = "INSERT INTO batch_fault (tenant_id, batch_id, severity, line, col, field, value, code, params)";
const open = openStatuses.map((status) => `'${status}'`).join(", ");

/**
 * Compares a loaded lot with the company's records, each rule one statement over all its lines (lots.md, decisions on
 * duplicates). Lots of one product are compared one after the other, so that of two that arrive at once the second sees the first.
 */
export async function crossCheck(client: pg.ClientBase, facts: CheckFacts): Promise<CheckResult> {
  const { tenantId, batchId, productId, type } = facts;
  await client.query("SELECT pg_advisory_xact_lock(hashtext('cross-check'), $1::int)", [productId]);
  if (facts.mayRepeat) await checkRepeats(client, facts);
  if (type === "RECARGA") await checkCards(client, facts);
  if (type === "EMISION") await checkNewHolders(client, facts);
  if (type === "EMISION") await checkBranches(client, facts);
  await checkAffiliates(client, facts);
  await checkOtherLots(client, facts);
  await checkProcessedBefore(client, facts);
  const { rows } = await client.query<{ faults: string; warnings: string }>(
    `SELECT count(*) FILTER (WHERE severity = 'FAULT') AS faults, count(*) FILTER (WHERE severity = 'WARNING') AS warnings
       FROM batch_fault WHERE tenant_id = $1 AND batch_id = $2`,
    [tenantId, batchId],
  );
  const same = await client.query<{ number: string }>(
    `SELECT number FROM batch WHERE tenant_id = $1 AND product_id = $2 AND type = $3::batch_type AND content_hash = $4 AND id <> $5 AND status IN (${open})`,
    [tenantId, productId, type, facts.contentHash, batchId],
  );
  return {
    faultCount: Number(rows[0]?.faults),
    warningCount: Number(rows[0]?.warnings),
    sameContentIn: same.rows[0]?.number ?? null,
  };
}

/** Where a line says whose it is: the column in the file, the field, and the value as it stands there. */
function identityCell({ header }: CheckFacts): string {
  const column = (field: string) => `nullif(${header.indexOf(field) + 1}, 0)`;
  return `CASE WHEN l.document IS NULL THEN ${column("referencia_tarjeta")} ELSE ${column("numero_documento")} END,
          CASE WHEN l.document IS NULL THEN 'referencia_tarjeta' ELSE 'numero_documento' END,
          coalesce(split_part(l.document, '-', 2), l.card_reference)`;
}

/** Whether lines of the file may name a card instead of a person. */
const namesCards = ({ header }: CheckFacts): boolean => header.includes("referencia_tarjeta");

/** Same person or card again: with the same amount and reference a fault that names the earlier line, else a warning; in EMISION always a fault. */
async function checkRepeats(client: pg.ClientBase, facts: CheckFacts): Promise<void> {
  const { tenantId, batchId, productId, type } = facts;
  const repeated = type === "EMISION" ? "nth > 1" : "nth_same > 1";
  const first = type === "EMISION" ? "first" : "first_same";
  const [who, cards] = namesCards(facts)
    ? [
        "coalesce(l.document, c.document, l.card_reference)",
        "LEFT JOIN card c ON c.tenant_id = $1 AND c.product_id = $3 AND c.reference = l.card_reference",
      ]
    : ["l.document", ""];
  // What repeats is looked for among the names alone, which are few bytes; only its lines are then looked at whole.
  await client.query(
    `WITH named AS NOT MATERIALIZED (
       SELECT l.line, l.document, l.card_reference, l.amount_cents, l.reference, ${who} AS who FROM batch_line l ${cards}
        WHERE l.tenant_id = $1 AND l.batch_id = $2),
     again AS MATERIALIZED (SELECT who FROM named GROUP BY who HAVING count(*) > 1),
     l AS (
       SELECT n.*, min(line) OVER (PARTITION BY who) AS first, row_number() OVER (PARTITION BY who ORDER BY line) AS nth,
              min(line) OVER (PARTITION BY who, amount_cents, coalesce(reference, '')) AS first_same,
              row_number() OVER (PARTITION BY who, amount_cents, coalesce(reference, '') ORDER BY line) AS nth_same
         FROM named n JOIN again USING (who))
     ${insertFault}
     SELECT $1, $2, CASE WHEN ${repeated} THEN 'FAULT' ELSE 'WARNING' END::fault_severity, l.line, ${identityCell(facts)},
            CASE WHEN ${repeated} THEN 'duplicate' ELSE 'samePersonDifferent' END,
            jsonb_build_object('line', CASE WHEN ${repeated} THEN ${first} ELSE first END::text)
       FROM l WHERE nth > 1`,
    cards ? [tenantId, batchId, productId] : [tenantId, batchId],
  );
}

/** The card exists in this product and is active. Another company's card and one that is not there are the same fault. */
async function checkCards(client: pg.ClientBase, facts: CheckFacts): Promise<void> {
  const active = "SELECT FROM card c WHERE c.tenant_id = $1 AND c.product_id = $3 AND c.status = 'ACTIVE'";
  await client.query(
    `${insertFault}
     SELECT $1, $2, 'FAULT', l.line, ${identityCell(facts)},
            CASE own.status WHEN 'BLOCKED' THEN 'cardBlocked' WHEN 'EXPIRED' THEN 'cardExpired' WHEN 'CANCELLED' THEN 'cardCancelled'
                            WHEN 'REPLACED' THEN 'cardCancelled' ELSE 'cardUnknown' END, '{}'
       FROM batch_line l
       LEFT JOIN LATERAL (
         SELECT o.status FROM (
           SELECT id, status FROM card WHERE l.document IS NOT NULL AND tenant_id = $1 AND product_id = $3 AND document = l.document
           UNION ALL
           SELECT id, status FROM card WHERE l.card_reference IS NOT NULL AND tenant_id = $1 AND product_id = $3 AND reference = l.card_reference) o
          ORDER BY o.status = 'BLOCKED' DESC, o.id DESC LIMIT 1) own ON true
      WHERE l.tenant_id = $1 AND l.batch_id = $2 AND NOT EXISTS (${active} AND c.document = l.document)
            ${namesCards(facts) ? `AND NOT EXISTS (${active} AND c.reference = l.card_reference)` : ""}`,
    [facts.tenantId, facts.batchId, facts.productId],
  );
}

/** A new card is for a person who has no live card of this product. */
async function checkNewHolders(client: pg.ClientBase, facts: CheckFacts): Promise<void> {
  await client.query(
    `${insertFault}
     SELECT $1, $2, 'FAULT', l.line, ${identityCell(facts)}, 'personHasCard', '{}'
       FROM batch_line l
       JOIN card c ON c.tenant_id = $1 AND c.product_id = $3 AND c.document = l.document AND c.status IN ('REQUESTED', 'ACTIVE', 'BLOCKED')
      WHERE l.tenant_id = $1 AND l.batch_id = $2`,
    [facts.tenantId, facts.batchId, facts.productId],
  );
}

/** A branch that a line names is one of the company's, and active. */
async function checkBranches(client: pg.ClientBase, { tenantId, batchId, type, header }: CheckFacts): Promise<void> {
  const position = layouts[type].columns.findIndex((column) => column.name === "sucursal") + 1;
  assert(position > 0, "the layout has a branch column");
  await client.query(
    `${insertFault}
     SELECT $1, $2, 'FAULT', l.line, nullif($4::int, 0), 'sucursal', l.branch,
            CASE WHEN b.code IS NULL THEN 'branchUnknown' ELSE 'branchInactive' END, '{}'
       FROM (SELECT line, split_part(line_fields('EMISION', b), E'\\x1f', $3::int) AS branch FROM batch_line b WHERE tenant_id = $1 AND batch_id = $2) l
       LEFT JOIN branch b ON b.tenant_id = $1 AND b.code = l.branch
      WHERE l.branch <> '' AND b.status IS DISTINCT FROM 'ACTIVE'`,
    [tenantId, batchId, position, header.indexOf("sucursal") + 1],
  );
}

/** A third party whose affiliation is no longer active is named by no new line, by document or by a card of theirs. */
async function checkAffiliates(client: pg.ClientBase, facts: CheckFacts): Promise<void> {
  const { rowCount } = await client.query(
    "SELECT FROM affiliate WHERE tenant_id = $1 AND status = 'INACTIVE' LIMIT 1",
    [facts.tenantId],
  );
  if (rowCount === 0) return;
  const cards = `LEFT JOIN card c ON l.document IS NULL AND c.tenant_id = $1 AND c.product_id = $3 AND c.reference = l.card_reference`;
  const named = namesCards(facts);
  await client.query(
    `${insertFault}
     SELECT $1, $2, 'FAULT', l.line, ${identityCell(facts)}, 'affiliateInactive', '{}'
       FROM batch_line l ${named ? cards : ""}
       JOIN affiliate a ON a.tenant_id = $1 AND a.status = 'INACTIVE' AND a.document = ${named ? "coalesce(l.document, c.document)" : "l.document"}
      WHERE l.tenant_id = $1 AND l.batch_id = $2`,
    named ? [facts.tenantId, facts.batchId, facts.productId] : [facts.tenantId, facts.batchId],
  );
}

/** The other lots of the product and type that are open: mostly there are none, and no line need be looked at. */
async function otherOpenLots(
  client: pg.ClientBase,
  { tenantId, batchId, productId, type }: CheckFacts,
): Promise<{ ids: string[]; numbers: string[] }> {
  const { rows } = await client.query<{ id: string; number: string }>(
    `SELECT id, number FROM batch WHERE tenant_id = $1 AND product_id = $2 AND type = $3::batch_type AND id <> $4 AND status IN (${open})`,
    [tenantId, productId, type, batchId],
  );
  return { ids: rows.map(({ id }) => id), numbers: rows.map(({ number }) => number) };
}

/**
 * What a line says waits in another open lot already; the oldest such lot is named. In RECARGA the same person or card, amount
 * and reference: a warning. In EMISION the same person, whatever the amount, since a person has one live card: a fault.
 */
async function checkOtherLots(client: pg.ClientBase, facts: CheckFacts): Promise<void> {
  const other = await otherOpenLots(client, facts);
  if (other.ids.length === 0) return;
  const emission = facts.type === "EMISION";
  const same = emission
    ? "o.document = l.document"
    : `coalesce(o.document, o.card_reference) = coalesce(l.document, l.card_reference)
       AND coalesce(o.amount_cents, -1) = coalesce(l.amount_cents, -1) AND coalesce(o.reference, '') = coalesce(l.reference, '')`;
  await client.query(
    `WITH l AS (
       SELECT l.line, l.document, l.card_reference, min(o.batch_id) AS other_id FROM batch_line l JOIN batch_line o ON ${same}
        WHERE l.tenant_id = $1 AND l.batch_id = $2 AND o.tenant_id = $1 AND o.batch_id = ANY($3::bigint[])
        GROUP BY l.line, l.document, l.card_reference)
     ${insertFault}
     SELECT $1, $2, '${emission ? "FAULT" : "WARNING"}', l.line, ${identityCell(facts)}, '${emission ? "emissionInOtherBatch" : "inOtherBatch"}',
            jsonb_build_object('batch', other.number)
       FROM l JOIN unnest($3::bigint[], $4::text[]) AS other (id, number) ON other.id = l.other_id`,
    [facts.tenantId, facts.batchId, other.ids, other.numbers],
  );
}

/** The same bytes or the same lines were processed before: a warning of the whole lot. */
async function checkProcessedBefore(client: pg.ClientBase, facts: CheckFacts): Promise<void> {
  await client.query(
    `${insertFault}
     SELECT $1, $2, 'WARNING', 0, NULL, NULL, NULL, 'sameFileProcessed', jsonb_build_object('batch', number)
       FROM batch WHERE tenant_id = $1 AND product_id = $3 AND type = $4::batch_type AND id <> $2
        AND status IN ('PROCESSED', 'PROCESSED_WITH_REJECTIONS') AND (file_hash = $5 OR content_hash = $6)
      ORDER BY id DESC LIMIT 1`,
    [facts.tenantId, facts.batchId, facts.productId, facts.type, facts.fileHash, facts.contentHash],
  );
}
