-- A broker's own house: its trail by what was done and to whom, what it says of itself, its branches, and how each of its people wants to be told.

-- The trail as a broker reads it: each event is of a group of acts; whatever a company's are, as before.
DO $$
DECLARE before text := (SELECT pg_get_expr(d.adbin, d.adrelid) FROM pg_attrdef d JOIN pg_attribute a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
                         WHERE d.adrelid = 'audit_event'::regclass AND a.attname = 'service');
BEGIN
  EXECUTE format($e$ALTER TABLE audit_event ALTER COLUMN service SET EXPRESSION AS (CASE split_part(event, '.', 1)
    WHEN 'brokeruser' THEN CASE
      WHEN event IN ('brokeruser.created', 'brokeruser.create', 'brokeruser.invitedAgain') THEN 'corredores.altas'
      WHEN event IN ('brokeruser.disabled', 'brokeruser.disable', 'brokeruser.left', 'brokeruser.leave') THEN 'corredores.bajas'
      WHEN event IN ('brokeruser.enabled', 'brokeruser.enable') THEN 'corredores.habilitaciones'
      WHEN event IN ('brokeruser.resetStarted', 'brokeruser.reset') THEN 'corredores.claves'
      WHEN event = 'brokeruser.import' THEN 'corredores.archivos'
      WHEN event IN ('brokeruser.exported', 'brokeruser.export') THEN 'corredores.descargas'
      WHEN event = 'brokeruser.read' THEN 'corredores.consultas'
      ELSE 'corredores.cambios' END
    WHEN 'brokerfile' THEN 'corredores.archivos'
    WHEN 'brokerhistory' THEN CASE WHEN event = 'brokerhistory.read' THEN 'corredores.consultas' ELSE 'corredores.descargas' END
    WHEN 'broker' THEN 'corredores.broker'
    WHEN 'brokerbranch' THEN 'corredores.broker'
    WHEN 'brokersettings' THEN 'corredores.ajustes'
    WHEN 'brokerhome' THEN 'corredores.consultas'
    ELSE %s END)$e$, before);
END $$;
-- What was done to somebody of a team, the newest first.
CREATE INDEX audit_event_to_member ON audit_event (tenant_id, subject, at, id) INCLUDE (result, actor, service)
  WHERE split_part(event, '.', 1) = 'brokeruser';

-- Where an event of the chain being served stands in it, and its digests: the seals themselves are nobody's to read.
CREATE FUNCTION event_seal(of_event bigint) RETURNS TABLE (seq bigint, hash text, prev_hash text, sealed_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT s.seq, s.hash, s.prev_hash, s.sealed_at FROM audit_seal s
   WHERE s.event_id = of_event AND s.tenant_id = nullif(current_setting('app.tenant', true), '')::int AND administers_team()
$$;

-- What a broker says of itself is kept as a company's is. ------------------------------------------------------------------
ALTER TABLE company_version DROP CONSTRAINT company_version_tenant_id_fkey,
  ADD CONSTRAINT company_version_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES tenant (id);
DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['company_version', 'company_phone', 'company_contact'] LOOP
    EXECUTE format('DROP POLICY %I ON %I', name || '_made', name);
    EXECUTE format($p$CREATE POLICY %I ON %I AS RESTRICTIVE FOR INSERT TO app_web
      WITH CHECK (NOT is_operator() AND (serves_company() OR administers_team()))$p$, name || '_made', name);
  END LOOP;
END $$;

-- Its branches: made, modified and closed, never deleted; what each was stands in the trail. --------------------------------
CREATE TABLE broker_branch (
  tenant_id   int NOT NULL REFERENCES broker (tenant_id),
  code        text NOT NULL CONSTRAINT broker_branch_code CHECK (code ~ '^[A-Z0-9][A-Z0-9-]{0,19}$'),
  name        text NOT NULL CONSTRAINT broker_branch_name CHECK (length(name) BETWEEN 2 AND 60 AND name = btrim(name)),
  address     text NOT NULL CONSTRAINT broker_branch_address CHECK (length(address) <= 120 AND address = btrim(address)),
  city        text NOT NULL CONSTRAINT broker_branch_city CHECK (length(city) <= 80 AND city = btrim(city)),
  phone       text CONSTRAINT broker_branch_phone CHECK (phone ~ '^[+]?[0-9][0-9 -]{5,19}$'),
  -- Who answers for it, of the team.
  responsible int,
  status      register_status NOT NULL DEFAULT 'ACTIVE',
  version     int NOT NULL DEFAULT 1 CONSTRAINT broker_branch_version CHECK (version > 0),
  changed_at  timestamptz NOT NULL DEFAULT app_now(),
  PRIMARY KEY (tenant_id, code),
  FOREIGN KEY (tenant_id, responsible) REFERENCES membership (tenant_id, id)
);
CREATE UNIQUE INDEX broker_branch_once ON broker_branch (tenant_id, lower(name)) WHERE status = 'ACTIVE';
CREATE INDEX broker_branch_responsible ON broker_branch (tenant_id, responsible);
ALTER TABLE broker_branch ENABLE ROW LEVEL SECURITY;
ALTER TABLE broker_branch FORCE ROW LEVEL SECURITY;
CREATE POLICY broker_branch_of_tenant ON broker_branch TO app_web, app_worker
  USING (tenant_id = nullif(current_setting('app.tenant', true), '')::int)
  WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::int);
CREATE POLICY broker_branch_made ON broker_branch AS RESTRICTIVE FOR INSERT TO app_web
  WITH CHECK (NOT is_operator() AND administers_team());
CREATE POLICY broker_branch_changed ON broker_branch AS RESTRICTIVE FOR UPDATE TO app_web
  USING (NOT is_operator() AND administers_team()) WITH CHECK (NOT is_operator() AND administers_team());
-- Each change is the next version of what its person saw, and whoever answers for a branch is in when they are named.
CREATE FUNCTION broker_branch_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.version <> OLD.version + 1 THEN
    RAISE EXCEPTION 'a change of a branch is its next version' USING ERRCODE = 'check_violation', CONSTRAINT = 'broker_branch_next';
  END IF;
  IF NEW.responsible IS NOT NULL AND (TG_OP = 'INSERT' OR NEW.responsible IS DISTINCT FROM OLD.responsible) AND NOT EXISTS (
      SELECT 1 FROM membership m WHERE m.id = NEW.responsible AND m.tenant_id = NEW.tenant_id AND m.standing = 'ACTIVE') THEN
    RAISE EXCEPTION 'whoever answers for a branch is active: violates "broker_branch_responsible_active"' USING ERRCODE = 'check_violation', CONSTRAINT = 'broker_branch_responsible_active';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER broker_branch_guarded BEFORE INSERT OR UPDATE ON broker_branch FOR EACH ROW EXECUTE FUNCTION broker_branch_guard();
GRANT SELECT ON broker_branch TO app_web, app_worker, verify;
GRANT INSERT (tenant_id, code, name, address, city, phone, responsible) ON broker_branch TO app_web;
GRANT UPDATE (name, address, city, phone, responsible, status, version, changed_at) ON broker_branch TO app_web;

-- How somebody of a team wants to be told, and what their downloads are. Their own to say, in each broker apart. --------------
CREATE FUNCTION team_alerts() RETURNS text[] LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
  SELECT ARRAY['added', 'standing', 'access', 'file', 'reset']
$$;
ALTER TABLE membership
  ADD COLUMN alerts text[] NOT NULL DEFAULT '{}' CONSTRAINT membership_alerts CHECK (alerts <@ team_alerts() AND (role IS NOT NULL OR alerts = '{}')),
  ADD COLUMN download_format text NOT NULL DEFAULT 'xlsx' CONSTRAINT membership_download_format CHECK (download_format IN ('xlsx', 'csv'));
CREATE INDEX membership_alerted ON membership (tenant_id, id) WHERE alerts <> '{}';
-- The policies let nobody write their own row; these two facts of it are theirs.
CREATE FUNCTION own_team_settings(new_alerts text[], new_format text) RETURNS boolean LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE membership SET alerts = new_alerts, download_format = new_format
   WHERE own_sections() IS NOT NULL AND tenant_id = nullif(current_setting('app.tenant', true), '')::int
     AND user_id = nullif(current_setting('app.user', true), '')::int;
  RETURN FOUND;
END $$;

-- Which of the alerts an event of a team is; null for any other.
CREATE FUNCTION team_alert_kind(event text, data jsonb) RETURNS text LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$
  SELECT CASE event
    WHEN 'brokeruser.created' THEN 'added'
    WHEN 'brokeruser.disabled' THEN 'standing' WHEN 'brokeruser.enabled' THEN 'standing' WHEN 'brokeruser.left' THEN 'standing'
    WHEN 'brokeruser.modified' THEN CASE WHEN EXISTS (SELECT 1 FROM unnest(ARRAY['role', 'sections', 'downloads']) k
      WHERE data -> 'before' -> k IS DISTINCT FROM data -> 'after' -> k) THEN 'access' END
    WHEN 'brokerfile.applied' THEN 'file'
    WHEN 'brokeruser.resetStarted' THEN 'reset' END
$$;
-- One job for what a request did of one kind, however many people it was done to; it is told only where somebody wants to be.
CREATE FUNCTION team_alerted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  kind CONSTANT text := team_alert_kind(NEW.event, NEW.data);
  key text;
BEGIN
  IF kind IS NULL OR NEW.result <> 'done' THEN RETURN NULL; END IF;
  key := format('team-alert:%s:%s:%s', NEW.tenant_id, coalesce(NEW.request_id, NEW.id::text), kind);
  IF current_setting('app.alerted', true) = key THEN RETURN NULL; END IF;
  PERFORM set_config('app.alerted', key, true);
  IF EXISTS (SELECT 1 FROM membership m WHERE m.tenant_id = NEW.tenant_id AND m.alerts <> '{}' AND kind = ANY (m.alerts)) THEN
    PERFORM graphile_worker.add_job('alert-team', json_build_object('tenant', NEW.tenant_id, 'event', NEW.id::text), job_key => key, max_attempts => 8);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER audit_event_team_alert AFTER INSERT ON audit_event FOR EACH ROW
  WHEN (split_part(NEW.event, '.', 1) IN ('brokeruser', 'brokerfile')) EXECUTE FUNCTION team_alerted();

-- What an event is told as, and to whom: whoever administers the team, is in, asked for that and did not do it. What a file did to each is told
-- as the file alone.
CREATE FUNCTION team_alert(of_tenant int, of_event bigint)
  RETURNS TABLE (kind text, event text, subject text, actor text, at timestamptz, times int, broker text, code text, time_zone text, people int[])
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT k.kind, e.event, coalesce(s.name, e.subject), coalesce(a.name, e.actor), e.at,
         (SELECT count(*)::int FROM audit_event o WHERE o.tenant_id = e.tenant_id AND o.request_id = e.request_id AND o.result = 'done'
             AND o.at BETWEEN e.at - interval '10 minutes' AND e.at + interval '10 minutes' AND team_alert_kind(o.event, o.data) = k.kind),
         t.name, t.code, b.time_zone,
         ARRAY(SELECT m.user_id FROM membership m JOIN app_user u ON u.id = m.user_id
                WHERE m.tenant_id = e.tenant_id AND m.alerts <> '{}' AND k.kind = ANY (m.alerts) AND m.standing = 'ACTIVE'
                  AND 'admin-usuarios' = ANY (m.sections) AND u.username <> e.actor ORDER BY m.user_id)
    FROM audit_event e JOIN tenant t ON t.id = e.tenant_id JOIN broker b ON b.tenant_id = t.id AND b.status = 'ACTIVE'
    CROSS JOIN LATERAL (SELECT team_alert_kind(e.event, e.data) AS kind) k
    LEFT JOIN LATERAL (SELECT coalesce(m.first_name || ' ' || m.last_name, u.name) AS name FROM app_user u JOIN membership m ON m.user_id = u.id
                        WHERE u.username = e.subject AND m.tenant_id = e.tenant_id) s ON e.event LIKE 'brokeruser.%'
    LEFT JOIN LATERAL (SELECT coalesce(m.first_name || ' ' || m.last_name, u.name) AS name FROM app_user u JOIN membership m ON m.user_id = u.id
                        WHERE u.username = e.actor AND m.tenant_id = e.tenant_id) a ON true
   WHERE e.tenant_id = of_tenant AND e.id = of_event AND k.kind IS NOT NULL
     AND (k.kind = 'file' OR e.request_id IS NULL OR NOT EXISTS (SELECT 1 FROM audit_event f WHERE f.tenant_id = e.tenant_id
       AND f.at BETWEEN e.at - interval '10 minutes' AND e.at + interval '10 minutes' AND f.request_id = e.request_id AND f.event = 'brokerfile.applied'))
$$;

REVOKE ALL ON FUNCTION event_seal(bigint), broker_branch_guard(), team_alerts(), own_team_settings(text[], text), team_alert_kind(text, jsonb), team_alerted(),
  team_alert(int, bigint) FROM PUBLIC;
-- What a policy or a check asks is asked by whoever writes.
GRANT EXECUTE ON FUNCTION team_alerts(), administers_team() TO app_web, app_worker;
GRANT EXECUTE ON FUNCTION event_seal(bigint), own_team_settings(text[], text) TO app_web;
GRANT EXECUTE ON FUNCTION team_alert(int, bigint) TO app_worker;
