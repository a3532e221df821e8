import { asOwner } from "@/tests/support/make";

/** So many movements of P1's master account by one statement of SQL: years of use, with what people may write. */
export async function manyMovements(count: number): Promise<void> {
  await asOwner(
    `SET session_replication_role = replica;
     INSERT INTO master_movement (tenant_id, account_id, entry_id, at, cents, balance_cents, kind, reference, description, number, credited_cents, kind_number,
                                  kind_cents, kind_credited_cents)
     SELECT l.tenant_id, l.account_id, l.entry_id, app_clock() - (${count} + 10 - n) * interval '90 seconds', s.cents, l.balance_cents + sum(s.cents) OVER w, s.kind,
            'L-2026-' || lpad((n % 500)::text, 6, '0'),
            CASE n % 5 WHEN 0 THEN '=1+' || n WHEN 1 THEN 'Nómina; «' || n || '»' WHEN 2 THEN 'dijo "sí"' || E'\\n' || n WHEN 3 THEN '  @' || n ELSE NULL END,
            l.number + n, l.credited_cents + sum(greatest(s.cents, 0)) OVER w,
            row_number() OVER k + CASE s.kind WHEN 'opening' THEN l.kind_number ELSE 0 END, sum(s.cents) OVER k + CASE s.kind WHEN 'opening' THEN l.kind_cents ELSE 0 END,
            sum(greatest(s.cents, 0)) OVER k + CASE s.kind WHEN 'opening' THEN l.kind_credited_cents ELSE 0 END
       FROM (SELECT m.* FROM master_movement m JOIN account a ON a.id = m.account_id JOIN product p ON p.id = a.product_id AND p.code = 'P1'
              ORDER BY m.number DESC LIMIT 1) l, generate_series(1, ${count}) n,
            LATERAL (SELECT CASE WHEN n % 3 = 0 THEN -1 ELSE 1 END * (100 + n % 99991)::bigint AS cents,
                            (ARRAY['opening', 'rejections', 'payment', 'credit', 'payment'])[1 + n / 5 % 5] AS kind) s
     WINDOW w AS (ORDER BY n), k AS (PARTITION BY s.kind ORDER BY n)`,
  );
  await asOwner("ANALYZE master_movement");
}
