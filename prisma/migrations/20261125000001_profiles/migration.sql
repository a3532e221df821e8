-- Profiles: what each grants of which service, in which channels; who may grant what. A company cannot be left without an administrator.

CREATE TYPE channel AS ENUM ('WEB', 'PHONE', 'APP');
CREATE TYPE profile_status AS ENUM ('ACTIVE', 'INACTIVE');

-- From where its person came in; told at the login, and never changed.
ALTER TABLE session ADD COLUMN channel channel NOT NULL DEFAULT 'WEB';

ALTER TABLE profile
  ADD COLUMN description text NOT NULL DEFAULT '' CONSTRAINT profile_description CHECK (length(description) <= 200),
  ADD COLUMN status profile_status NOT NULL DEFAULT 'ACTIVE',
  ADD COLUMN version int NOT NULL DEFAULT 1 CONSTRAINT profile_version CHECK (version > 0),
  ADD COLUMN updated_at timestamptz NOT NULL DEFAULT app_now(),
  ADD CONSTRAINT profile_name CHECK (length(name) BETWEEN 3 AND 60 AND name = btrim(name));
CREATE UNIQUE INDEX profile_one_name ON profile (tenant_id, lower(name));
CREATE INDEX ON profile (tenant_id, updated_at);

-- A row is a flag of a service: an action, or a channel in which the service's actions work.
ALTER TABLE profile_permission ADD COLUMN service text;
UPDATE profile_permission SET service = CASE
  WHEN permission = 'balance.read' THEN 'consultas.saldos' WHEN permission = 'movement.read' THEN 'consultas.movimientos'
  WHEN permission = 'batch.read' THEN 'consultas.archivos' WHEN permission IN ('order.read', 'order.pdf', 'order.print') THEN 'consultas.ordenes'
  WHEN permission = 'card.read' THEN 'servicios.cuenta-maestra' WHEN permission IN ('batch.upload', 'batch.confirm', 'batch.delete') THEN 'lotes.carga'
  WHEN permission LIKE 'batch.%' THEN 'lotes.autorizacion' WHEN permission IN ('order.pay', 'order.annul') THEN 'ordenes.pago'
  WHEN permission LIKE 'registry.%' THEN 'operador.empresas' WHEN permission LIKE 'change.%' THEN 'operador.cambios'
  WHEN permission LIKE 'doubt.%' THEN 'operador.verificacion' WHEN permission LIKE 'invoice.%' THEN 'operador.facturacion'
  WHEN permission IN ('health.read', 'trail.read') THEN 'operador.salud' WHEN permission LIKE 'message.%' THEN 'operador.mensajes'
  ELSE 'operador.parametros' END;
ALTER TABLE profile_permission ALTER service SET NOT NULL, DROP CONSTRAINT profile_permission_pkey,
  ADD PRIMARY KEY (profile_id, service, permission),
  ADD CONSTRAINT profile_permission_service CHECK (service ~ '^[a-z-]+([.][a-z-]+)+$'),
  ADD CONSTRAINT profile_permission_flag CHECK (permission ~ '^([a-z]+[.][a-zA-Z]+|WEB|PHONE|APP)$');
INSERT INTO profile_permission (tenant_id, profile_id, service, permission)
SELECT DISTINCT p.tenant_id, p.profile_id, p.service, c FROM profile_permission p JOIN tenant t ON t.id = p.tenant_id AND t.kind = 'COMPANY',
  unnest(ARRAY['WEB', 'PHONE']) c;
-- What there is to contract is more by now: reading and paying have services of their own, and a company administers itself.
INSERT INTO contracted_service (tenant_id, service)
SELECT c.tenant_id, s FROM company c, unnest(ARRAY['consultas.archivos', 'ordenes.pago', 'servicio.mensajes', 'administracion.perfiles',
  'administracion.usuarios', 'administracion.claves', 'administracion.activacion', 'administracion.porque', 'administracion.actividad',
  'administracion.nombres', 'administracion.afiliados', 'administracion.tokens', 'administracion.consulta-token', 'ayudas.guias',
  'archivos.plantillas']) s ON CONFLICT DO NOTHING;

-- What a member may grant, apart from what they may do: everything contracted, or these services of it; nothing for whoever has none.
ALTER TABLE membership
  ADD COLUMN version int NOT NULL DEFAULT 1 CONSTRAINT membership_version CHECK (version > 0),
  ADD COLUMN ceiling_all boolean NOT NULL DEFAULT false,
  ADD COLUMN position text CONSTRAINT membership_position CHECK (length(position) BETWEEN 2 AND 80),
  ADD COLUMN phone text CONSTRAINT membership_phone CHECK (phone ~ '^[+]?[0-9][0-9 -]{5,19}$'),
  ADD COLUMN status_reason text CONSTRAINT membership_status_reason CHECK (length(status_reason) BETWEEN 5 AND 500),
  ADD COLUMN status_at timestamptz,
  ADD COLUMN used_at timestamptz,
  ADD COLUMN created_at timestamptz NOT NULL DEFAULT app_now();
CREATE INDEX ON membership (tenant_id, profile_id);
CREATE TABLE membership_ceiling (
  tenant_id     int NOT NULL,
  membership_id int NOT NULL,
  service       text NOT NULL CONSTRAINT membership_ceiling_service CHECK (service ~ '^[a-z-]+([.][a-z-]+)+$'),
  PRIMARY KEY (membership_id, service),
  FOREIGN KEY (tenant_id, membership_id) REFERENCES membership (tenant_id, id)
);
-- Who had a profile of nothing was the first: they administer.
UPDATE membership m SET ceiling_all = true FROM tenant t
 WHERE t.id = m.tenant_id AND t.kind = 'COMPANY' AND NOT EXISTS (SELECT 1 FROM profile_permission p WHERE p.profile_id = m.profile_id);

-- What a profile grants ------------------------------------------------------------------------------------------------
-- The actions that a profile grants in a channel (null: in any): it is active, the service is contracted and works in that channel.
CREATE FUNCTION granted(of_profile int, by_channel text) RETURNS SETOF text LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT f.permission FROM profile p
    JOIN profile_permission f ON f.profile_id = p.id AND f.tenant_id = p.tenant_id AND f.permission LIKE '%.%'
    JOIN contracted_service c ON c.tenant_id = f.tenant_id AND c.service = f.service
   WHERE p.id = of_profile AND p.status = 'ACTIVE'
     AND EXISTS (SELECT 1 FROM profile_permission w WHERE w.profile_id = f.profile_id AND w.service = f.service
                   AND w.permission IN ('WEB', 'PHONE', 'APP') AND (by_channel IS NULL OR w.permission = by_channel))
$$;

-- Those who can give everything again: in, active, in an active profile that grants the administration's first actions, and with a
-- ceiling that covers them (lib/catalog.ts, `administrating` and `neededServices`).
CREATE FUNCTION administrators(of_tenant int) RETURNS SETOF int LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT m.id FROM membership m JOIN app_user u ON u.id = m.user_id AND u.status = 'ACTIVE'
   WHERE m.tenant_id = of_tenant AND m.status = 'ACTIVE'
     AND NOT EXISTS (SELECT unnest(ARRAY['profile.modify', 'user.modify', 'user.activate']) EXCEPT SELECT granted(m.profile_id, 'WEB'))
     AND (m.ceiling_all OR NOT EXISTS (
       SELECT unnest(ARRAY['administracion.perfiles', 'administracion.usuarios', 'administracion.activacion'])
       EXCEPT SELECT x.service FROM membership_ceiling x WHERE x.membership_id = m.id))
$$;

-- No act leaves a company without one that had one: looked at when the transaction ends, one after another.
CREATE FUNCTION administered_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM 1 FROM tenant t WHERE t.id = OLD.tenant_id AND t.kind = 'COMPANY' FOR NO KEY UPDATE;
  IF FOUND AND NOT EXISTS (SELECT 1 FROM administrators(OLD.tenant_id)) THEN
    RAISE EXCEPTION 'a company keeps an administrator' USING ERRCODE = 'check_violation', CONSTRAINT = 'company_administered';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER membership_administered AFTER UPDATE OF status, profile_id, ceiling_all ON membership DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION administered_guard();
CREATE CONSTRAINT TRIGGER membership_ceiling_administered AFTER DELETE ON membership_ceiling DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION administered_guard();
CREATE CONSTRAINT TRIGGER profile_administered AFTER UPDATE OF status ON profile DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION administered_guard();
CREATE CONSTRAINT TRIGGER profile_permission_administered AFTER DELETE ON profile_permission DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD.service LIKE 'administracion.%') EXECUTE FUNCTION administered_guard();
CREATE CONSTRAINT TRIGGER contracted_service_administered AFTER DELETE ON contracted_service DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD.service IN ('administracion.perfiles', 'administracion.usuarios', 'administracion.activacion')) EXECUTE FUNCTION administered_guard();

-- Ceilings --------------------------------------------------------------------------------------------------------------
-- Whether the ceiling of the person being served covers this service in the tenant being served, contracted now or not.
CREATE FUNCTION in_ceiling(of_service text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT 1 FROM membership m
     WHERE m.tenant_id = nullif(current_setting('app.tenant', true), '')::int AND m.user_id = nullif(current_setting('app.user', true), '')::int
       AND m.status = 'ACTIVE'
       AND (m.ceiling_all OR EXISTS (SELECT 1 FROM membership_ceiling x WHERE x.membership_id = m.id AND x.service = of_service)))
$$;
-- Whether they may grant it: it is contracted, and their ceiling covers it.
CREATE FUNCTION may_grant(of_service text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT in_ceiling(of_service) AND EXISTS (SELECT 1 FROM contracted_service c
    WHERE c.tenant_id = nullif(current_setting('app.tenant', true), '')::int AND c.service = of_service)
$$;
-- Whether their ceiling covers everything that a profile holds, and everything that a member may grant.
CREATE FUNCTION may_grant_profile(of_profile int) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT NOT EXISTS (
    SELECT 1 FROM (SELECT DISTINCT p.service FROM profile_permission p WHERE p.profile_id = of_profile) held WHERE NOT in_ceiling(held.service))
$$;
CREATE FUNCTION may_grant_ceiling(of_membership int, of_all boolean) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT CASE WHEN of_all THEN EXISTS (SELECT 1 FROM membership m WHERE m.tenant_id = nullif(current_setting('app.tenant', true), '')::int
                  AND m.user_id = nullif(current_setting('app.user', true), '')::int AND m.status = 'ACTIVE' AND m.ceiling_all)
    ELSE NOT EXISTS (SELECT 1 FROM membership_ceiling x WHERE x.membership_id = of_membership AND NOT in_ceiling(x.service)) END
$$;
-- Whether a profile, or a membership, is that of the person being served.
CREATE FUNCTION is_own_profile(of_profile int) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM membership m WHERE m.profile_id = of_profile AND m.user_id = nullif(current_setting('app.user', true), '')::int)
$$;
CREATE FUNCTION is_own_membership(of_membership int) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM membership m WHERE m.id = of_membership AND m.user_id = nullif(current_setting('app.user', true), '')::int)
$$;
-- Whether a member of a company acts in it.
CREATE FUNCTION serves_company() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM tenant t JOIN membership m ON m.tenant_id = t.id AND m.status = 'ACTIVE'
                    AND m.user_id = nullif(current_setting('app.user', true), '')::int
                  WHERE t.id = nullif(current_setting('app.tenant', true), '')::int AND t.kind = 'COMPANY')
$$;

ALTER TABLE membership_ceiling ENABLE ROW LEVEL SECURITY;
ALTER TABLE membership_ceiling FORCE ROW LEVEL SECURITY;
CREATE POLICY membership_ceiling_of_tenant ON membership_ceiling TO app_web, app_worker
  USING (tenant_id = nullif(current_setting('app.tenant', true), '')::int)
  WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::int);
GRANT SELECT ON membership_ceiling TO app_web, app_worker, verify;
GRANT INSERT, DELETE ON membership_ceiling TO app_web;

-- The desk makes the first profile of a company, which administers and does no more; of anything else a company's own people are the
-- authors, within their ceiling, and never of what is theirs.
DROP POLICY profile_registered ON profile;
DROP POLICY membership_registered ON membership;
CREATE POLICY profile_made ON profile AS RESTRICTIVE FOR INSERT TO app_web
  WITH CHECK (CASE WHEN is_operator() THEN tenant_id NOT IN (SELECT t.id FROM tenant t WHERE t.kind = 'PLATFORM') ELSE serves_company() END);
CREATE POLICY profile_changed ON profile AS RESTRICTIVE FOR UPDATE TO app_web
  USING (NOT is_operator() AND serves_company() AND NOT is_own_profile(id) AND may_grant_profile(id))
  WITH CHECK (NOT is_operator() AND may_grant_profile(id));
CREATE POLICY profile_deleted ON profile AS RESTRICTIVE FOR DELETE TO app_web
  USING (NOT is_operator() AND serves_company() AND NOT is_own_profile(id) AND may_grant_profile(id));
CREATE POLICY profile_permission_given ON profile_permission AS RESTRICTIVE FOR INSERT TO app_web
  WITH CHECK (CASE WHEN is_operator() THEN tenant_id IN (SELECT c.tenant_id FROM company c) AND service ~ '^(servicio|administracion|ayudas|archivos)[.]'
    ELSE may_grant(service) AND NOT is_own_profile(profile_id) END);
CREATE POLICY profile_permission_taken ON profile_permission AS RESTRICTIVE FOR DELETE TO app_web
  USING (NOT is_operator() AND serves_company() AND NOT is_own_profile(profile_id) AND may_grant_profile(profile_id));
CREATE POLICY membership_made ON membership AS RESTRICTIVE FOR INSERT TO app_web
  WITH CHECK (CASE WHEN is_operator() THEN tenant_id NOT IN (SELECT t.id FROM tenant t WHERE t.kind = 'PLATFORM')
    ELSE serves_company() AND user_id <> nullif(current_setting('app.user', true), '')::int
      AND may_grant_profile(profile_id) AND may_grant_ceiling(id, ceiling_all) END);
CREATE POLICY membership_changed ON membership AS RESTRICTIVE FOR UPDATE TO app_web
  USING (NOT is_operator() AND serves_company() AND user_id <> nullif(current_setting('app.user', true), '')::int
    AND may_grant_profile(profile_id) AND may_grant_ceiling(id, ceiling_all))
  WITH CHECK (NOT is_operator() AND user_id <> nullif(current_setting('app.user', true), '')::int
    AND may_grant_profile(profile_id) AND may_grant_ceiling(id, ceiling_all));
CREATE POLICY membership_ceiling_given ON membership_ceiling AS RESTRICTIVE FOR INSERT TO app_web
  WITH CHECK (NOT is_operator() AND may_grant(service) AND NOT is_own_membership(membership_id));
CREATE POLICY membership_ceiling_taken ON membership_ceiling AS RESTRICTIVE FOR DELETE TO app_web
  USING (NOT is_operator() AND serves_company() AND NOT is_own_membership(membership_id));
CREATE POLICY membership_product_given ON membership_product AS RESTRICTIVE FOR INSERT TO app_web
  WITH CHECK (NOT is_operator() AND serves_company() AND NOT is_own_membership(membership_id));
CREATE POLICY membership_product_taken ON membership_product AS RESTRICTIVE FOR DELETE TO app_web
  USING (NOT is_operator() AND serves_company() AND NOT is_own_membership(membership_id));

GRANT INSERT (description, status), UPDATE (name, description, status, version, updated_at), DELETE ON profile TO app_web;
GRANT INSERT (tenant_id, profile_id, service, permission), DELETE ON profile_permission TO app_web;
GRANT INSERT (ceiling_all, all_products, position, phone),
  UPDATE (profile_id, status, status_reason, status_at, all_products, ceiling_all, position, phone, version) ON membership TO app_web;
GRANT INSERT, DELETE ON membership_product TO app_web;
GRANT SELECT ON membership_product, profile TO verify;

-- Who asks --------------------------------------------------------------------------------------------------------------
-- As before; a session has the channel that its login told.
DROP FUNCTION session_open(int, bytea, text, text, text, bigint, text);
CREATE FUNCTION session_open(for_user int, token bytea, from_address text, from_device text, by_channel channel, request text, by_temporary bigint, compared text) RETURNS jsonb
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE u app_user; finished session_stage[] := '{}'; first session_stage;
BEGIN
  SELECT * INTO u FROM app_user WHERE id = for_user AND (status = 'ACTIVE' OR status = 'INVITED' AND by_temporary IS NOT NULL) FOR SHARE;
  IF NOT FOUND THEN RETURN NULL; END IF;
  IF by_temporary IS NULL AND u.password_hash IS DISTINCT FROM compared THEN RETURN NULL; END IF;
  IF by_temporary IS NULL THEN
    finished := ARRAY['PASSWORD']::session_stage[];
  ELSE
    UPDATE temporary_password SET used_at = CASE WHEN kind = 'INVITATION' THEN NULL ELSE app_now() END
     WHERE id = by_temporary AND user_id = for_user AND used_at IS NULL AND voided_at IS NULL AND expires_at > app_now();
    IF NOT FOUND THEN RETURN NULL; END IF;
    UPDATE session SET ended_at = app_now() WHERE user_id = for_user AND temporary_id = by_temporary AND ended_at IS NULL;
  END IF;
  first := next_stage(for_user, finished);
  INSERT INTO session (token_hash, user_id, address, device, channel, stage, done, temporary_id)
    VALUES (token, for_user, from_address, from_device, by_channel, first, finished, by_temporary);
  INSERT INTO audit_event (tenant_id, actor, event, subject, result, address, request_id, data)
  SELECT t.id, u.username, 'session.opened', u.username, 'done', from_address, request,
         CASE WHEN first = 'DONE' AND by_temporary IS NULL THEN '{}' ELSE jsonb_build_object('stage', first, 'temporary', by_temporary IS NOT NULL) END
    FROM tenant t WHERE t.kind = 'PLATFORM';
  RETURN jsonb_build_object('stage', first, 'language', u.language, 'theme', u.theme);
END $$;

-- As before; the permissions are those of the session's channel, and where a person of several companies worked last is remembered.
CREATE OR REPLACE FUNCTION enter(token bytea, company_code text, product_code text) RETURNS jsonb LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE s session; u app_user; m membership; t tenant; c company; p product; shut text;
BEGIN
  SELECT * INTO s FROM session WHERE token_hash = token AND ended_at IS NULL AND stage = 'DONE'
    AND expires_at > app_now() AND (channel = 'APP' OR last_used_at > app_now() - interval '10 minutes');
  IF NOT FOUND THEN RETURN NULL; END IF;
  SELECT * INTO u FROM app_user WHERE id = s.user_id AND status = 'ACTIVE';
  IF NOT FOUND THEN RETURN NULL; END IF;
  PERFORM set_config('app.user', u.id::text, true), set_config('app.tenant', '', true), set_config('app.session', s.id::text, true),
    set_config('app.channel', s.channel::text, true);
  IF company_code IS NOT NULL THEN
    SELECT t2.* INTO t FROM tenant t2 WHERE t2.code = company_code AND t2.kind = 'COMPANY';
    SELECT * INTO c FROM company WHERE tenant_id = t.id;
    SELECT * INTO m FROM membership WHERE tenant_id = c.tenant_id AND user_id = u.id AND status = 'ACTIVE';
    IF m.id IS NOT NULL AND c.status <> 'ACTIVE' THEN
      shut := t.name;
      m := NULL;
    END IF;
    IF m.id IS NOT NULL THEN
      PERFORM set_config('app.tenant', t.id::text, true);
      SELECT * INTO p FROM product WHERE tenant_id = t.id AND code = product_code
        AND (m.all_products OR EXISTS (SELECT 1 FROM membership_product mp WHERE mp.membership_id = m.id AND mp.product_id = product.id));
      IF EXISTS (SELECT 1 FROM membership o WHERE o.user_id = u.id AND o.id <> m.id AND (m.used_at IS NULL OR o.used_at >= m.used_at)) THEN
        UPDATE membership SET used_at = app_now() WHERE id = (SELECT mm.id FROM membership mm WHERE mm.id = m.id FOR NO KEY UPDATE SKIP LOCKED);
      END IF;
    END IF;
  END IF;
  RETURN jsonb_build_object(
    'now', app_now(),
    'session', jsonb_build_object('id', s.id::text, 'endsAt', s.expires_at, 'channel', s.channel),
    'user', jsonb_build_object('id', u.id, 'username', u.username, 'name', u.name, 'email', u.email, 'document', u.document,
       'language', u.language, 'theme', u.theme),
    'suspended', shut,
    'membership', CASE WHEN m.id IS NULL THEN NULL ELSE jsonb_build_object('id', m.id, 'allProducts', m.all_products, 'profile', m.profile_id,
       'permissions', (SELECT coalesce(jsonb_agg(g), '[]') FROM granted(m.profile_id, s.channel::text) g)) END,
    'company', CASE WHEN m.id IS NULL THEN NULL ELSE jsonb_build_object('id', t.id, 'code', t.code, 'name', t.name, 'taxId', c.tax_id,
       'country', c.country, 'timeZone', c.time_zone, 'signaturesRequired', c.signatures_required, 'makerMaySign', c.maker_may_sign,
       'bankAccount', c.bank_account) END,
    'product', CASE WHEN p.id IS NULL THEN NULL ELSE jsonb_build_object('id', p.id, 'code', p.code, 'name', p.name, 'kind', p.kind,
       'currency', p.currency, 'linesMax', p.lines_max, 'fileBytesMax', p.file_bytes_max::text,
       'amountMinCents', p.amount_min_cents::text, 'amountMaxCents', p.amount_max_cents::text, 'batchTypes', p.batch_types) END);
END $$;

REVOKE ALL ON FUNCTION granted(int, text), administrators(int), administered_guard(), in_ceiling(text), may_grant(text), may_grant_profile(int), may_grant_ceiling(int, boolean),
  is_own_profile(int), is_own_membership(int), serves_company(), session_open(int, bytea, text, text, channel, text, bigint, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION granted(int, text) TO app_web, app_worker;
GRANT EXECUTE ON FUNCTION administrators(int) TO app_web;
GRANT EXECUTE ON FUNCTION administered_guard(), in_ceiling(text), may_grant(text), may_grant_profile(int), may_grant_ceiling(int, boolean), is_own_profile(int),
  is_own_membership(int), serves_company() TO app_web, app_worker;
GRANT EXECUTE ON FUNCTION session_open(int, bytea, text, text, channel, text, bigint, text) TO app_web;
