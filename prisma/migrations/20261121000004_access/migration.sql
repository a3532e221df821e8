-- Who may touch what. app_web, app_worker, verify and loader own nothing; migrate makes them before this runs.

REVOKE ALL ON SCHEMA public FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO app_web, app_worker, verify, loader;

-- Row-level security: a tenant's rows answer only while that tenant is being served. No context = no rows.
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['company', 'product', 'product_fee', 'profile', 'profile_permission', 'membership_product', 'confirmation',
      'counter', 'branch', 'upload', 'upload_chunk', 'service_order', 'batch', 'batch_line', 'batch_faulty_line', 'batch_fault',
      'batch_line_rejection', 'signature', 'order_document', 'payment', 'batch_page', 'card_request', 'card', 'account', 'ledger_entry', 'transfer',
      'audit_event', 'audit_seal'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format($p$CREATE POLICY %I ON %I TO app_web, app_worker
      USING (tenant_id = nullif(current_setting('app.tenant', true), '')::int)
      WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::int)$p$, name || '_of_tenant', name);
  END LOOP;
END $$;

-- A person's own memberships answer in every tenant; their companies' names with them.
ALTER TABLE membership ENABLE ROW LEVEL SECURITY;
ALTER TABLE membership FORCE ROW LEVEL SECURITY;
CREATE POLICY membership_of_tenant ON membership TO app_web, app_worker
  USING (tenant_id = nullif(current_setting('app.tenant', true), '')::int OR user_id = nullif(current_setting('app.user', true), '')::int)
  WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::int);
ALTER TABLE tenant ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenant FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_itself ON tenant TO app_web, app_worker
  USING (id = nullif(current_setting('app.tenant', true), '')::int
         OR id IN (SELECT m.tenant_id FROM membership m WHERE m.user_id = nullif(current_setting('app.user', true), '')::int));
-- A person: oneself, and those who belong to the tenant being served.
ALTER TABLE app_user ENABLE ROW LEVEL SECURITY;
ALTER TABLE app_user FORCE ROW LEVEL SECURITY;
CREATE POLICY app_user_known ON app_user TO app_web, app_worker
  USING (id = nullif(current_setting('app.user', true), '')::int
         OR id IN (SELECT m.user_id FROM membership m WHERE m.tenant_id = nullif(current_setting('app.tenant', true), '')::int));
-- Sessions, counters of work and workers are reached only through their functions.
ALTER TABLE session ENABLE ROW LEVEL SECURITY;
ALTER TABLE session FORCE ROW LEVEL SECURITY;
ALTER TABLE audit_pending ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_pending FORCE ROW LEVEL SECURITY;
ALTER TABLE worker ENABLE ROW LEVEL SECURITY;
ALTER TABLE worker FORCE ROW LEVEL SECURITY;

-- What both processes read.
GRANT SELECT ON tenant, company, product, product_fee, profile, profile_permission, membership, membership_product, confirmation, branch,
  upload, upload_chunk, service_order, batch, batch_line, batch_faulty_line, batch_fault, batch_line_rejection, signature, order_document,
  payment, batch_page, card_request, card, account, ledger_entry, transfer, audit_event, batch_transition, order_transition, counter, _prisma_migrations
  TO app_web, app_worker;
GRANT SELECT (id, username, name, document, email, status) ON app_user TO app_web, app_worker;

-- What the web's commands write.
GRANT INSERT, UPDATE ON counter TO app_web, app_worker;
GRANT INSERT ON confirmation, audit_event, signature TO app_web, app_worker;
GRANT UPDATE (tries, used_at, voided_at) ON confirmation TO app_web, app_worker;
GRANT UPDATE (voided_at, void_reason) ON signature TO app_web, app_worker;
GRANT INSERT, UPDATE (received, sha256, encoding, status) ON upload TO app_web, app_worker;
GRANT INSERT, DELETE ON upload_chunk TO app_web, app_worker;
GRANT INSERT ON batch, service_order, payment TO app_web, app_worker;
GRANT UPDATE (status, version, content_hash, lines_hash, line_count, total_cents, fault_count, warning_count, lines_read, sample_names, fence,
  confirmed_by, confirmed_at, warnings_reason, signatures_required, commission_cents, tax_cents, order_total_cents, bank_account, digest,
  end_reason, ended_by, ended_at, order_id) ON batch TO app_web, app_worker;
GRANT UPDATE (status, paid_at, finished_at, failure, annul_reason, fence) ON service_order TO app_web, app_worker;

-- What only the worker writes.
GRANT INSERT ON batch_faulty_line, batch_fault, batch_line_rejection, batch_page, order_document, card, ledger_entry, transfer TO app_worker;
-- Balance and floor are not among them: an account begins at zero and moves by transfers only.
GRANT INSERT (tenant_id, product_id, kind, card_id) ON account TO app_worker;
GRANT UPDATE (status, sent_at, resolved_at, reason, bank_reference) ON payment TO app_worker;
GRANT INSERT, DELETE ON card_request TO app_worker;
GRANT INSERT ON batch_line TO loader;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO app_web, app_worker, loader;

-- verify reads everything and writes nothing.
GRANT SELECT ON ALL TABLES IN SCHEMA public TO verify;

GRANT EXECUTE ON FUNCTION app_now(), app_clock() TO app_web, app_worker, verify, loader;
GRANT EXECUTE ON FUNCTION refuse_change(), confirmation_guard(), upload_guard(), batch_guard(), order_guard(), payment_guard(), signature_guard() TO app_web, app_worker;
GRANT EXECUTE ON FUNCTION enter(bytea, text, text), session_touch(bytea), login_find(text), own_password_hash(), session_open(int, bytea, text, text, text),
  session_close(bytea, text, text) TO app_web;
GRANT EXECUTE ON FUNCTION audit_refusal(int, text, text, text, text, text, jsonb) TO app_web, app_worker;
GRANT EXECUTE ON FUNCTION job_add(text, jsonb, text, timestamptz, int), batch_lines_hash(bigint), workers_alive(), tenant_of(text) TO app_web, app_worker;
GRANT EXECUTE ON FUNCTION audit_seal_pending(int), due_expired_batches(), due_stale_uploads(), due_lost_jobs(), audit_heads(), worker_beat(uuid, text, text[]),
  worker_leave(uuid) TO app_worker;
GRANT EXECUTE ON FUNCTION batch_lines_hash(bigint), audit_link(text, bigint, audit_event) TO verify;

-- graphile-worker's own tables: its library runs as app_worker, which owns none of them.
GRANT USAGE ON SCHEMA graphile_worker TO app_worker;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA graphile_worker TO app_worker;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA graphile_worker TO app_worker;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA graphile_worker TO app_worker;
DO $$
DECLARE name text;
BEGIN
  FOR name IN SELECT relname FROM pg_class WHERE relnamespace = 'graphile_worker'::regnamespace AND relkind = 'r' AND relrowsecurity LOOP
    EXECUTE format('CREATE POLICY app_worker_all ON graphile_worker.%I TO app_worker USING (true) WITH CHECK (true)', name);
  END LOOP;
END $$;
