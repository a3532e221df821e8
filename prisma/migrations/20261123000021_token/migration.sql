-- The second factor: tokens (TOTP), recovery codes, passkeys, and what a person confirms of what is theirs alone.

-- Asked at login of whoever holds one; of a person of several companies the strictest decides.
ALTER TABLE tenant ADD COLUMN token_at_login boolean NOT NULL DEFAULT true;

-- A token that is held, and beside it at most one that is being enrolled. The secret is sealed (lib/secrets.ts) for its person.
CREATE TABLE totp (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id      int NOT NULL REFERENCES app_user,
  secret       text NOT NULL CONSTRAINT totp_secret CHECK (secret ~ '^[A-Za-z0-9_-]{1,20}[.][A-Za-z0-9_-]{60,200}$'),
  created_at   timestamptz NOT NULL DEFAULT app_now(),
  confirmed_at timestamptz,
  last_used_at timestamptz,
  blocked_at   timestamptz,
  begun_in     bigint, -- the session that enrols it, which alone is shown its secret
  CONSTRAINT totp_begun CHECK (confirmed_at IS NOT NULL OR (last_used_at IS NULL AND blocked_at IS NULL)),
  CONSTRAINT totp_begun_in CHECK ((confirmed_at IS NULL) = (begun_in IS NOT NULL))
);
CREATE UNIQUE INDEX totp_one_held ON totp (user_id) WHERE confirmed_at IS NOT NULL;
CREATE UNIQUE INDEX totp_one_begun ON totp (user_id) WHERE confirmed_at IS NULL;

-- Each step of thirty seconds once a person, whatever becomes of their token.
CREATE TABLE totp_step (
  user_id int NOT NULL REFERENCES app_user,
  step    bigint NOT NULL CONSTRAINT totp_step_since_1970 CHECK (step > 0),
  used_at timestamptz NOT NULL DEFAULT app_now(),
  PRIMARY KEY (user_id, step)
);

-- Codes for when the token is not at hand: the mark finds one, the rest of it is hashed as a clave is.
CREATE TABLE recovery_code (
  user_id    int NOT NULL REFERENCES app_user,
  mark       text NOT NULL CONSTRAINT recovery_code_mark CHECK (mark ~ '^[0-9A-HJKMNP-TV-Z]{2}$'),
  hash       text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT app_now(),
  used_at    timestamptz,
  PRIMARY KEY (user_id, mark)
);

CREATE TABLE passkey (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id       int NOT NULL REFERENCES app_user,
  credential_id bytea NOT NULL UNIQUE CONSTRAINT passkey_credential_id CHECK (length(credential_id) BETWEEN 16 AND 1023),
  public_key    bytea NOT NULL CONSTRAINT passkey_public_key CHECK (length(public_key) BETWEEN 32 AND 4096),
  counter       bigint NOT NULL CONSTRAINT passkey_counter CHECK (counter >= 0),
  transports    text[] NOT NULL DEFAULT '{}',
  name          text NOT NULL CONSTRAINT passkey_name CHECK (length(name) BETWEEN 1 AND 60),
  created_at    timestamptz NOT NULL DEFAULT app_now(),
  last_used_at  timestamptz
);
CREATE INDEX ON passkey (user_id);

-- What a passkey is asked to sign, once: to be added, to come in, or to confirm one statement.
CREATE TABLE passkey_challenge (
  id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id    int NOT NULL REFERENCES app_user,
  challenge  bytea NOT NULL CONSTRAINT passkey_challenge_challenge CHECK (length(challenge) = 32),
  purpose    text NOT NULL CONSTRAINT passkey_challenge_purpose CHECK (purpose <> ''),
  digest     text CONSTRAINT passkey_challenge_digest CHECK (digest ~ '^[0-9a-f]{64}$'),
  expires_at timestamptz NOT NULL
);
CREATE INDEX ON passkey_challenge (user_id);

-- What a person confirms of what is theirs alone stands among the platform's statements: of the person and of no membership, and used
-- in the transaction that wrote it.
ALTER TABLE confirmation ALTER membership_id DROP NOT NULL;
ALTER TABLE confirmation
  ADD COLUMN user_id int REFERENCES app_user,
  ADD CONSTRAINT confirmation_whose CHECK (num_nonnulls(membership_id, user_id) = 1),
  ADD CONSTRAINT confirmation_own CHECK (user_id IS NULL OR used_at IS NOT NULL AND method <> 'CODE');
CREATE INDEX ON confirmation (user_id, used_at) WHERE user_id IS NOT NULL;

-- A statement of the person being served, in the transaction of its effect.
CREATE FUNCTION own_confirmed(what text, about text, of_digest text, seen jsonb, by_method confirmation_method) RETURNS void LANGUAGE sql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
  INSERT INTO confirmation (tenant_id, user_id, purpose, subject, digest, shown, method, expires_at, used_at)
  SELECT t.id, u.id, what, about, of_digest, seen, by_method, app_now(), app_now()
    FROM tenant t, app_user u WHERE t.kind = 'PLATFORM' AND u.id = nullif(current_setting('app.user', true), '')::int
$$;

CREATE FUNCTION recovery_code_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF OLD.used_at IS NOT NULL THEN RAISE EXCEPTION 'a recovery code is used once' USING ERRCODE = 'check_violation'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER recovery_code_guard BEFORE UPDATE ON recovery_code FOR EACH ROW EXECUTE FUNCTION recovery_code_guard();

-- A counter that does not grow is another copy of the key; keys that do not count say 0 for ever.
CREATE FUNCTION passkey_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF NEW.counter < OLD.counter OR (NEW.counter = OLD.counter AND NEW.counter > 0 AND NEW.last_used_at IS DISTINCT FROM OLD.last_used_at) THEN
    RAISE EXCEPTION 'a passkey''s counter grows' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER passkey_guard BEFORE UPDATE ON passkey FOR EACH ROW EXECUTE FUNCTION passkey_guard();

-- As before; and what was to be confirmed by token may be by passkey, which is known when it is used.
CREATE OR REPLACE FUNCTION confirmation_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF (OLD.used_at IS NOT NULL AND NEW.used_at IS DISTINCT FROM OLD.used_at)
     OR (OLD.voided_at IS NOT NULL AND NEW.voided_at IS DISTINCT FROM OLD.voided_at)
     OR (OLD.voided_at IS NOT NULL AND OLD.used_at IS NULL AND NEW.used_at IS NOT NULL) OR NEW.tries < OLD.tries
     OR (NEW.method IS DISTINCT FROM OLD.method
         AND NOT (OLD.method = 'TOKEN' AND NEW.method = 'PASSKEY' AND OLD.used_at IS NULL AND NEW.used_at IS NOT NULL))
     OR (NEW.purpose, NEW.subject, NEW.digest, NEW.shown, NEW.code_hash, NEW.membership_id, NEW.user_id)
        IS DISTINCT FROM (OLD.purpose, OLD.subject, OLD.digest, OLD.shown, OLD.code_hash, OLD.membership_id, OLD.user_id) THEN
    RAISE EXCEPTION 'a statement does not change' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
GRANT UPDATE (method) ON confirmation TO app_web;

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['totp', 'totp_step', 'recovery_code', 'passkey', 'passkey_challenge'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format($p$CREATE POLICY %I ON %I TO app_web, app_worker
      USING (user_id = nullif(current_setting('app.user', true), '')::int)
      WITH CHECK (user_id = nullif(current_setting('app.user', true), '')::int)$p$, name || '_own', name);
    EXECUTE format('GRANT SELECT ON %I TO verify', name);
  END LOOP;
END $$;
GRANT SELECT, INSERT (user_id, secret, begun_in), UPDATE (confirmed_at, last_used_at, begun_in), DELETE ON totp TO app_web;
GRANT SELECT, INSERT (user_id, step), DELETE ON totp_step TO app_web;
GRANT SELECT, INSERT (user_id, mark, hash), UPDATE (used_at), DELETE ON recovery_code TO app_web;
GRANT SELECT, INSERT (user_id, credential_id, public_key, counter, transports, name), UPDATE (counter, name, last_used_at), DELETE ON passkey TO app_web;
GRANT SELECT, INSERT (user_id, challenge, purpose, digest, expires_at), DELETE ON passkey_challenge TO app_web;
GRANT EXECUTE ON FUNCTION own_confirmed(text, text, text, jsonb, confirmation_method) TO app_web;

-- Whether a person comes in by token too: they hold one, or a passkey, and a company of theirs asks for it.
CREATE FUNCTION token_asked(for_user int) RETURNS boolean LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT (EXISTS (SELECT 1 FROM totp t WHERE t.user_id = for_user AND t.confirmed_at IS NOT NULL) OR EXISTS (SELECT 1 FROM passkey p WHERE p.user_id = for_user))
     AND EXISTS (SELECT 1 FROM membership m JOIN tenant t ON t.id = m.tenant_id WHERE m.user_id = for_user AND m.status = 'ACTIVE' AND t.token_at_login)
$$;

-- As before, and the token before anything else: a clave that was lent shows nothing of the portal to whoever lacks it.
CREATE OR REPLACE FUNCTION next_stage(for_user int, done session_stage[]) RETURNS session_stage LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT CASE
    WHEN NOT 'TOKEN' = ANY (done) AND token_asked(for_user) THEN 'TOKEN'
    WHEN NOT EXISTS (SELECT 1 FROM terms_acceptance a WHERE a.user_id = for_user AND a.version = terms_version()) THEN 'TERMS'
    WHEN NOT 'PASSWORD' = ANY (done) THEN 'PASSWORD'
    ELSE 'DONE' END::session_stage
$$;

-- Whether the person gave a second factor in this very transaction: its time is one instant.
CREATE FUNCTION token_given(by_user int) RETURNS boolean LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT 1 FROM totp_step s WHERE s.user_id = by_user AND s.used_at = app_now())
      OR EXISTS (SELECT 1 FROM recovery_code c WHERE c.user_id = by_user AND c.used_at = app_now())
      OR EXISTS (SELECT 1 FROM passkey p WHERE p.user_id = by_user AND p.last_used_at = app_now())
$$;

-- As before; TOKEN is passed by whoever gave it in this transaction and by nobody else.
CREATE OR REPLACE FUNCTION stage_pass(token bytea, passed session_stage, new_token bytea, from_address text, request text) RETURNS jsonb
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE s session; u app_user; following session_stage;
BEGIN
  IF passed = 'DONE' OR enter_stage(token) IS NULL THEN RETURN NULL; END IF;
  SELECT * INTO s FROM session WHERE token_hash = token AND stage = passed AND ended_at IS NULL FOR UPDATE;
  IF NOT FOUND THEN RETURN NULL; END IF;
  SELECT * INTO u FROM app_user WHERE id = s.user_id;
  IF passed = 'TOKEN' AND NOT token_given(s.user_id) THEN RETURN NULL; END IF;
  IF passed = 'PASSWORD' AND coalesce(u.password_set_at < s.created_at, true) THEN RETURN NULL; END IF;
  following := next_stage(s.user_id, s.done || passed);
  IF following = passed THEN RETURN NULL; END IF;
  UPDATE session SET done = s.done || passed, stage = following, token_hash = new_token, last_used_at = app_now() WHERE id = s.id;
  INSERT INTO audit_event (tenant_id, actor, event, subject, result, address, request_id, data)
  SELECT t.id, u.username, 'session.stagePassed', u.username, 'done', from_address, request, jsonb_build_object('passed', passed, 'stage', following)
    FROM tenant t WHERE t.kind = 'PLATFORM';
  RETURN jsonb_build_object('stage', following, 'language', u.language, 'theme', u.theme);
END $$;

-- The person being served is told by mail what changed of theirs, once the change is committed.
CREATE FUNCTION own_factor_news() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT graphile_worker.add_job('mail-person', json_build_object('person', u.id, 'about', 'factorChanged', 'at', app_now()),
           job_key => 'factorChanged:' || u.id, max_attempts => 5)
    FROM app_user u WHERE u.id = nullif(current_setting('app.user', true), '')::int
$$;
GRANT EXECUTE ON FUNCTION own_factor_news() TO app_web;

REVOKE ALL ON FUNCTION own_factor_news(), own_confirmed(text, text, text, jsonb, confirmation_method), token_asked(int), token_given(int), recovery_code_guard(), passkey_guard() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION recovery_code_guard(), passkey_guard() TO app_web, app_worker;
