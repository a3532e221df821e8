-- Coming in: tries that are counted, stages of a session, claves that open once, terms, devices that a person is known by.
-- Whatever a browser asks of it goes through the functions below; no process role touches these tables.

CREATE TYPE session_stage AS ENUM ('TOKEN', 'TERMS', 'PASSWORD', 'DONE');
CREATE TYPE temporary_kind AS ENUM ('INVITATION', 'RECOVERY', 'RESET');

-- Who was invited has no clave of their own yet.
ALTER TABLE app_user ALTER password_hash DROP NOT NULL;
ALTER TABLE app_user ADD COLUMN password_set_at timestamptz;
ALTER TABLE app_user ADD CONSTRAINT app_user_has_password CHECK (status <> 'ACTIVE' OR password_hash IS NOT NULL);

-- Tries ---------------------------------------------------------------------------------------------------------------
CREATE TABLE attempt (
  kind         text NOT NULL CONSTRAINT attempt_kind CHECK (kind IN ('login', 'password', 'token', 'code', 'recovery')),
  scope        text NOT NULL CONSTRAINT attempt_scope CHECK (scope IN ('person', 'device', 'address', 'company')),
  key          bytea NOT NULL CONSTRAINT attempt_key CHECK (length(key) = 32),
  tries        int NOT NULL DEFAULT 0 CONSTRAINT attempt_tries CHECK (tries >= 0),
  locks        int NOT NULL DEFAULT 0 CONSTRAINT attempt_locks CHECK (locks >= 0),
  locked_until timestamptz,
  since        timestamptz NOT NULL DEFAULT app_now(),
  tried_at     timestamptz NOT NULL DEFAULT app_now(),
  PRIMARY KEY (kind, scope, key)
);
CREATE INDEX ON attempt (tried_at);

-- So many tries of a kind by whom or where, counted for so long, then a pause that grows (lib/auth/rules.ts says the same).
CREATE FUNCTION attempt_rule(of_kind text, of_scope text, OUT most int, OUT counted interval, OUT pauses int[]) LANGUAGE sql IMMUTABLE
  SET search_path = public, pg_temp AS $$
  SELECT CASE WHEN of_kind = 'recovery' THEN CASE of_scope WHEN 'person' THEN 3 ELSE 30 END
              ELSE CASE of_scope WHEN 'address' THEN 100 WHEN 'company' THEN 200 ELSE CASE of_kind WHEN 'code' THEN 50 ELSE 5 END END END,
         CASE WHEN of_kind = 'recovery' THEN interval '60 minutes' WHEN of_scope IN ('address', 'company') THEN interval '15 minutes'
              ELSE interval '1 day' END,
         CASE WHEN of_kind = 'recovery' THEN ARRAY[60] ELSE ARRAY[1, 2, 5, 15, 60] END
$$;

-- Takes a try before anything is verified, of every key or of none; app_now() is the transaction's, so it comes in one of its own.
-- `remaining` = tries the person or device has left after this one; `seconds` = how long a pause still is, where none was taken.
CREATE FUNCTION attempt_take(of_kind text, scopes text[], keys bytea[], OUT taken boolean, OUT remaining int, OUT seconds int)
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE there int;
BEGIN
  taken := false;
  -- Before any row is added: who is paused fills no table.
  SELECT ceil(extract(epoch FROM max(a.locked_until) - app_now())) INTO seconds FROM unnest(scopes, keys) k (scope, key)
    JOIN attempt a ON a.kind = of_kind AND a.scope = k.scope AND a.key = k.key WHERE a.locked_until > app_now();
  IF seconds IS NOT NULL THEN RETURN; END IF;
  LOOP
    INSERT INTO attempt (kind, scope, key) SELECT of_kind, k.scope, k.key FROM unnest(scopes, keys) k (scope, key)
      ORDER BY k.scope, k.key ON CONFLICT DO NOTHING;
    PERFORM 1 FROM attempt a WHERE a.kind = of_kind AND (a.scope, a.key) IN (SELECT k.scope, k.key FROM unnest(scopes, keys) k (scope, key))
      ORDER BY a.scope, a.key FOR UPDATE;
    GET DIAGNOSTICS there = ROW_COUNT;
    EXIT WHEN there = cardinality(keys);
  END LOOP;
  SELECT ceil(extract(epoch FROM max(a.locked_until) - app_now())) INTO seconds FROM unnest(scopes, keys) k (scope, key)
    JOIN attempt a ON a.kind = of_kind AND a.scope = k.scope AND a.key = k.key WHERE a.locked_until > app_now();
  IF seconds IS NOT NULL THEN RETURN; END IF;
  UPDATE attempt a SET tries = n.tries, locks = n.locks + (n.tries >= n.most)::int, tried_at = app_now(),
         since = CASE WHEN n.anew THEN app_now() ELSE a.since END,
         locked_until = CASE WHEN n.tries >= n.most THEN app_now() + make_interval(mins => n.pauses[least(n.locks + 1, cardinality(n.pauses))]) END
    FROM (SELECT b.scope, b.key, r.most, r.pauses, f.anew, CASE WHEN f.anew THEN 1 ELSE b.tries + 1 END AS tries,
                 CASE WHEN b.tried_at < app_now() - interval '1 day' THEN 0 ELSE b.locks END AS locks
            FROM unnest(scopes, keys) k (scope, key) JOIN attempt b ON b.kind = of_kind AND b.scope = k.scope AND b.key = k.key,
                 attempt_rule(of_kind, b.scope) r,
                 LATERAL (SELECT b.locked_until IS NOT NULL OR b.since < app_now() - r.counted AS anew) f) n
   WHERE a.kind = of_kind AND a.scope = n.scope AND a.key = n.key;
  taken := true;
  SELECT min(r.most - a.tries) INTO remaining FROM unnest(scopes, keys) k (scope, key)
    JOIN attempt a ON a.kind = of_kind AND a.scope = k.scope AND a.key = k.key, attempt_rule(of_kind, a.scope) r WHERE a.scope IN ('person', 'device');
END $$;

-- Gives a try back. What was right lets a person and a device begin anew, and takes one off an address and a company; what could not
-- be verified takes one off each.
CREATE FUNCTION attempt_give_back(of_kind text, scopes text[], keys bytea[], was_right boolean) RETURNS void LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM 1 FROM attempt a WHERE a.kind = of_kind AND (a.scope, a.key) IN (SELECT k.scope, k.key FROM unnest(scopes, keys) k (scope, key))
    ORDER BY a.scope, a.key FOR UPDATE;
  DELETE FROM attempt a WHERE was_right AND a.kind = of_kind AND a.scope IN ('person', 'device')
     AND (a.scope, a.key) IN (SELECT k.scope, k.key FROM unnest(scopes, keys) k (scope, key));
  UPDATE attempt a SET tries = greatest(a.tries - 1, 0), locks = a.locks - (a.locked_until > app_now() AND a.locks > 0)::int,
         locked_until = CASE WHEN a.locked_until <= app_now() THEN a.locked_until END
   WHERE a.kind = of_kind AND (a.scope, a.key) IN (SELECT k.scope, k.key FROM unnest(scopes, keys) k (scope, key));
END $$;

-- Stages --------------------------------------------------------------------------------------------------------------
-- Each text of the terms that anybody accepted, once, by the SHA-256 of its RFC 8785 JSON.
CREATE TABLE terms_text (
  digest   text PRIMARY KEY CONSTRAINT terms_text_digest CHECK (digest ~ '^[0-9a-f]{64}$'),
  language text NOT NULL CONSTRAINT terms_text_language CHECK (language IN ('es', 'en')),
  shown    jsonb NOT NULL,
  kept_at  timestamptz NOT NULL DEFAULT app_now()
);
CREATE TRIGGER terms_text_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON terms_text FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE terms_acceptance (
  user_id     int NOT NULL REFERENCES app_user,
  version     int NOT NULL CONSTRAINT terms_acceptance_version CHECK (version > 0),
  digest      text NOT NULL REFERENCES terms_text,
  accepted_at timestamptz NOT NULL DEFAULT app_now(),
  address     text NOT NULL,
  PRIMARY KEY (user_id, version)
);
CREATE TRIGGER terms_acceptance_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON terms_acceptance FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The version that is asked for now (lib/auth/rules.ts says the same); a new text is a new number.
CREATE FUNCTION terms_version() RETURNS int LANGUAGE sql IMMUTABLE SET search_path = public, pg_temp AS $$ SELECT 1 $$;

CREATE TABLE temporary_password (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id    int NOT NULL REFERENCES app_user,
  hash       text NOT NULL,
  kind       temporary_kind NOT NULL,
  created_at timestamptz NOT NULL DEFAULT app_now(),
  expires_at timestamptz NOT NULL,
  used_at    timestamptz,
  voided_at  timestamptz,
  UNIQUE (user_id, id),
  CONSTRAINT temporary_password_life CHECK (expires_at > created_at AND (kind = 'INVITATION' OR expires_at <= created_at + interval '30 minutes'))
);
CREATE UNIQUE INDEX temporary_password_live ON temporary_password (user_id) WHERE used_at IS NULL AND voided_at IS NULL;

CREATE TABLE password_history (
  id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id int NOT NULL REFERENCES app_user,
  hash    text NOT NULL,
  left_at timestamptz NOT NULL DEFAULT app_now()
);
CREATE INDEX ON password_history (user_id, id);

-- Whoever is signed in now has been through everything there was.
ALTER TABLE session ADD COLUMN stage session_stage NOT NULL DEFAULT 'DONE',
  ADD COLUMN done session_stage[] NOT NULL DEFAULT '{}',
  ADD COLUMN temporary_id bigint,
  ADD CONSTRAINT session_temporary FOREIGN KEY (user_id, temporary_id) REFERENCES temporary_password (user_id, id);
ALTER TABLE session ALTER stage DROP DEFAULT;

-- What a person must still do before the portal answers, of what they have not done in this session.
CREATE FUNCTION next_stage(for_user int, done session_stage[]) RETURNS session_stage LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT CASE
    WHEN NOT EXISTS (SELECT 1 FROM terms_acceptance a WHERE a.user_id = for_user AND a.version = terms_version()) THEN 'TERMS'
    WHEN NOT 'PASSWORD' = ANY (done) THEN 'PASSWORD'
    ELSE 'DONE' END::session_stage
$$;

-- Its secret is another at each login there, whoever's; its number stays, and by it tries are counted.
CREATE TABLE known_device (
  id           bigint GENERATED ALWAYS AS IDENTITY,
  user_id      int NOT NULL REFERENCES app_user,
  token_hash   bytea NOT NULL CONSTRAINT known_device_token_hash CHECK (length(token_hash) = 32),
  created_at   timestamptz NOT NULL DEFAULT app_now(),
  last_used_at timestamptz NOT NULL DEFAULT app_now(),
  PRIMARY KEY (token_hash, user_id)
);
CREATE INDEX ON known_device (user_id);

-- The image, by its number, and the phrase by which a person knows that the page is ours.
CREATE TABLE personal_mark (
  user_id int PRIMARY KEY REFERENCES app_user,
  image   smallint NOT NULL CONSTRAINT personal_mark_image CHECK (image BETWEEN 1 AND 16),
  phrase  text NOT NULL CONSTRAINT personal_mark_phrase CHECK (length(phrase) BETWEEN 3 AND 60 AND phrase = btrim(phrase))
);

-- Nor are the fields of a new clave ever kept.
ALTER TABLE draft DROP CONSTRAINT draft_no_secret;
ALTER TABLE draft ADD CONSTRAINT draft_no_secret CHECK (NOT typed ?| ARRAY['clave', 'claveNueva', 'claveRepetida', 'codigo', 'token']);

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['attempt', 'terms_text', 'terms_acceptance', 'temporary_password', 'password_history', 'known_device', 'personal_mark'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('GRANT SELECT ON %I TO verify', name);
  END LOOP;
END $$;
CREATE POLICY personal_mark_own ON personal_mark TO app_web, app_worker
  USING (user_id = nullif(current_setting('app.user', true), '')::int)
  WITH CHECK (user_id = nullif(current_setting('app.user', true), '')::int);
GRANT SELECT, INSERT, UPDATE (image, phrase) ON personal_mark TO app_web;

-- The login ----------------------------------------------------------------------------------------------------------
-- What the login needs to verify a clave, own or temporary; nothing when nobody of that name may sign in anywhere.
DROP FUNCTION login_find(text);
CREATE FUNCTION login_find(login_name text, device bytea)
  RETURNS TABLE (user_id int, password_hash text, temporary_id bigint, temporary_hash text, known bigint, companies text[])
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT u.id, CASE WHEN u.status = 'ACTIVE' THEN u.password_hash END, p.id, p.hash,
         (SELECT d.id FROM known_device d WHERE d.user_id = u.id AND d.token_hash = device AND d.last_used_at > app_now() - interval '1 year'),
         ARRAY(SELECT t.code FROM membership m JOIN tenant t ON t.id = m.tenant_id WHERE m.user_id = u.id AND m.status = 'ACTIVE' ORDER BY 1)
    FROM app_user u
    LEFT JOIN temporary_password p ON p.user_id = u.id AND p.used_at IS NULL AND p.voided_at IS NULL AND p.expires_at > app_now()
   WHERE u.username = login_name AND u.status IN ('ACTIVE', 'INVITED')
     AND EXISTS (SELECT 1 FROM membership m WHERE m.user_id = u.id AND m.status = 'ACTIVE')
$$;

-- A login that was refused. What is nobody's usuario may be a clave typed into the wrong field: it is not written down.
CREATE FUNCTION login_refused(login_name text, from_address text, request text) RETURNS void LANGUAGE sql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT audit_refusal(NULL, coalesce((SELECT u.username FROM app_user u WHERE u.username = login_name), 'unknown'),
           'session.opened', 'access.credentials', from_address, request, '{}'::jsonb)
$$;

-- A session in its first stage, and how its person likes to be spoken to; null when they may not come in any more. A recovery's or a
-- reset's clave is used by this; an invitation's stays until the clave is set, and of the entries begun with it the last one lives.
-- `compared` is the hash of the own clave that was right: another by now opens nothing, and who is changing it is waited for.
DROP FUNCTION session_open(int, bytea, text, text, text);
CREATE FUNCTION session_open(for_user int, token bytea, from_address text, from_device text, request text, by_temporary bigint, compared text) RETURNS jsonb
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
  INSERT INTO session (token_hash, user_id, address, device, stage, done, temporary_id)
    VALUES (token, for_user, from_address, from_device, first, finished, by_temporary);
  INSERT INTO audit_event (tenant_id, actor, event, subject, result, address, request_id, data)
  SELECT t.id, u.username, 'session.opened', u.username, 'done', from_address, request,
         CASE WHEN first = 'DONE' AND by_temporary IS NULL THEN '{}' ELSE jsonb_build_object('stage', first, 'temporary', by_temporary IS NOT NULL) END
    FROM tenant t WHERE t.kind = 'PLATFORM';
  RETURN jsonb_build_object('stage', first, 'language', u.language, 'theme', u.theme);
END $$;

-- As before, for a session that has been through its stages.
CREATE OR REPLACE FUNCTION enter(token bytea, company_code text, product_code text) RETURNS jsonb LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE s session; u app_user; m membership; t tenant; c company; p product;
BEGIN
  SELECT * INTO s FROM session WHERE token_hash = token AND ended_at IS NULL AND stage = 'DONE'
    AND expires_at > app_now() AND last_used_at > app_now() - interval '10 minutes';
  IF NOT FOUND THEN RETURN NULL; END IF;
  SELECT * INTO u FROM app_user WHERE id = s.user_id AND status = 'ACTIVE';
  IF NOT FOUND THEN RETURN NULL; END IF;
  PERFORM set_config('app.user', u.id::text, true), set_config('app.tenant', '', true);
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

-- The person of a session on its way in, and its stage; sets app.user. Null = no such live session, or one that is in already.
CREATE FUNCTION enter_stage(token bytea) RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE s session; u app_user;
BEGIN
  SELECT * INTO s FROM session WHERE token_hash = token AND ended_at IS NULL AND stage <> 'DONE'
    AND expires_at > app_now() AND last_used_at > app_now() - interval '10 minutes';
  IF NOT FOUND THEN RETURN NULL; END IF;
  SELECT * INTO u FROM app_user WHERE id = s.user_id AND (status = 'ACTIVE' OR status = 'INVITED' AND s.temporary_id IS NOT NULL);
  IF NOT FOUND THEN RETURN NULL; END IF;
  PERFORM set_config('app.user', u.id::text, true), set_config('app.tenant', '', true);
  RETURN jsonb_build_object('now', app_now(), 'stage', s.stage,
    'user', jsonb_build_object('id', u.id, 'username', u.username, 'name', u.name, 'email', u.email, 'document', u.document,
       'language', u.language, 'theme', u.theme));
END $$;

-- A stage is done: the session goes on to the next under another secret. Null when the session is not in that stage, or what the
-- stage is for did not happen. Whoever calls it for TOKEN has verified the token.
CREATE FUNCTION stage_pass(token bytea, passed session_stage, new_token bytea, from_address text, request text) RETURNS jsonb
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE s session; u app_user; following session_stage;
BEGIN
  IF passed = 'DONE' OR enter_stage(token) IS NULL THEN RETURN NULL; END IF;
  SELECT * INTO s FROM session WHERE token_hash = token AND stage = passed AND ended_at IS NULL FOR UPDATE;
  IF NOT FOUND THEN RETURN NULL; END IF;
  SELECT * INTO u FROM app_user WHERE id = s.user_id;
  IF passed = 'PASSWORD' AND coalesce(u.password_set_at < s.created_at, true) THEN RETURN NULL; END IF;
  following := next_stage(s.user_id, s.done || passed);
  IF following = passed THEN RETURN NULL; END IF;
  UPDATE session SET done = s.done || passed, stage = following, token_hash = new_token, last_used_at = app_now() WHERE id = s.id;
  INSERT INTO audit_event (tenant_id, actor, event, subject, result, address, request_id, data)
  SELECT t.id, u.username, 'session.stagePassed', u.username, 'done', from_address, request, jsonb_build_object('passed', passed, 'stage', following)
    FROM tenant t WHERE t.kind = 'PLATFORM';
  RETURN jsonb_build_object('stage', following, 'language', u.language, 'theme', u.theme);
END $$;

-- The trail of what a person does to what is theirs alone: in the platform's chain.
CREATE FUNCTION audit_own(what text, about text, outcome text, from_address text, request text, details jsonb) RETURNS void LANGUAGE sql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO audit_event (tenant_id, actor, event, subject, result, address, request_id, data)
  SELECT t.id, u.username, what, about, outcome, from_address, request, details
    FROM tenant t, app_user u WHERE t.kind = 'PLATFORM' AND u.id = nullif(current_setting('app.user', true), '')::int
$$;

-- The person being served accepts the terms as they are now, and the text is kept; false when another version is asked for by now.
CREATE FUNCTION own_accept_terms(of_version int, of_digest text, in_language text, seen jsonb, from_address text) RETURNS boolean LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF of_version <> terms_version() THEN RETURN false; END IF;
  INSERT INTO terms_text (digest, language, shown) VALUES (of_digest, in_language, seen) ON CONFLICT DO NOTHING;
  INSERT INTO terms_acceptance (user_id, version, digest, address)
    VALUES (nullif(current_setting('app.user', true), '')::int, of_version, of_digest, from_address) ON CONFLICT DO NOTHING;
  RETURN true;
END $$;

-- What the person being served accepted last.
CREATE FUNCTION own_terms() RETURNS TABLE (version int, accepted_at timestamptz, language text, shown jsonb) LANGUAGE sql STABLE
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT a.version, a.accepted_at, t.language, t.shown FROM terms_acceptance a JOIN terms_text t ON t.digest = a.digest
   WHERE a.user_id = nullif(current_setting('app.user', true), '')::int ORDER BY a.version DESC LIMIT 1
$$;

-- A device that its person is known by, once they are all the way in. Its secret is another each time, for whoever else is known
-- there too: a copy of the old one is worth nothing. Twenty devices a person; the oldest make room.
CREATE FUNCTION device_know(token bytea, old_device bytea, device bytea) RETURNS void LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE person int;
BEGIN
  SELECT s.user_id INTO person FROM session s WHERE s.token_hash = token AND s.stage = 'DONE' AND s.ended_at IS NULL;
  IF NOT FOUND THEN RETURN; END IF;
  UPDATE known_device SET token_hash = device WHERE token_hash = old_device AND last_used_at > app_now() - interval '1 year';
  INSERT INTO known_device (user_id, token_hash) VALUES (person, device)
    ON CONFLICT ON CONSTRAINT known_device_pkey DO UPDATE SET last_used_at = app_now();
  DELETE FROM known_device d WHERE d.user_id = person AND d.token_hash NOT IN (
    SELECT k.token_hash FROM known_device k WHERE k.user_id = person ORDER BY k.last_used_at DESC, k.created_at DESC LIMIT 20);
END $$;

-- What the login page shows on a device: who came in there last, with the image and phrase that are theirs.
CREATE FUNCTION device_mark(device bytea) RETURNS TABLE (username text, image smallint, phrase text) LANGUAGE sql STABLE
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT u.username, p.image, p.phrase FROM known_device d JOIN app_user u ON u.id = d.user_id LEFT JOIN personal_mark p ON p.user_id = u.id
   WHERE d.token_hash = device AND d.last_used_at > app_now() - interval '1 year' AND u.status = 'ACTIVE'
   ORDER BY d.last_used_at DESC LIMIT 1
$$;

-- The clave -----------------------------------------------------------------------------------------------------------
-- What the person being served may not take as the new one: their own, the three before it, and what was lent to them. `current` is
-- the one that is typed beside it: what the session was opened with.
CREATE FUNCTION own_password_hashes(token bytea) RETURNS TABLE (hash text, current boolean, own boolean) LANGUAGE sql STABLE
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH me AS (SELECT nullif(current_setting('app.user', true), '')::int AS id),
       mine AS (SELECT s.temporary_id FROM session s JOIN me ON s.user_id = me.id WHERE s.token_hash = token AND s.stage <> 'DONE')
  SELECT u.password_hash, NOT EXISTS (SELECT 1 FROM mine WHERE temporary_id IS NOT NULL), true
    FROM app_user u JOIN me ON u.id = me.id WHERE u.password_hash IS NOT NULL
  UNION ALL SELECT p.hash, p.id IN (SELECT temporary_id FROM mine), false FROM temporary_password p JOIN me ON p.user_id = me.id
   WHERE p.id IN (SELECT temporary_id FROM mine) OR p.used_at IS NULL AND p.voided_at IS NULL
  UNION ALL (SELECT h.hash, false, false FROM password_history h JOIN me ON h.user_id = me.id ORDER BY h.id DESC LIMIT 3)
$$;

-- Sets it for the person being served: what was lent ends, so do their other sessions, and after a recovery or a reset the devices
-- they were known by; a mail tells them. False when their clave is no longer the one that was compared.
CREATE FUNCTION own_password_set(new_hash text, compared text, token bytea) RETURNS boolean LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE u app_user; lent temporary_kind;
BEGIN
  SELECT * INTO u FROM app_user WHERE id = nullif(current_setting('app.user', true), '')::int FOR UPDATE;
  IF NOT FOUND OR u.status = 'INACTIVE' OR u.password_hash IS DISTINCT FROM compared THEN RETURN false; END IF;
  IF u.password_hash IS NOT NULL THEN
    INSERT INTO password_history (user_id, hash) VALUES (u.id, u.password_hash);
    DELETE FROM password_history h WHERE h.user_id = u.id AND h.id NOT IN (
      SELECT k.id FROM password_history k WHERE k.user_id = u.id ORDER BY k.id DESC LIMIT 3);
  END IF;
  UPDATE app_user SET password_hash = new_hash, password_set_at = app_now(), status = 'ACTIVE' WHERE id = u.id;
  SELECT p.kind INTO lent FROM session s JOIN temporary_password p ON p.id = s.temporary_id WHERE s.token_hash = token AND s.user_id = u.id AND s.stage <> 'DONE';
  UPDATE temporary_password p SET used_at = app_now() FROM session s
   WHERE s.token_hash = token AND s.user_id = u.id AND p.id = s.temporary_id AND p.used_at IS NULL;
  UPDATE temporary_password SET voided_at = app_now() WHERE user_id = u.id AND used_at IS NULL AND voided_at IS NULL;
  UPDATE session SET ended_at = app_now() WHERE user_id = u.id AND token_hash <> token AND ended_at IS NULL;
  IF lent IN ('RECOVERY', 'RESET') THEN DELETE FROM known_device WHERE user_id = u.id; END IF;
  DELETE FROM attempt WHERE kind IN ('login', 'password') AND scope = 'person' AND key = sha256(convert_to(u.username, 'UTF8'));
  PERFORM graphile_worker.add_job('mail-person', json_build_object('person', u.id, 'about', 'passwordChanged', 'at', app_now()), max_attempts => 5);
  RETURN true;
END $$;

-- A clave lent to a person; earlier ones end, and the entries begun with them. Only while they may come in.
CREATE FUNCTION temporary_issue(for_user int, of_kind temporary_kind, new_hash text, until timestamptz) RETURNS boolean LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM 1 FROM app_user WHERE id = for_user AND (status = 'ACTIVE' OR status = 'INVITED' AND of_kind = 'INVITATION') FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN false; END IF;
  UPDATE temporary_password SET voided_at = app_now() WHERE user_id = for_user AND used_at IS NULL AND voided_at IS NULL;
  UPDATE session SET ended_at = app_now() WHERE user_id = for_user AND temporary_id IS NOT NULL AND stage <> 'DONE' AND ended_at IS NULL;
  INSERT INTO temporary_password (user_id, hash, kind, expires_at) VALUES (for_user, new_hash, of_kind, until);
  INSERT INTO audit_event (tenant_id, actor, event, subject, result, data)
  SELECT t.id, 'system', 'password.lent', u.username, 'done', jsonb_build_object('kind', of_kind, 'until', until)
    FROM tenant t, app_user u WHERE t.kind = 'PLATFORM' AND u.id = for_user;
  RETURN true;
END $$;

-- Recovery -------------------------------------------------------------------------------------------------------------
-- Anybody may ask; whether usuario, company and mail belong together is looked at by the worker, so the asking tells nothing.
CREATE FUNCTION recovery_ask(sealed text, by_name text, from_address text, request text) RETURNS void LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM graphile_worker.add_job('mail-recovery', json_build_object('sealed', sealed, 'request', request, 'at', app_now()), max_attempts => 8);
  INSERT INTO audit_event (tenant_id, actor, event, subject, result, address, request_id)
  SELECT t.id, by_name, 'recovery.asked', by_name, 'done', from_address, request FROM tenant t WHERE t.kind = 'PLATFORM';
END $$;

-- The active person whose usuario, active company (by the digits of its NIT or RUC, with or without the one that checks the others) and
-- mail these are; nothing otherwise.
CREATE FUNCTION recovery_match(login_name text, tax_digits text, mail text) RETURNS int LANGUAGE sql STABLE
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT u.id FROM app_user u WHERE u.username = login_name AND u.status = 'ACTIVE' AND lower(u.email) = lower(mail)
     AND EXISTS (SELECT 1 FROM membership m JOIN company c ON c.tenant_id = m.tenant_id WHERE m.user_id = u.id AND m.status = 'ACTIVE'
                    AND c.status = 'ACTIVE' AND tax_digits IN (regexp_replace(c.tax_id, '\D', '', 'g'), regexp_replace(split_part(c.tax_id, '-', 1), '\D', '', 'g')))
$$;

-- What a mail to a person says of them; nothing once they are inactive.
CREATE FUNCTION person_mail(for_user int) RETURNS TABLE (email text, name text, username text, language text, phrase text, time_zone text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT u.email, u.name, u.username, u.language, p.phrase, coalesce((
           SELECT c.time_zone FROM membership m JOIN company c ON c.tenant_id = m.tenant_id WHERE m.user_id = u.id ORDER BY m.id LIMIT 1), 'America/Bogota')
    FROM app_user u LEFT JOIN personal_mark p ON p.user_id = u.id WHERE u.id = for_user AND u.status <> 'INACTIVE'
$$;

-- Whether mails wait that could not be sent at the first try: who is about to wait for one is told.
CREATE FUNCTION mail_is_late() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
                  WHERE t.identifier IN ('mail-code', 'mail-recovery', 'mail-person') AND j.attempts > 0 AND j.attempts < j.max_attempts AND j.last_error IS NOT NULL)
$$;

-- Nobody has tried for a day, nobody has come by a device for a year.
CREATE FUNCTION sweep_entry() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH tries AS (DELETE FROM attempt WHERE tried_at < app_now() - interval '1 day' AND coalesce(locked_until < app_now(), true) RETURNING 1),
       devices AS (DELETE FROM known_device WHERE last_used_at < app_now() - interval '1 year' RETURNING 1)
  SELECT (SELECT count(*) FROM tries)::int + (SELECT count(*) FROM devices)::int
$$;

REVOKE ALL ON FUNCTION attempt_rule(text, text), attempt_take(text, text[], bytea[]), attempt_give_back(text, text[], bytea[], boolean), terms_version(),
  next_stage(int, session_stage[]), login_find(text, bytea), login_refused(text, text, text), session_open(int, bytea, text, text, text, bigint, text), enter_stage(bytea),
  stage_pass(bytea, session_stage, bytea, text, text), audit_own(text, text, text, text, text, jsonb), own_accept_terms(int, text, text, jsonb, text), own_terms(),
  device_know(bytea, bytea, bytea), device_mark(bytea), own_password_hashes(bytea), own_password_set(text, text, bytea),
  temporary_issue(int, temporary_kind, text, timestamptz), recovery_ask(text, text, text, text), recovery_match(text, text, text),
  person_mail(int), mail_is_late(), sweep_entry() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION attempt_take(text, text[], bytea[]), attempt_give_back(text, text[], bytea[], boolean) TO app_web, app_worker;
GRANT EXECUTE ON FUNCTION login_find(text, bytea), login_refused(text, text, text),
  session_open(int, bytea, text, text, text, bigint, text), enter_stage(bytea), stage_pass(bytea, session_stage, bytea, text, text),
  audit_own(text, text, text, text, text, jsonb), own_accept_terms(int, text, text, jsonb, text), own_terms(), device_know(bytea, bytea, bytea), device_mark(bytea),
  own_password_hashes(bytea), own_password_set(text, text, bytea), recovery_ask(text, text, text, text), mail_is_late() TO app_web;
GRANT EXECUTE ON FUNCTION temporary_issue(int, temporary_kind, text, timestamptz), recovery_match(text, text, text), person_mail(int),
  sweep_entry() TO app_worker;
