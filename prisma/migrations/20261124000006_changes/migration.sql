-- A lot whose fee or account two operators changed is calculated anew: whoever made or signed it is told by the bell.
DROP INDEX audit_event_news;
CREATE INDEX audit_event_news ON audit_event (tenant_id, id DESC)
  WHERE result = 'done' AND event IN ('batch.validated', 'batch.confirmed', 'batch.signed', 'batch.rejected', 'batch.annulled', 'batch.expired',
    'batch.processed', 'batch.recalculated', 'order.issued', 'order.processed', 'order.annulled', 'payment.refused', 'payment.inDoubt');

-- What an operator is called, for the desk alone: people of the platform are read by nobody else.
CREATE FUNCTION operator_name(person int) RETURNS text LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT u.name FROM app_user u JOIN membership m ON m.user_id = u.id JOIN tenant t ON t.id = m.tenant_id AND t.kind = 'PLATFORM'
   WHERE u.id = person AND is_operator()
$$;
REVOKE ALL ON FUNCTION operator_name(int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION operator_name(int) TO app_web;

-- A page of a lot in doubt at the core, ended by what two operators found out, as a payment is (20261124000003). Whoever processes the
-- lot from then on posts that page by this, not by asking.
ALTER TABLE batch ADD COLUMN arrives_until timestamptz;
CREATE TABLE page_verdict (
  tenant_id int NOT NULL,
  batch_id  bigint NOT NULL,
  page      int NOT NULL CONSTRAINT page_verdict_page CHECK (page >= 0),
  done      boolean NOT NULL,
  change_id bigint NOT NULL,
  given_at  timestamptz NOT NULL DEFAULT app_now(),
  PRIMARY KEY (batch_id, page),
  UNIQUE (tenant_id, change_id),
  FOREIGN KEY (tenant_id, batch_id) REFERENCES batch (tenant_id, id),
  FOREIGN KEY (tenant_id, change_id) REFERENCES pending_change (tenant_id, id)
);
CREATE TRIGGER page_verdict_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON page_verdict
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION page_verdict_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE b batch;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pending_change c WHERE c.tenant_id = NEW.tenant_id AND c.id = NEW.change_id AND c.kind = 'DOUBT'
                   AND c.status = 'APPLIED' AND c.decided_at = app_now()) THEN
    RAISE EXCEPTION 'a second operator decides a page in doubt' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT * INTO b FROM batch WHERE tenant_id = NEW.tenant_id AND id = NEW.batch_id AND status = 'IN_PROCESS';
  IF b.id IS NULL OR NEW.page <> (SELECT count(*) FROM batch_page g WHERE g.batch_id = NEW.batch_id)
     OR NOT EXISTS (SELECT 1 FROM gateway_answer a WHERE a.batch_id = NEW.batch_id
          AND a.at > coalesce((SELECT max(g.posted_at) FROM batch_page g WHERE g.batch_id = NEW.batch_id), '-infinity')) THEN
    RAISE EXCEPTION 'only the page in doubt is decided' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.done AND b.type = 'EMISION' THEN
    RAISE EXCEPTION 'the cards of a page are known from the core alone' USING ERRCODE = 'check_violation';
  END IF;
  IF NOT NEW.done AND (b.arrives_until IS NULL OR b.arrives_until >= app_now()) THEN
    RAISE EXCEPTION 'the core may still take what was sent' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER page_verdict_guard BEFORE INSERT ON page_verdict FOR EACH ROW EXECUTE FUNCTION page_verdict_guard();

ALTER TABLE page_verdict ENABLE ROW LEVEL SECURITY;
ALTER TABLE page_verdict FORCE ROW LEVEL SECURITY;
CREATE POLICY page_verdict_of_tenant ON page_verdict TO app_web, app_worker
  USING (tenant_id = nullif(current_setting('app.tenant', true), '')::int)
  WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::int);
CREATE POLICY page_verdict_registered ON page_verdict AS RESTRICTIVE FOR INSERT TO app_web WITH CHECK (is_operator());
GRANT SELECT ON page_verdict TO app_web, app_worker, verify;
GRANT INSERT (tenant_id, batch_id, page, done, change_id) ON page_verdict TO app_web;
GRANT UPDATE (arrives_until) ON batch TO app_worker;
REVOKE ALL ON FUNCTION page_verdict_guard() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION page_verdict_guard() TO app_web, app_worker;
