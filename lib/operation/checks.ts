import type { verifyMessages } from "@/lib/messages/es/verify";

/** Each check is one statement over everything; its rows are what is wrong. */
export const checks = {
  balances: `
    SELECT a.id, a.tenant_id, a.balance_cents, coalesce(s.cents, 0) AS transfers FROM account a
      LEFT JOIN (SELECT id, sum(cents) AS cents FROM (SELECT credit AS id, cents FROM transfer UNION ALL SELECT debit, -cents FROM transfer) m GROUP BY id) s
        ON s.id = a.id
     WHERE a.balance_cents <> coalesce(s.cents, 0)`,
  sums: "SELECT tenant_id, sum(balance_cents) FROM account GROUP BY tenant_id HAVING sum(balance_cents) <> 0",
  statements: `
    SELECT a.id AS account, coalesce(told.entry_id, moved.entry_id) AS entry, told.cents AS told, moved.cents AS moved
      FROM (SELECT account_id, entry_id, cents FROM master_movement) told
      FULL JOIN (SELECT id AS account_id, entry_id, sum(cents) AS cents
                   FROM (SELECT credit AS id, entry_id, cents FROM transfer UNION ALL SELECT debit, entry_id, -cents FROM transfer) t
                  WHERE id IN (SELECT id FROM account WHERE kind = 'MASTER') GROUP BY id, entry_id HAVING sum(cents) <> 0) moved
        USING (account_id, entry_id)
      JOIN account a ON a.id = account_id WHERE told.cents IS DISTINCT FROM moved.cents
    UNION ALL
    SELECT account_id, entry_id, balance_cents, before + cents
      FROM (SELECT *, lag(balance_cents, 1, 0::bigint) OVER (PARTITION BY account_id ORDER BY id) AS before FROM master_movement) m
     WHERE balance_cents <> before + cents
    UNION ALL
    SELECT account_id, entry_id, credited_cents, credited
      FROM (SELECT *, row_number() OVER every AS n, lag(at, 1, at) OVER every AS earlier, sum(greatest(cents, 0)) OVER every AS credited,
                   row_number() OVER alike AS kind_n, sum(cents) OVER alike AS kind_sum, sum(greatest(cents, 0)) OVER alike AS kind_credited
              FROM master_movement WINDOW every AS (PARTITION BY account_id ORDER BY id), alike AS (PARTITION BY account_id, kind ORDER BY id)) m
     WHERE (number, credited_cents, kind_number, kind_cents, kind_credited_cents) <> (n, credited, kind_n, kind_sum, kind_credited) OR at < earlier
    UNION ALL
    SELECT a.id, NULL, l.balance_cents, a.balance_cents
      FROM account a LEFT JOIN (SELECT DISTINCT ON (account_id) account_id, balance_cents FROM master_movement ORDER BY account_id, id DESC) l
        ON l.account_id = a.id
     WHERE a.kind = 'MASTER' AND coalesce(l.balance_cents, 0) <> a.balance_cents`,
  floors: "SELECT id, balance_cents, floor_cents FROM account WHERE balance_cents < floor_cents",
  replaced: `
    SELECT c.reference, a.balance_cents FROM card c JOIN account a ON a.card_id = c.id WHERE c.status = 'REPLACED' AND a.balance_cents <> 0`,
  holds: `
    SELECT a.id, a.floor_cents, coalesce(h.cents, 0) AS held FROM account a
      LEFT JOIN (
        SELECT a.id, sum(i.cents) AS cents FROM instruction i
          JOIN account a ON i.kind = 'CREDIT' AND a.card_id = i.card_id OR i.kind = 'DEBIT' AND a.product_id = i.product_id AND a.kind = 'MASTER'
         WHERE i.status IN ('REQUESTED', 'SENT', 'UNKNOWN') GROUP BY a.id) h ON h.id = a.id
     WHERE a.floor_cents <> coalesce(h.cents, 0)`,
  instructions: `
    SELECT i.number, i.status, e.kinds FROM instruction i
      LEFT JOIN LATERAL (SELECT coalesce(array_agg(e.kind ORDER BY e.id), '{}') AS kinds, coalesce(sum(t.cents), 0) AS cents FROM ledger_entry e
        LEFT JOIN transfer t ON t.entry_id = e.id
        WHERE e.tenant_id = i.tenant_id AND e.key IN ('instruction:' || i.id, 'instruction:' || i.id || ':reversed')) e ON true
     WHERE e.kinds <> CASE
         WHEN i.kind = 'FUND' THEN CASE i.status WHEN 'DONE' THEN ARRAY['master.fund'] ELSE '{}' END
         WHEN i.kind = 'REPLACE' THEN CASE i.status WHEN 'DONE' THEN ARRAY['card.replace'] ELSE '{}' END
         WHEN i.kind IN ('CREDIT', 'DEBIT', 'WITHDRAW') THEN CASE i.status
           WHEN 'REFUSED' THEN ARRAY[instruction_permission(i.kind), instruction_permission(i.kind) || 'Reversed'] ELSE ARRAY[instruction_permission(i.kind)] END
         ELSE '{}' END
        OR i.kind IN ('FUND', 'CREDIT', 'DEBIT', 'WITHDRAW') AND e.cents <> i.cents * cardinality(e.kinds)`,
  transfers: `
    SELECT t.id FROM transfer t
      LEFT JOIN ledger_entry e ON e.id = t.entry_id AND e.tenant_id = t.tenant_id
      LEFT JOIN account d ON d.id = t.debit AND d.tenant_id = t.tenant_id
      LEFT JOIN account c ON c.id = t.credit AND c.tenant_id = t.tenant_id
     WHERE e.id IS NULL OR d.id IS NULL OR c.id IS NULL OR d.product_id <> c.product_id`,
  orderFunds: `
    SELECT a.product_id, a.balance_cents, coalesce(o.left_cents, 0) AS expected FROM account a
      LEFT JOIN (
        SELECT o.product_id, sum(o.total_cents - coalesce(done.cents, 0)) AS left_cents FROM service_order o
          LEFT JOIN (SELECT b.order_id, sum(t.cents) AS cents FROM batch_page p JOIN batch b ON b.id = p.batch_id JOIN transfer t ON t.entry_id = p.entry_id
                       JOIN account f ON f.id = t.debit AND f.kind = 'ORDER_FUNDS' GROUP BY b.order_id) done ON done.order_id = o.id
         WHERE o.status IN ('IN_PROCESS', 'PROCESSED', 'PROCESSED_WITH_REJECTIONS') GROUP BY o.product_id) o ON o.product_id = a.product_id
     WHERE a.kind = 'ORDER_FUNDS' AND a.balance_cents <> coalesce(o.left_cents, 0)`,
  orderPayments: `
    SELECT o.number, o.status FROM service_order o
      LEFT JOIN (SELECT order_id, count(*) AS n FROM payment WHERE status = 'CONFIRMED' GROUP BY order_id) p ON p.order_id = o.id
      LEFT JOIN ledger_entry e ON e.tenant_id = o.tenant_id AND e.key = 'order:' || o.id || ':payment'
      LEFT JOIN (SELECT entry_id, sum(cents) AS cents FROM transfer GROUP BY entry_id) t ON t.entry_id = e.id
     WHERE CASE WHEN o.status IN ('IN_PROCESS', 'PROCESSED', 'PROCESSED_WITH_REJECTIONS')
                THEN p.n IS DISTINCT FROM 1 OR coalesce(t.cents, 0) <> o.total_cents
                ELSE p.n IS NOT NULL OR e.id IS NOT NULL END`,
  orderSums: `
    SELECT o.number FROM service_order o JOIN batch b ON b.order_id = o.id GROUP BY o.id
    HAVING sum(b.order_total_cents) <> o.total_cents OR sum(b.line_count) <> o.line_count OR sum(b.commission_cents) <> o.commission_cents
        OR sum(b.tax_cents) <> o.tax_cents`,
  pages: `
    SELECT b.number FROM batch b LEFT JOIN batch_page p ON p.batch_id = b.id
     WHERE b.status IN ('PROCESSED', 'PROCESSED_WITH_REJECTIONS') GROUP BY b.id
    HAVING coalesce(sum(p.last_line - p.first_line + 1), 0) <> b.line_count
        OR coalesce(sum(p.rejected_count), 0) <> (SELECT count(*) FROM batch_line_rejection r WHERE r.batch_id = b.id)`,
  lines: `
    SELECT l.batch_id, count(*) FROM batch_line l LEFT JOIN batch b ON b.id = l.batch_id AND b.tenant_id = l.tenant_id
     WHERE b.id IS NULL GROUP BY l.batch_id
    UNION ALL
    SELECT b.id, b.line_count FROM batch b LEFT JOIN (SELECT batch_id, count(*) AS n FROM batch_line GROUP BY batch_id) l ON l.batch_id = b.id
     WHERE b.lines_hash IS NOT NULL AND coalesce(l.n, 0) <> b.line_count`,
  linesHash: "SELECT number FROM batch WHERE lines_hash IS NOT NULL AND batch_lines_hash(id) <> lines_hash",
  signatures: `
    SELECT b.number FROM batch b JOIN company c ON c.tenant_id = b.tenant_id
     WHERE b.status IN ('AUTHORIZED', 'IN_PROCESS', 'PROCESSED', 'PROCESSED_WITH_REJECTIONS')
       AND ((SELECT count(DISTINCT s.document) FROM signature s WHERE s.batch_id = b.id AND s.batch_version = b.version AND s.voided_at IS NULL
               AND s.digest = b.digest) < b.signatures_required
         OR (NOT (c.maker_may_sign AND b.signatures_required = 1) AND EXISTS (
               SELECT 1 FROM signature s JOIN membership m ON m.id IN (b.uploaded_by, b.confirmed_by) JOIN app_user u ON u.id = m.user_id
                WHERE s.batch_id = b.id AND s.voided_at IS NULL AND s.document = u.document)))`,
  chain: `
    SELECT s.tenant_id, s.seq FROM (
      SELECT *, lag(hash, 1, '') OVER w AS before, lag(seq, 1, 0::bigint) OVER w AS seq_before FROM audit_seal WINDOW w AS (PARTITION BY tenant_id ORDER BY seq)) s
      LEFT JOIN audit_event e ON e.id = s.event_id AND e.tenant_id = s.tenant_id
     WHERE e.id IS NULL OR s.prev_hash <> s.before OR s.seq <> s.seq_before + 1 OR s.hash <> audit_link(s.prev_hash, s.seq, e)`,
  waiting: `
    SELECT e.id FROM audit_event e LEFT JOIN audit_seal s ON s.event_id = e.id WHERE s.event_id IS NULL AND e.at < clock_timestamp() - interval '1 minute'`,
} as const satisfies Partial<Record<keyof typeof verifyMessages, string>>;
