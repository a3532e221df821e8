-- To which service the exports of a report belong; the trail's others as before.
DO $$
DECLARE before text := (SELECT pg_get_expr(d.adbin, d.adrelid) FROM pg_attrdef d JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
                         WHERE d.adrelid = 'audit_event'::regclass AND a.attname = 'service');
BEGIN
  EXECUTE format($e$ALTER TABLE audit_event ALTER COLUMN service SET EXPRESSION AS (CASE split_part(event, '.', 1)
    WHEN 'masterreport' THEN 'reportes.cuenta-maestra' ELSE %s END)$e$, before);
END $$;
