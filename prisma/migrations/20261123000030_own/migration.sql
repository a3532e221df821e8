-- A person's own sessions: seen, closed one by one or all but this one, and told why they are over.

-- The other session of the same person that closed this one; only own_sessions_close writes it.
ALTER TABLE session ADD COLUMN closed_by bigint,
  ADD CONSTRAINT session_closed_by CHECK (closed_by IS NULL OR closed_by <> id AND ended_at IS NOT NULL);

-- As before, and the transaction knows which session it serves.
CREATE OR REPLACE FUNCTION enter(token bytea, company_code text, product_code text) RETURNS jsonb LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE s session; u app_user; m membership; t tenant; c company; p product;
BEGIN
  SELECT * INTO s FROM session WHERE token_hash = token AND ended_at IS NULL AND stage = 'DONE'
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

-- Why the session behind a cookie is over; null while it lives, no row when it was never one of ours. A change of clave ends the
-- others in its own transaction, and so at its own time.
CREATE FUNCTION session_standing(token bytea) RETURNS TABLE (why text) LANGUAGE sql STABLE
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT CASE WHEN s.closed_by IS NOT NULL THEN 'CLOSED'
              WHEN s.ended_at = u.password_set_at THEN 'PASSWORD'
              WHEN s.ended_at IS NOT NULL THEN 'ENDED'
              WHEN idle.since <= app_now() AND idle.since < s.expires_at THEN 'IDLE'
              WHEN s.expires_at <= app_now() THEN 'EXPIRED'
              WHEN u.status <> 'ACTIVE' THEN 'ENDED' END
    FROM session s JOIN app_user u ON u.id = s.user_id, LATERAL (SELECT s.last_used_at + interval '10 minutes' AS since) idle
   WHERE s.token_hash = token
$$;

-- The open sessions of the person being served; `own` is the one that asks. Who is still on the way in has none yet.
CREATE FUNCTION own_sessions() RETURNS TABLE (id bigint, opened_at timestamptz, last_used_at timestamptz, address text, device text, own boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT s.id, s.created_at, s.last_used_at, s.address, s.device, s.id = nullif(current_setting('app.session', true), '')::bigint
    FROM session s WHERE s.user_id = nullif(current_setting('app.user', true), '')::int AND s.ended_at IS NULL AND s.stage = 'DONE'
     AND s.expires_at > app_now() AND s.last_used_at > app_now() - interval '10 minutes'
   ORDER BY 6 DESC, 3 DESC, 1 DESC
$$;

-- Ends sessions of the person being served, never the one that asks: one, or all others. Returns those that it ended; whoever calls
-- it leaves the trail.
CREATE FUNCTION own_sessions_close(only_one bigint) RETURNS SETOF bigint LANGUAGE sql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
  UPDATE session SET ended_at = app_now(), closed_by = nullif(current_setting('app.session', true), '')::bigint
   WHERE user_id = nullif(current_setting('app.user', true), '')::int AND ended_at IS NULL
     AND id <> nullif(current_setting('app.session', true), '')::bigint AND (only_one IS NULL OR id = only_one)
     AND expires_at > app_now() AND last_used_at > app_now() - interval '10 minutes'
  RETURNING id
$$;

-- The session that asks goes on under another secret.
CREATE FUNCTION session_renew(token bytea, new_token bytea) RETURNS boolean LANGUAGE sql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH renewed AS (
    UPDATE session SET token_hash = new_token WHERE token_hash = token AND ended_at IS NULL AND stage = 'DONE'
       AND expires_at > app_now() AND last_used_at > app_now() - interval '10 minutes' RETURNING 1)
  SELECT EXISTS (SELECT 1 FROM renewed)
$$;

-- A draft kept while somebody types belongs to that session and comes back once it is over; one kept on purpose comes back at once.
ALTER TABLE draft ADD COLUMN session_id bigint REFERENCES session;
GRANT UPDATE (session_id) ON draft TO app_web;
CREATE FUNCTION session_over(which bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT NOT EXISTS (SELECT 1 FROM session s WHERE s.id = which AND s.ended_at IS NULL AND s.expires_at > app_now()
                        AND s.last_used_at > app_now() - interval '10 minutes')
$$;

REVOKE ALL ON FUNCTION session_standing(bytea), own_sessions(), own_sessions_close(bigint), session_renew(bytea, bytea), session_over(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION session_standing(bytea), own_sessions(), own_sessions_close(bigint), session_renew(bytea, bytea), session_over(bigint) TO app_web;
