-- Billing: what each company's orders brought in commission and tax, and the invoice numbers that the desk gives them.

-- An order's paper once it has an invoice number: printed when the number was given, kept beside the paper as it was issued.
CREATE TABLE invoice_document (
  tenant_id int NOT NULL,
  order_id  bigint NOT NULL,
  given_at  timestamptz NOT NULL,
  number    text NOT NULL,
  bytes     bytea NOT NULL,
  sha256    text NOT NULL CONSTRAINT invoice_document_sha256 CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  made_at   timestamptz NOT NULL DEFAULT app_now(),
  PRIMARY KEY (tenant_id, order_id, given_at),
  FOREIGN KEY (tenant_id, order_id) REFERENCES service_order (tenant_id, id)
);
CREATE TRIGGER invoice_document_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON invoice_document
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- A file of invoice numbers as it came: read anew whenever it is looked at, applied once.
CREATE TABLE invoice_file (
  tenant_id  int NOT NULL REFERENCES tenant (id),
  id         uuid NOT NULL,
  sent_by    int NOT NULL REFERENCES app_user,
  file_name  text NOT NULL CONSTRAINT invoice_file_name CHECK (length(file_name) BETWEEN 1 AND 255),
  bytes      bytea NOT NULL CONSTRAINT invoice_file_size CHECK (length(bytes) BETWEEN 1 AND 2097152),
  sha256     text NOT NULL CONSTRAINT invoice_file_sha256 CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  sent_at    timestamptz NOT NULL DEFAULT app_now(),
  applied_at timestamptz,
  PRIMARY KEY (tenant_id, id)
);
CREATE FUNCTION invoice_file_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF OLD.applied_at IS NOT NULL THEN RAISE EXCEPTION 'a file of invoices is applied once' USING ERRCODE = 'check_violation'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER invoice_file_guard BEFORE UPDATE ON invoice_file FOR EACH ROW EXECUTE FUNCTION invoice_file_guard();

CREATE INDEX ON service_order (paid_at) WHERE paid_at IS NOT NULL;
-- The transfers of an entry that are of no line: fee and tax of a page.
CREATE INDEX ON transfer (entry_id) WHERE line IS NULL;

-- Commission and tax of the orders paid in a month, the company's clock telling which: what the ledger credited less what it took back.
-- The desk reads no transfer, so it is told sums by order; nobody else is told anything.
CREATE FUNCTION order_fees(of_month date, of_tenant int)
  RETURNS TABLE (tenant int, product int, order_id bigint, number text, status order_status, paid_at timestamptz, commission_cents bigint, tax_cents bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT o.tenant_id, o.product_id, o.id, o.number, o.status, o.paid_at, coalesce(f.commission, 0), coalesce(f.tax, 0)
    FROM service_order o JOIN company c ON c.tenant_id = o.tenant_id
    -- Order by order, each by its indexes: whatever the planner knows of the tables, a month costs its own orders.
    CROSS JOIN LATERAL (
      SELECT sum(m.cents) FILTER (WHERE a.kind = 'FEES')::bigint AS commission, sum(m.cents) FILTER (WHERE a.kind = 'TAX')::bigint AS tax
        FROM batch b JOIN batch_page p ON p.tenant_id = b.tenant_id AND p.batch_id = b.id
        JOIN transfer t ON t.tenant_id = p.tenant_id AND t.entry_id = p.entry_id AND t.line IS NULL
        CROSS JOIN LATERAL (VALUES (t.credit, t.cents), (t.debit, -t.cents)) m (account, cents)
        JOIN account a ON a.tenant_id = t.tenant_id AND a.id = m.account
       WHERE b.tenant_id = o.tenant_id AND b.order_id = o.id) f
   WHERE is_operator() AND (of_tenant IS NULL OR o.tenant_id = of_tenant)
     -- Within a day of the month by any clock, by the index; then by the company's own.
     AND o.paid_at >= of_month - interval '1 day' AND o.paid_at < of_month + interval '1 month 1 day'
     AND o.paid_at >= of_month::timestamp AT TIME ZONE c.time_zone AND o.paid_at < (of_month + interval '1 month') AT TIME ZONE c.time_zone
$$;

-- What an invoice number is about to be given to: for each company's code and order's number, in their order, what there is of it.
CREATE FUNCTION invoice_orders(of_companies text[], of_orders text[])
  RETURNS TABLE (place int, tenant int, name text, order_id bigint, paid boolean, before text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT asked.place::int, t.id, t.name, o.id, o.paid_at IS NOT NULL, i.number
    FROM unnest(of_companies, of_orders) WITH ORDINALITY asked (company, number, place)
    LEFT JOIN tenant t ON t.code = asked.company AND t.kind = 'COMPANY'
    LEFT JOIN service_order o ON o.tenant_id = t.id AND o.number = asked.number
    LEFT JOIN order_invoice i ON i.tenant_id = o.tenant_id AND i.order_id = o.id
   WHERE is_operator() ORDER BY asked.place
$$;

-- Rights -----------------------------------------------------------------------------------------------------------------
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['invoice_document', 'invoice_file'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format($p$CREATE POLICY %I ON %I TO app_web, app_worker
      USING (tenant_id = nullif(current_setting('app.tenant', true), '')::int)
      WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::int)$p$, name || '_of_tenant', name);
    EXECUTE format('GRANT SELECT ON %I TO app_web, app_worker, verify', name);
  END LOOP;
END $$;
CREATE POLICY invoice_document_no_operator ON invoice_document AS RESTRICTIVE TO app_web USING (NOT is_operator());
CREATE POLICY invoice_file_registered ON invoice_file AS RESTRICTIVE FOR INSERT TO app_web WITH CHECK (is_operator());
CREATE POLICY invoice_file_modified ON invoice_file AS RESTRICTIVE FOR UPDATE TO app_web USING (is_operator());

GRANT INSERT ON invoice_document TO app_worker;
GRANT INSERT (tenant_id, id, sent_by, file_name, bytes, sha256), UPDATE (applied_at) ON invoice_file TO app_web;

REVOKE ALL ON FUNCTION invoice_file_guard(), order_fees(date, int), invoice_orders(text[], text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION invoice_file_guard() TO app_web, app_worker;
GRANT EXECUTE ON FUNCTION order_fees(date, int), invoice_orders(text[], text[]) TO app_web;
