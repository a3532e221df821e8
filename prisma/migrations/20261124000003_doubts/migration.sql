-- Payments and pages in doubt: what bank and core were asked and what they said, and how two operators end a payment's doubt by hand.

-- Each time that the bank was asked about a debit, and each time that the core left a page in doubt. What the core says is of cards
-- and of people: of it no word is kept.
CREATE TABLE gateway_answer (
  id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant_id int NOT NULL,
  order_id  bigint NOT NULL,
  batch_id  bigint,
  reference text NOT NULL CONSTRAINT gateway_answer_reference CHECK (reference ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$'),
  operation text NOT NULL CONSTRAINT gateway_answer_operation CHECK (operation IN ('debit', 'debitStatus', 'page', 'pageStatus')),
  outcome   text NOT NULL CONSTRAINT gateway_answer_outcome CHECK (outcome IN ('confirmed', 'refused', 'notFound', 'unknown')),
  detail    text CONSTRAINT gateway_answer_detail CHECK (length(detail) <= 80),
  status    int CONSTRAINT gateway_answer_status CHECK (status BETWEEN 100 AND 599),
  body      text CONSTRAINT gateway_answer_body CHECK (length(body) <= 2000),
  took_ms   int NOT NULL CONSTRAINT gateway_answer_took CHECK (took_ms >= 0),
  at        timestamptz NOT NULL DEFAULT app_now(),
  CONSTRAINT gateway_answer_of_core CHECK ((batch_id IS NOT NULL) = (operation IN ('page', 'pageStatus'))),
  CONSTRAINT gateway_answer_unsaid CHECK (batch_id IS NULL OR body IS NULL),
  FOREIGN KEY (tenant_id, order_id) REFERENCES service_order (tenant_id, id),
  FOREIGN KEY (tenant_id, batch_id) REFERENCES batch (tenant_id, id)
);
CREATE INDEX ON gateway_answer (order_id, id);
CREATE INDEX ON gateway_answer (batch_id, id) WHERE batch_id IS NOT NULL;
CREATE TRIGGER gateway_answer_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON gateway_answer
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Until when the bank may still take what was sent: whoever asks says so before anything leaves, and a signed request that comes later
-- than its five minutes is refused there.
ALTER TABLE payment ADD COLUMN arrives_until timestamptz;
ALTER TABLE payment ADD UNIQUE (tenant_id, id);
UPDATE payment SET arrives_until = app_now() + interval '6 minutes' WHERE status IN ('SENT', 'UNKNOWN');

-- What two operators found out about a payment in doubt. Whoever settles it from then on does so by this, not by asking.
CREATE TABLE payment_verdict (
  payment_id     bigint PRIMARY KEY,
  tenant_id      int NOT NULL,
  change_id      bigint NOT NULL,
  debited        boolean NOT NULL,
  bank_reference text CONSTRAINT payment_verdict_reference CHECK (bank_reference ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$'),
  given_at       timestamptz NOT NULL DEFAULT app_now(),
  CONSTRAINT payment_verdict_debited CHECK (debited = (bank_reference IS NOT NULL)),
  UNIQUE (tenant_id, change_id),
  FOREIGN KEY (tenant_id, payment_id) REFERENCES payment (tenant_id, id),
  FOREIGN KEY (tenant_id, change_id) REFERENCES pending_change (tenant_id, id)
);
CREATE TRIGGER payment_verdict_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON payment_verdict
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION payment_verdict_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pending_change c WHERE c.tenant_id = NEW.tenant_id AND c.id = NEW.change_id AND c.kind = 'DOUBT'
                   AND c.status = 'APPLIED' AND c.decided_at = app_now()) THEN
    RAISE EXCEPTION 'a second operator decides a payment in doubt' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF NOT EXISTS (SELECT 1 FROM payment p WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.payment_id AND p.status = 'UNKNOWN') THEN
    RAISE EXCEPTION 'only a payment in doubt is decided' USING ERRCODE = 'check_violation';
  END IF;
  IF NOT NEW.debited AND NOT EXISTS (SELECT 1 FROM payment p WHERE p.id = NEW.payment_id AND p.arrives_until < app_now()) THEN
    RAISE EXCEPTION 'the bank may still take what was sent' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payment_verdict_guard BEFORE INSERT ON payment_verdict FOR EACH ROW EXECUTE FUNCTION payment_verdict_guard();

-- The bank answered before two operators decided: what was proposed of that order is overtaken. The worker ends no change otherwise.
CREATE FUNCTION doubt_overtaken(order_number text) RETURNS SETOF bigint LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE pending_change c SET status = 'OVERTAKEN', decided_at = app_now()
   WHERE c.tenant_id = nullif(current_setting('app.tenant', true), '')::int AND c.kind = 'DOUBT' AND c.subject = order_number AND c.status = 'PENDING'
     AND NOT EXISTS (SELECT 1 FROM service_order o WHERE o.tenant_id = c.tenant_id AND o.number = c.subject AND o.status = 'IN_VERIFICATION')
  RETURNING c.id
$$;

-- What is in doubt, whoever's: orders and lots by their numbers and sums, nothing of what stands in a lot. The desk's alone.
CREATE FUNCTION doubts() RETURNS TABLE (kind text, company text, name text, time_zone text, subject text, order_number text, reference text,
    cents bigint, currency text, since timestamptz, asked int, asked_at timestamptz, outcome text, detail text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT 'PAYMENT', t.code, t.name, c.time_zone, o.number, o.number, p.reference, o.total_cents, pr.currency::text,
         coalesce(a.since, p.sent_at, p.requested_at), a.asked, a.asked_at, l.outcome, l.detail
    FROM service_order o JOIN payment p ON p.order_id = o.id AND p.status = 'UNKNOWN' JOIN tenant t ON t.id = o.tenant_id
    JOIN company c ON c.tenant_id = o.tenant_id JOIN product pr ON pr.id = o.product_id,
         LATERAL (SELECT min(at) AS since, count(*)::int AS asked, max(at) AS asked_at FROM gateway_answer g
                   WHERE g.order_id = o.id AND g.reference = p.reference) a
    LEFT JOIN LATERAL (SELECT g.outcome, g.detail FROM gateway_answer g WHERE g.order_id = o.id AND g.reference = p.reference
                        ORDER BY g.id DESC LIMIT 1) l ON true
   WHERE is_operator() AND o.status = 'IN_VERIFICATION'
  UNION ALL
  SELECT 'PAGE', t.code, t.name, c.time_zone, b.number, o.number, a.reference, b.total_cents, pr.currency::text,
         a.since, a.asked, a.asked_at, l.outcome, l.detail
    FROM batch b JOIN tenant t ON t.id = b.tenant_id JOIN company c ON c.tenant_id = b.tenant_id JOIN product pr ON pr.id = b.product_id
    JOIN service_order o ON o.id = b.order_id,
         LATERAL (SELECT max(g.reference) AS reference, min(at) AS since, count(*)::int AS asked, max(at) AS asked_at FROM gateway_answer g
                   WHERE g.batch_id = b.id AND g.at > coalesce((SELECT max(posted_at) FROM batch_page WHERE batch_id = b.id), '-infinity')) a
    LEFT JOIN LATERAL (SELECT g.outcome, g.detail FROM gateway_answer g WHERE g.batch_id = b.id ORDER BY g.id DESC LIMIT 1) l ON true
   WHERE is_operator() AND b.status = 'IN_PROCESS' AND a.asked > 0
$$;

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['gateway_answer', 'payment_verdict'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format($p$CREATE POLICY %I ON %I TO app_web, app_worker
      USING (tenant_id = nullif(current_setting('app.tenant', true), '')::int)
      WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::int)$p$, name || '_of_tenant', name);
    EXECUTE format('GRANT SELECT ON %I TO app_web, app_worker, verify', name);
  END LOOP;
END $$;
-- Only the desk gives a verdict.
CREATE POLICY payment_verdict_registered ON payment_verdict AS RESTRICTIVE FOR INSERT TO app_web WITH CHECK (is_operator());
GRANT INSERT ON gateway_answer TO app_worker;
GRANT UPDATE (arrives_until) ON payment TO app_worker;
GRANT INSERT (payment_id, tenant_id, change_id, debited, bank_reference) ON payment_verdict TO app_web;
REVOKE ALL ON FUNCTION payment_verdict_guard(), doubts(), doubt_overtaken(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION payment_verdict_guard() TO app_web, app_worker;
GRANT EXECUTE ON FUNCTION doubts() TO app_web;
GRANT EXECUTE ON FUNCTION doubt_overtaken(text) TO app_worker;
