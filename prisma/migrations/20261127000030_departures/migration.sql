-- Somebody leaves a broker's team: what ends with it, all at once, and the receipt that lists each effect.

CREATE TABLE team_departure (
  tenant_id      int NOT NULL REFERENCES broker (tenant_id),
  number         int NOT NULL CONSTRAINT team_departure_number CHECK (number > 0),
  membership_id  int NOT NULL,
  made_by        int NOT NULL,
  made_at        timestamptz NOT NULL DEFAULT app_now(),
  heir_id        int,
  -- Whether they belong somewhere else: sessions, claves and tokens are theirs then, and stay.
  elsewhere      boolean NOT NULL,
  was_in         boolean NOT NULL,
  sessions       int NOT NULL,
  lent_keys      int NOT NULL,
  tokens         int NOT NULL,
  passkeys       int NOT NULL,
  recovery_codes int NOT NULL,
  drafts         int NOT NULL,
  withdrawn      int NOT NULL,
  handed_over    int NOT NULL,
  PRIMARY KEY (tenant_id, number),
  FOREIGN KEY (tenant_id, membership_id) REFERENCES membership (tenant_id, id),
  FOREIGN KEY (tenant_id, made_by) REFERENCES membership (tenant_id, id),
  FOREIGN KEY (tenant_id, heir_id) REFERENCES membership (tenant_id, id),
  CONSTRAINT team_departure_people CHECK (made_by <> membership_id AND heir_id IS DISTINCT FROM membership_id),
  CONSTRAINT team_departure_counts CHECK (least(sessions, lent_keys, tokens, passkeys, recovery_codes, drafts, withdrawn, handed_over) >= 0),
  CONSTRAINT team_departure_elsewhere CHECK (NOT elsewhere OR greatest(sessions, lent_keys, tokens, passkeys, recovery_codes) = 0)
);
CREATE INDEX team_departure_of ON team_departure (tenant_id, membership_id, number);
ALTER TABLE team_departure ENABLE ROW LEVEL SECURITY;
ALTER TABLE team_departure FORCE ROW LEVEL SECURITY;
CREATE POLICY team_departure_of_tenant ON team_departure TO app_web, app_worker
  USING (tenant_id = nullif(current_setting('app.tenant', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::int);
CREATE TRIGGER team_departure_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON team_departure FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
GRANT SELECT ON team_departure TO app_web, app_worker, verify;

-- Whether what was typed on a page is of the broker that somebody leaves: it names that one, or is of brokers' pages and they are in no other.
-- (lib/drafts/rules.ts says how a draft names its place.)
CREATE FUNCTION is_draft_of(path text, broker_code text, of_other_teams boolean) RETURNS boolean LANGUAGE sql IMMUTABLE
  SET search_path = public, pg_temp AS $$
  SELECT path LIKE '/corredores/%' AND (NOT of_other_teams OR split_part(path, '#', 2) = broker_code)
$$;

-- What would end of what is a person's own. Null for whoever may not be acted on by the person being served.
CREATE FUNCTION departure_facts(person int) RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object('elsewhere', w.elsewhere,
      'sessions', (SELECT count(*) FROM session s WHERE NOT w.elsewhere AND s.user_id = person AND s.ended_at IS NULL AND s.expires_at > app_now()),
      'lentKeys', (SELECT count(*) FROM temporary_password p WHERE NOT w.elsewhere AND p.user_id = person AND p.used_at IS NULL AND p.voided_at IS NULL
         AND p.expires_at > app_now()),
      'tokens', (SELECT count(*) FROM totp t WHERE NOT w.elsewhere AND t.user_id = person AND t.confirmed_at IS NOT NULL),
      'passkeys', (SELECT count(*) FROM passkey k WHERE NOT w.elsewhere AND k.user_id = person),
      'recoveryCodes', (SELECT count(*) FROM recovery_code c WHERE NOT w.elsewhere AND c.user_id = person AND c.used_at IS NULL),
      'drafts', (SELECT count(*) FROM draft d WHERE d.user_id = person AND (NOT w.elsewhere OR is_draft_of(d.path, w.code, w.of_teams))))
    FROM (SELECT coalesce(bool_or(m.tenant_id <> x.here), false) AS elsewhere, coalesce(bool_or(m.tenant_id <> x.here AND m.role IS NOT NULL), false) AS of_teams,
                 (SELECT t.code FROM tenant t WHERE t.id = min(x.here)) AS code
            FROM (SELECT nullif(current_setting('app.tenant', true), '')::int AS here) x
            LEFT JOIN membership m ON m.user_id = person AND m.status = 'ACTIVE') w
   WHERE coalesce(may_act_on(person, 'user.activate'), false)
$$;

-- Ends it, and writes the receipt. Whoever leaves was let out of the team first, in the same transaction.
CREATE FUNCTION team_leave(person int, was_active boolean, heir int, pending int, handed int) RETURNS int LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  here CONSTANT int := nullif(current_setting('app.tenant', true), '')::int;
  m membership; of_teams boolean; facts jsonb; numbered int;
BEGIN
  PERFORM 1 FROM app_user WHERE id = person FOR UPDATE;
  SELECT * INTO m FROM membership WHERE tenant_id = here AND user_id = person;
  facts := departure_facts(person);
  IF facts IS NULL OR m.status <> 'INACTIVE' THEN
    RAISE EXCEPTION 'whoever leaves a team was let out of it by somebody who may' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF heir IS NOT NULL AND NOT EXISTS (SELECT 1 FROM membership h WHERE h.tenant_id = here AND h.id = heir AND h.standing = 'ACTIVE') THEN
    RAISE EXCEPTION 'whoever takes over is in the team' USING ERRCODE = 'check_violation', CONSTRAINT = 'team_departure_heir';
  END IF;
  of_teams := EXISTS (SELECT 1 FROM membership o WHERE o.user_id = person AND o.tenant_id <> here AND o.status = 'ACTIVE' AND o.role IS NOT NULL);
  DELETE FROM draft d WHERE d.user_id = person AND (NOT (facts ->> 'elsewhere')::boolean
    OR is_draft_of(d.path, (SELECT t.code FROM tenant t WHERE t.id = here), of_teams));
  -- What waits to be mailed of this team: whoever is let in again later was not asked by it.
  PERFORM graphile_worker.remove_job('invitation:' || person || ':' || here);
  IF NOT (facts ->> 'elsewhere')::boolean THEN
    PERFORM graphile_worker.remove_job('reset:' || person);
    UPDATE session SET ended_at = app_now() WHERE user_id = person AND ended_at IS NULL;
    UPDATE temporary_password SET voided_at = app_now() WHERE user_id = person AND used_at IS NULL AND voided_at IS NULL;
    DELETE FROM totp WHERE user_id = person;
    DELETE FROM passkey WHERE user_id = person;
    DELETE FROM passkey_challenge WHERE user_id = person;
    DELETE FROM recovery_code WHERE user_id = person;
    UPDATE app_user SET token_asked_at = NULL WHERE id = person AND token_asked_at IS NOT NULL;
  END IF;
  PERFORM pg_advisory_xact_lock(hashtext('team_departure'), here);
  SELECT coalesce(max(d.number), 0) + 1 INTO numbered FROM team_departure d WHERE d.tenant_id = here;
  INSERT INTO team_departure (tenant_id, number, membership_id, made_by, heir_id, elsewhere, was_in, sessions, lent_keys, tokens, passkeys, recovery_codes,
      drafts, withdrawn, handed_over)
  SELECT here, numbered, m.id, a.id, heir, (facts ->> 'elsewhere')::boolean, was_active, (facts ->> 'sessions')::int, (facts ->> 'lentKeys')::int,
         (facts ->> 'tokens')::int, (facts ->> 'passkeys')::int, (facts ->> 'recoveryCodes')::int, (facts ->> 'drafts')::int, pending, handed
    FROM membership a WHERE a.tenant_id = here AND a.user_id = nullif(current_setting('app.user', true), '')::int;
  RETURN numbered;
END $$;

REVOKE ALL ON FUNCTION is_draft_of(text, text, boolean), departure_facts(int), team_leave(int, boolean, int, int, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION departure_facts(int), team_leave(int, boolean, int, int, int) TO app_web;

-- What was done to one person of a team, the newest first.
CREATE INDEX audit_event_of_member ON audit_event (tenant_id, subject, id)
  WHERE event IN ('brokeruser.created', 'brokeruser.modified', 'brokeruser.disabled', 'brokeruser.enabled', 'brokeruser.resetStarted', 'brokeruser.invitedAgain',
    'brokeruser.left', 'brokeruser.imported');

-- As before; and whoever left while their clave was compared, or while one was made for them, opens nothing and is lent none: both wait for whoever lets
-- somebody out, and only then look whether they still are somewhere.
CREATE OR REPLACE FUNCTION session_open(for_user int, token bytea, from_address text, from_device text, by_channel channel, request text, by_temporary bigint, compared text) RETURNS jsonb
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE u app_user; finished session_stage[] := '{}'; first session_stage;
BEGIN
  SELECT * INTO u FROM app_user WHERE id = for_user AND (status = 'ACTIVE' OR status = 'INVITED' AND by_temporary IS NOT NULL) FOR SHARE;
  IF NOT FOUND OR NOT EXISTS (SELECT 1 FROM membership m WHERE m.user_id = for_user AND m.status = 'ACTIVE') THEN RETURN NULL; END IF;
  IF by_temporary IS NULL AND u.password_hash IS DISTINCT FROM compared THEN RETURN NULL; END IF;
  IF by_temporary IS NULL THEN
    finished := ARRAY['PASSWORD']::session_stage[];
  END IF;
  IF by_channel = 'APP' THEN
    first := next_stage(for_user, finished || 'TOKEN'::session_stage);
    IF first <> 'DONE' THEN
      PERFORM audit_refusal(NULL, u.username, 'session.opened', 'app.stagesLeft', from_address, request, jsonb_build_object('stage', first, 'channel', by_channel));
      RETURN jsonb_build_object('stage', first, 'language', u.language, 'theme', u.theme);
    END IF;
    first := 'TOKEN';
  ELSE
    first := next_stage(for_user, finished);
  END IF;
  IF by_temporary IS NOT NULL THEN
    UPDATE temporary_password SET used_at = CASE WHEN kind = 'INVITATION' THEN NULL ELSE app_now() END
     WHERE id = by_temporary AND user_id = for_user AND used_at IS NULL AND voided_at IS NULL AND expires_at > app_now();
    IF NOT FOUND THEN RETURN NULL; END IF;
    UPDATE session SET ended_at = app_now() WHERE user_id = for_user AND temporary_id = by_temporary AND ended_at IS NULL;
  END IF;
  INSERT INTO session (token_hash, user_id, address, device, channel, stage, done, temporary_id, expires_at)
    VALUES (token, for_user, from_address, from_device, by_channel, first, finished, by_temporary,
            app_now() + CASE WHEN by_channel = 'APP' THEN interval '15 minutes' ELSE interval '8 hours' END);
  INSERT INTO audit_event (tenant_id, actor, event, subject, result, address, request_id, data)
  SELECT t.id, u.username, 'session.opened', u.username, 'done', from_address, request,
         CASE WHEN first = 'DONE' AND by_temporary IS NULL THEN '{}'::jsonb ELSE jsonb_build_object('stage', first, 'temporary', by_temporary IS NOT NULL) END
           || CASE WHEN by_channel = 'WEB' THEN '{}'::jsonb ELSE jsonb_build_object('channel', by_channel) END
    FROM tenant t WHERE t.kind = 'PLATFORM';
  RETURN jsonb_build_object('stage', first, 'language', u.language, 'theme', u.theme);
END $$;
CREATE OR REPLACE FUNCTION temporary_issue(for_user int, of_kind temporary_kind, new_hash text, until timestamptz) RETURNS boolean LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM 1 FROM app_user WHERE id = for_user AND (status = 'ACTIVE' OR status = 'INVITED' AND of_kind = 'INVITATION') FOR NO KEY UPDATE;
  IF NOT FOUND OR NOT EXISTS (SELECT 1 FROM membership m WHERE m.user_id = for_user AND m.status = 'ACTIVE') THEN RETURN false; END IF;
  UPDATE temporary_password SET voided_at = app_now() WHERE user_id = for_user AND used_at IS NULL AND voided_at IS NULL;
  UPDATE session SET ended_at = app_now() WHERE user_id = for_user AND temporary_id IS NOT NULL AND stage <> 'DONE' AND ended_at IS NULL;
  INSERT INTO temporary_password (user_id, hash, kind, expires_at) VALUES (for_user, new_hash, of_kind, until);
  INSERT INTO audit_event (tenant_id, actor, event, subject, result, data)
  SELECT t.id, 'system', 'password.lent', u.username, 'done', jsonb_build_object('kind', of_kind, 'until', until)
    FROM tenant t, app_user u WHERE t.kind = 'PLATFORM' AND u.id = for_user;
  RETURN true;
END $$;
