-- An instruction in doubt at bank or core, ended by what two operators found out, as a payment is (20261124000003). Whoever settles it from
-- then on does so by this, not by asking.
CREATE TABLE instruction_verdict (
  instruction_id bigint PRIMARY KEY,
  tenant_id      int NOT NULL,
  change_id      bigint NOT NULL,
  done           boolean NOT NULL,
  bank_reference text CONSTRAINT instruction_verdict_reference CHECK (bank_reference ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$'),
  given_at       timestamptz NOT NULL DEFAULT app_now(),
  CONSTRAINT instruction_verdict_done CHECK (done OR bank_reference IS NULL),
  UNIQUE (tenant_id, change_id),
  FOREIGN KEY (tenant_id, instruction_id) REFERENCES instruction (tenant_id, id),
  FOREIGN KEY (tenant_id, change_id) REFERENCES pending_change (tenant_id, id)
);
CREATE TRIGGER instruction_verdict_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON instruction_verdict
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Of instructions, cards and people the desk reads nothing: what it must know of one, this reads in its place.
CREATE FUNCTION instruction_verdict_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE i instruction;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pending_change c WHERE c.tenant_id = NEW.tenant_id AND c.id = NEW.change_id AND c.kind = 'DOUBT'
                   AND c.status = 'APPLIED' AND c.decided_at = app_now()) THEN
    RAISE EXCEPTION 'a second operator decides an instruction in doubt' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT * INTO i FROM instruction x WHERE x.tenant_id = NEW.tenant_id AND x.id = NEW.instruction_id AND x.status = 'UNKNOWN';
  IF i.id IS NULL THEN
    RAISE EXCEPTION 'only an instruction in doubt is decided' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.done AND i.kind = 'REPLACE' THEN
    RAISE EXCEPTION 'the card that replaces another is known from the core alone' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.done AND (NEW.bank_reference IS NOT NULL) <> (i.kind IN ('FUND', 'WITHDRAW')) THEN
    RAISE EXCEPTION 'what the bank did has its reference, and nothing else has' USING ERRCODE = 'check_violation';
  END IF;
  IF NOT NEW.done AND (i.arrives_until IS NULL OR i.arrives_until >= app_now()) THEN
    RAISE EXCEPTION 'they may still take what was sent' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER instruction_verdict_guard BEFORE INSERT ON instruction_verdict FOR EACH ROW EXECUTE FUNCTION instruction_verdict_guard();

-- What the desk may know of an instruction of the company being served: nothing of cards or people. Locked: whoever sends or ends it comes
-- before, or after.
CREATE FUNCTION instruction_in_doubt(of_number text, locked boolean) RETURNS TABLE (id bigint, kind text, status text, cents bigint, currency text,
    product text, time_zone text, account text, requested_at timestamptz, sent_at timestamptz, arrives_until timestamptz, resolved_at timestamptz, outside text)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE of_tenant int := nullif(current_setting('app.tenant', true), '')::int;
BEGIN
  IF NOT is_operator() THEN RETURN; END IF;
  IF locked THEN
    PERFORM 1 FROM instruction i WHERE i.tenant_id = of_tenant AND i.number = of_number FOR NO KEY UPDATE;
  END IF;
  RETURN QUERY
    SELECT i.id, i.kind::text, i.status::text, i.cents, p.currency::text, p.name, c.time_zone, i.account, i.requested_at, i.sent_at, i.arrives_until,
           i.resolved_at, CASE WHEN i.kind IN ('FUND', 'WITHDRAW') THEN i.outside END
      FROM instruction i JOIN product p ON p.tenant_id = i.tenant_id AND p.id = i.product_id JOIN company c ON c.tenant_id = i.tenant_id
     WHERE i.tenant_id = of_tenant AND i.number = of_number AND i.kind <> 'BALANCE';
END $$;

-- The bank gives a reference once: whose it is already, other than of this payment or instruction.
CREATE FUNCTION bank_reference_holder(of_reference text, of_payment bigint, of_instruction bigint) RETURNS text LANGUAGE sql STABLE
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT number FROM (
    SELECT o.number FROM payment p JOIN service_order o ON o.tenant_id = p.tenant_id AND o.id = p.order_id LEFT JOIN payment_verdict v ON v.payment_id = p.id
     WHERE p.tenant_id = nullif(current_setting('app.tenant', true), '')::int AND of_reference IN (p.bank_reference, v.bank_reference)
       AND p.id IS DISTINCT FROM of_payment
    UNION ALL
    SELECT i.number FROM instruction i LEFT JOIN instruction_verdict v ON v.instruction_id = i.id
     WHERE i.tenant_id = nullif(current_setting('app.tenant', true), '')::int AND i.kind IN ('FUND', 'WITHDRAW')
       AND of_reference IN (i.outside, v.bank_reference) AND i.id IS DISTINCT FROM of_instruction) taken
   WHERE is_operator() LIMIT 1
$$;

-- Bank or core answered before two operators decided: of an instruction alike.
CREATE OR REPLACE FUNCTION doubt_overtaken(order_number text) RETURNS SETOF bigint LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE pending_change c SET status = 'OVERTAKEN', decided_at = app_now()
   WHERE c.tenant_id = nullif(current_setting('app.tenant', true), '')::int AND c.kind = 'DOUBT' AND c.subject = order_number AND c.status = 'PENDING'
     AND NOT EXISTS (SELECT 1 FROM service_order o WHERE o.tenant_id = c.tenant_id AND o.number = c.subject AND o.status = 'IN_VERIFICATION')
     AND NOT EXISTS (SELECT 1 FROM instruction i WHERE i.tenant_id = c.tenant_id AND i.number = c.subject AND i.status = 'UNKNOWN')
  RETURNING c.id
$$;

-- Instructions are in doubt too. Of one about a card only its kind is told, and its sum.
DROP FUNCTION doubts();
CREATE FUNCTION doubts() RETURNS TABLE (kind text, company text, name text, time_zone text, subject text, order_number text, asks text, reference text,
    cents bigint, currency text, since timestamptz, asked int, asked_at timestamptz, outcome text, detail text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT 'PAYMENT', t.code, t.name, c.time_zone, o.number, o.number, NULL, p.reference, o.total_cents, pr.currency::text,
         coalesce(a.since, p.sent_at, p.requested_at), a.asked, a.asked_at, l.outcome, l.detail
    FROM service_order o JOIN payment p ON p.order_id = o.id AND p.status = 'UNKNOWN' JOIN tenant t ON t.id = o.tenant_id
    JOIN company c ON c.tenant_id = o.tenant_id JOIN product pr ON pr.id = o.product_id,
         LATERAL (SELECT min(at) AS since, count(*)::int AS asked, max(at) AS asked_at FROM gateway_answer g
                   WHERE g.order_id = o.id AND g.reference = p.reference) a
    LEFT JOIN LATERAL (SELECT g.outcome, g.detail FROM gateway_answer g WHERE g.order_id = o.id AND g.reference = p.reference
                        ORDER BY g.id DESC LIMIT 1) l ON true
   WHERE is_operator() AND o.status = 'IN_VERIFICATION'
  UNION ALL
  SELECT 'PAGE', t.code, t.name, c.time_zone, b.number, o.number, NULL, a.reference, b.total_cents, pr.currency::text,
         a.since, a.asked, a.asked_at, l.outcome, l.detail
    FROM batch b JOIN tenant t ON t.id = b.tenant_id JOIN company c ON c.tenant_id = b.tenant_id JOIN product pr ON pr.id = b.product_id
    JOIN service_order o ON o.id = b.order_id,
         LATERAL (SELECT max(g.reference) AS reference, min(at) AS since, count(*)::int AS asked, max(at) AS asked_at FROM gateway_answer g
                   WHERE g.batch_id = b.id AND g.at > coalesce((SELECT max(posted_at) FROM batch_page WHERE batch_id = b.id), '-infinity')) a
    LEFT JOIN LATERAL (SELECT g.outcome, g.detail FROM gateway_answer g WHERE g.batch_id = b.id ORDER BY g.id DESC LIMIT 1) l ON true
   WHERE is_operator() AND b.status = 'IN_PROCESS' AND a.asked > 0
  UNION ALL
  SELECT 'INSTRUCTION', t.code, t.name, c.time_zone, i.number, i.number, i.kind::text, t.code || '-' || i.number, i.cents, pr.currency::text,
         coalesce(a.since, i.sent_at, i.requested_at), a.asked, a.asked_at, l.outcome, l.detail
    FROM instruction i JOIN tenant t ON t.id = i.tenant_id JOIN company c ON c.tenant_id = i.tenant_id JOIN product pr ON pr.id = i.product_id,
         LATERAL (SELECT min(at) AS since, count(*)::int AS asked, max(at) AS asked_at FROM gateway_answer g WHERE g.instruction_id = i.id) a
    LEFT JOIN LATERAL (SELECT g.outcome, g.detail FROM gateway_answer g WHERE g.instruction_id = i.id ORDER BY g.id DESC LIMIT 1) l ON true
   WHERE is_operator() AND i.status = 'UNKNOWN'
$$;

ALTER TABLE instruction_verdict ENABLE ROW LEVEL SECURITY;
ALTER TABLE instruction_verdict FORCE ROW LEVEL SECURITY;
CREATE POLICY instruction_verdict_of_tenant ON instruction_verdict TO app_web, app_worker
  USING (tenant_id = nullif(current_setting('app.tenant', true), '')::int)
  WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::int);
CREATE POLICY instruction_verdict_registered ON instruction_verdict AS RESTRICTIVE FOR INSERT TO app_web WITH CHECK (is_operator());
GRANT SELECT ON instruction_verdict TO app_web, app_worker, verify;
GRANT INSERT (instruction_id, tenant_id, change_id, done, bank_reference) ON instruction_verdict TO app_web;
REVOKE ALL ON FUNCTION instruction_verdict_guard(), instruction_in_doubt(text, boolean), bank_reference_holder(text, bigint, bigint), doubts() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION instruction_in_doubt(text, boolean), bank_reference_holder(text, bigint, bigint), doubts() TO app_web;
