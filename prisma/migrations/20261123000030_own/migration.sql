-- A person's own sessions: seen, closed one by one or all but this one, and told why they are over.

ALTER TABLE session ADD COLUMN end_reason text CONSTRAINT session_end_reason
  CHECK (end_reason IS NULL OR end_reason IN ('LOGOUT', 'CLOSED', 'PASSWORD') AND ended_at IS NOT NULL);

-- As before, and the transaction knows which session it serves.
CREATE OR REPLACE FUNCTION enter(token bytea, company_code text, product_code text) RETURNS jsonb LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE s session; u app_user; m membership; t tenant; c company; p product;
BEGIN
  SELECT * INTO s FROM session WHERE token_hash = token AND ended_at IS NULL
    AND expires_at > app_now() AND last_used_at > app_now() - interval '10 minutes';
  IF NOT FOUND THEN RETURN NULL; END IF;
  SELECT * INTO u FROM app_user WHERE id = s.user_id AND status = 'ACTIVE';
  IF NOT FOUND THEN RETURN NULL; END IF;
  PERFORM set_config('app.user', u.id::text, true), set_config('app.tenant', '', true), set_config('app.session', s.id::text, true);
  IF company_code IS NOT NULL THEN
    SELECT t2.* INTO t FROM tenant t2 WHERE t2.code = company_code AND t2.kind = 'COMPANY';
    SELECT * INTO c FROM company WHERE tenant_id = t.id AND status = 'ACTIVE';
    SELECT * INTO m FROM membership WHERE tenant_id = c.tenant_id AND user_id = u.id AND status = 'ACTIVE';
    IF m.id IS NOT NULL THEN
      PERFORM set_config('app.tenant', t.id::text, true);
      SELECT * INTO p FROM product WHERE tenant_id = t.id AND code = product_code
        AND (m.all_products OR EXISTS (SELECT 1 FROM membership_product mp WHERE mp.membership_id = m.id AND mp.product_id = product.id));
    END IF;
  END IF;
  RETURN jsonb_build_object(
    'now', app_now(),
    'session', jsonb_build_object('id', s.id::text, 'endsAt', s.expires_at),
    'user', jsonb_build_object('id', u.id, 'username', u.username, 'name', u.name, 'email', u.email, 'document', u.document,
       'language', u.language, 'theme', u.theme),
    'membership', CASE WHEN m.id IS NULL THEN NULL ELSE jsonb_build_object('id', m.id, 'allProducts', m.all_products,
       'permissions', (SELECT coalesce(jsonb_agg(pp.permission), '[]') FROM profile_permission pp WHERE pp.profile_id = m.profile_id)) END,
    'company', CASE WHEN m.id IS NULL THEN NULL ELSE jsonb_build_object('id', t.id, 'code', t.code, 'name', t.name, 'taxId', c.tax_id,
       'country', c.country, 'timeZone', c.time_zone, 'signaturesRequired', c.signatures_required, 'makerMaySign', c.maker_may_sign,
       'bankAccount', c.bank_account) END,
    'product', CASE WHEN p.id IS NULL THEN NULL ELSE jsonb_build_object('id', p.id, 'code', p.code, 'name', p.name, 'kind', p.kind,
       'currency', p.currency, 'linesMax', p.lines_max, 'fileBytesMax', p.file_bytes_max::text,
       'amountMinCents', p.amount_min_cents::text, 'amountMaxCents', p.amount_max_cents::text) END);
END $$;

-- Why the session behind a cookie is over; null while it lives, no row when it was never one of ours.
CREATE FUNCTION session_standing(token bytea) RETURNS TABLE (why text) LANGUAGE sql STABLE
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT CASE WHEN s.ended_at IS NOT NULL THEN coalesce(s.end_reason, 'ENDED')
              WHEN least(s.expires_at, s.last_used_at + interval '10 minutes') > app_now() THEN CASE WHEN u.status = 'ACTIVE' THEN NULL ELSE 'ENDED' END
              WHEN s.expires_at <= s.last_used_at + interval '10 minutes' THEN 'EXPIRED'
              ELSE 'IDLE' END
    FROM session s JOIN app_user u ON u.id = s.user_id WHERE s.token_hash = token
$$;

-- The open sessions of the person being served; `own` is the one that asks.
CREATE FUNCTION own_sessions() RETURNS TABLE (id bigint, opened_at timestamptz, last_used_at timestamptz, address text, device text, own boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT s.id, s.created_at, s.last_used_at, s.address, s.device, s.id = nullif(current_setting('app.session', true), '')::bigint
    FROM session s WHERE s.user_id = nullif(current_setting('app.user', true), '')::int AND s.ended_at IS NULL
     AND s.expires_at > app_now() AND s.last_used_at > app_now() - interval '10 minutes'
   ORDER BY 6 DESC, 3 DESC, 1 DESC
$$;

-- Ends sessions of the person being served, but never the one that asks: one, or all others; each leaves an entry. Returns how many.
CREATE FUNCTION own_sessions_close(only_one bigint, because text, from_address text, request text) RETURNS int LANGUAGE sql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH closed AS (
    UPDATE session SET ended_at = app_now(), end_reason = because
     WHERE user_id = nullif(current_setting('app.user', true), '')::int AND ended_at IS NULL
       AND id <> nullif(current_setting('app.session', true), '')::bigint AND (only_one IS NULL OR id = only_one)
    RETURNING id, user_id),
  told AS (
    INSERT INTO audit_event (tenant_id, actor, event, subject, result, address, request_id, data)
    SELECT t.id, u.username, 'session.closed', u.username, 'done', from_address, request,
           jsonb_build_object('session', c.id, 'because', because)
      FROM closed c JOIN app_user u ON u.id = c.user_id, tenant t WHERE t.kind = 'PLATFORM' RETURNING 1)
  SELECT count(*)::int FROM told
$$;

-- Leaving says so, and lets go of what was typed on the way: whoever leaves has left it.
CREATE OR REPLACE FUNCTION session_close(token bytea, from_address text, request text) RETURNS void LANGUAGE sql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH closed AS (
    UPDATE session SET ended_at = app_now(), end_reason = 'LOGOUT' WHERE token_hash = token AND ended_at IS NULL RETURNING id, user_id),
  left_behind AS (DELETE FROM draft d USING closed c WHERE d.session_id = c.id)
  INSERT INTO audit_event (tenant_id, actor, event, subject, result, address, request_id)
  SELECT t.id, u.username, 'session.closed', u.username, 'done', from_address, request
    FROM closed JOIN app_user u ON u.id = closed.user_id, tenant t WHERE t.kind = 'PLATFORM'
$$;

-- A draft kept while somebody types belongs to that session and comes back once it is over; one kept on purpose comes back at once.
ALTER TABLE draft ADD COLUMN session_id bigint REFERENCES session;
GRANT UPDATE (session_id) ON draft TO app_web;
CREATE FUNCTION session_over(which bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT NOT EXISTS (SELECT 1 FROM session s WHERE s.id = which AND s.ended_at IS NULL AND s.expires_at > app_now()
                        AND s.last_used_at > app_now() - interval '10 minutes')
$$;

REVOKE ALL ON FUNCTION session_standing(bytea), own_sessions(), own_sessions_close(bigint, text, text, text), session_over(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION session_standing(bytea), own_sessions(), own_sessions_close(bigint, text, text, text), session_over(bigint) TO app_web;
