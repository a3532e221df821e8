-- A broker's team changed by a sheet: what each row of a file would do stands as it was read, is applied whole once, and can be taken back within a day.

CREATE TYPE team_file_status AS ENUM ('READY', 'APPLIED', 'UNDONE', 'WITHDRAWN');
CREATE TYPE team_row_effect AS ENUM ('CREATE', 'CHANGE', 'DISABLE', 'ENABLE', 'SAME', 'REFUSE');

CREATE TABLE team_file (
  tenant_id  int NOT NULL,
  id         uuid NOT NULL,
  sent_by    int NOT NULL,
  file_name  text NOT NULL CONSTRAINT team_file_name CHECK (length(file_name) BETWEEN 1 AND 255),
  sha256     text NOT NULL CONSTRAINT team_file_sha256 CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  -- Of everything its rows say, and of what whoever sent it held then.
  digest     text NOT NULL CONSTRAINT team_file_digest CHECK (digest ~ '^[0-9a-f]{64}$'),
  giver      jsonb NOT NULL,
  status     team_file_status NOT NULL DEFAULT 'READY',
  sent_at    timestamptz NOT NULL DEFAULT app_now(),
  expires_at timestamptz NOT NULL DEFAULT app_now() + interval '24 hours',
  applied_at timestamptz,
  ended_at   timestamptz,
  ended_by   int,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, sent_by) REFERENCES membership (tenant_id, id),
  FOREIGN KEY (tenant_id, ended_by) REFERENCES membership (tenant_id, id),
  CONSTRAINT team_file_times CHECK ((applied_at IS NOT NULL) = (status IN ('APPLIED', 'UNDONE'))
    AND (ended_at IS NOT NULL) = (status IN ('UNDONE', 'WITHDRAWN')) AND (ended_at IS NULL) = (ended_by IS NULL))
);
CREATE INDEX team_file_latest ON team_file (tenant_id, sent_at DESC);
-- One file of a person waits: a newer one withdraws it.
CREATE UNIQUE INDEX team_file_one_ready ON team_file (tenant_id, sent_by) WHERE status = 'READY';

CREATE TABLE team_file_row (
  tenant_id     int NOT NULL,
  file_id       uuid NOT NULL,
  line          int NOT NULL CONSTRAINT team_file_row_line CHECK (line BETWEEN 1 AND 1048576),
  effect        team_row_effect NOT NULL,
  username      text NOT NULL,
  person_name   text NOT NULL,
  membership_id int,
  -- How that membership stood when the file was read, and what the row makes of it.
  version       int,
  before        jsonb,
  after         jsonb CONSTRAINT team_file_row_after CHECK ((after IS NOT NULL) = (effect NOT IN ('SAME', 'REFUSE'))),
  cells         text[] NOT NULL DEFAULT '{}',
  faults        jsonb NOT NULL DEFAULT '[]' CONSTRAINT team_file_row_faults CHECK ((faults <> '[]') = (effect = 'REFUSE')),
  -- How it stood when it was applied; whether the person was made for it.
  version_after int,
  made          boolean NOT NULL DEFAULT false,
  PRIMARY KEY (tenant_id, file_id, line),
  FOREIGN KEY (tenant_id, file_id) REFERENCES team_file (tenant_id, id),
  FOREIGN KEY (tenant_id, membership_id) REFERENCES membership (tenant_id, id),
  CONSTRAINT team_file_row_known CHECK ((before IS NOT NULL) = (effect IN ('CHANGE', 'DISABLE', 'ENABLE')) AND (before IS NULL) = (version IS NULL))
);
CREATE INDEX ON team_file_row (tenant_id, membership_id);
CREATE INDEX team_file_row_by_effect ON team_file_row (tenant_id, file_id, effect, line);

-- A membership as a row keeps it. (It names no place to look for tables, since it looks at none: so it is planned with what asks it.)
CREATE FUNCTION team_picture(m membership, name text, mail text) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('firstName', m.first_name, 'lastName', m.last_name, 'birthDate', m.birth_date, 'position', m.position, 'phone', m.phone,
    'officePhone', m.office_phone, 'extension', m.extension, 'role', m.role, 'sections', to_jsonb(m.sections), 'downloads', to_jsonb(m.downloads),
    'status', m.status, 'statusReason', m.status_reason, 'statusAt', m.status_at, 'name', name, 'mail', mail)
$$;

CREATE FUNCTION team_file_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.status <> 'READY' THEN RAISE EXCEPTION 'a file of a team begins as READY' USING ERRCODE = 'check_violation'; END IF;
    RETURN NEW;
  END IF;
  IF (NEW.tenant_id, NEW.id, NEW.sent_by, NEW.file_name, NEW.sha256, NEW.digest, NEW.giver, NEW.sent_at, NEW.expires_at)
     IS DISTINCT FROM (OLD.tenant_id, OLD.id, OLD.sent_by, OLD.file_name, OLD.sha256, OLD.digest, OLD.giver, OLD.sent_at, OLD.expires_at) THEN
    RAISE EXCEPTION 'what a file of a team says does not change' USING ERRCODE = 'check_violation';
  END IF;
  IF (OLD.status, NEW.status) NOT IN (('READY', 'APPLIED'), ('READY', 'WITHDRAWN'), ('APPLIED', 'UNDONE')) THEN
    RAISE EXCEPTION 'a file of a team does not go from % to %', OLD.status, NEW.status USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.status = 'APPLIED' AND app_now() > OLD.expires_at OR NEW.status = 'UNDONE' AND app_now() > OLD.applied_at + interval '24 hours' THEN
    RAISE EXCEPTION 'a file of a team has its day' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER team_file_guard BEFORE INSERT OR UPDATE ON team_file FOR EACH ROW EXECUTE FUNCTION team_file_guard();

-- What was there before is what the database sees, not what it is told; what a row says stands. A row is applied once.
CREATE FUNCTION team_file_row_guard() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.before IS NOT NULL THEN
      SELECT team_picture(m, u.name, u.email) INTO NEW.before FROM membership m JOIN app_user u ON u.id = m.user_id
       WHERE m.tenant_id = NEW.tenant_id AND m.id = NEW.membership_id AND m.version = NEW.version AND m.role IS NOT NULL;
      IF NOT FOUND THEN RAISE EXCEPTION 'row % is of nobody as they are', NEW.line USING ERRCODE = 'check_violation'; END IF;
    END IF;
    IF NEW.version_after IS NOT NULL OR NEW.made THEN RAISE EXCEPTION 'a row is applied with its file' USING ERRCODE = 'check_violation'; END IF;
    RETURN NEW;
  END IF;
  IF (NEW.tenant_id, NEW.file_id, NEW.line, NEW.effect, NEW.version, NEW.before, NEW.after, NEW.faults)
     IS DISTINCT FROM (OLD.tenant_id, OLD.file_id, OLD.line, OLD.effect, OLD.version, OLD.before, OLD.after, OLD.faults) THEN
    RAISE EXCEPTION 'what a row of a file says does not change' USING ERRCODE = 'check_violation';
  END IF;
  -- Of whom it was read is whose it stays; whoever is taken out of the team is named by none.
  IF OLD.version IS NOT NULL AND NEW.membership_id IS NOT NULL AND NEW.membership_id IS DISTINCT FROM OLD.membership_id THEN
    RAISE EXCEPTION 'a row is about whom it was read of' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.version_after IS DISTINCT FROM OLD.version_after AND (OLD.version_after IS NOT NULL OR NEW.version_after <> OLD.version + 1 OR NOT EXISTS (
       SELECT 1 FROM membership m WHERE m.tenant_id = NEW.tenant_id AND m.id = NEW.membership_id AND m.version = NEW.version_after)) THEN
    RAISE EXCEPTION 'a row is applied once, to somebody as they are' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER team_file_row_guard BEFORE INSERT OR UPDATE ON team_file_row FOR EACH ROW EXECUTE FUNCTION team_file_row_guard();

-- Whether a membership, untouched since a file was applied to it, is being given back what it had: whoever takes a file back gives nothing of theirs.
CREATE FUNCTION team_given_back(member int, at_version int, stands member_status, held text[], taken text[]) RETURNS boolean LANGUAGE sql STABLE
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT 1 FROM team_file_row r JOIN team_file f ON f.tenant_id = r.tenant_id AND f.id = r.file_id AND f.status = 'APPLIED'
     WHERE r.tenant_id = nullif(current_setting('app.tenant', true), '')::int AND r.membership_id = member AND r.version_after = at_version
       AND f.applied_at > app_now() - interval '24 hours'
       AND r.before ->> 'status' = stands::text AND to_jsonb(held) <@ (r.before -> 'sections') AND to_jsonb(taken) <@ (r.before -> 'downloads'))
$$;

-- As before, and a file that is taken back gives back what was had.
CREATE OR REPLACE FUNCTION team_ceiling() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE kept boolean := TG_OP = 'UPDATE' AND NOT (OLD.status = 'INACTIVE' AND NEW.status = 'ACTIVE');
BEGIN
  IF NEW.role = 'GERENCIAL' THEN
    NEW.sections := broker_sections();
    NEW.downloads := broker_downloads();
  END IF;
  IF TG_OP = 'UPDATE' AND (NEW.role, NEW.sections, NEW.downloads, NEW.status, NEW.first_name, NEW.last_name, NEW.birth_date, NEW.position, NEW.phone,
       NEW.office_phone, NEW.extension) IS DISTINCT FROM (OLD.role, OLD.sections, OLD.downloads, OLD.status, OLD.first_name, OLD.last_name, OLD.birth_date,
       OLD.position, OLD.phone, OLD.office_phone, OLD.extension) THEN
    NEW.modified_at := app_now();
  END IF;
  -- The operator, and whoever owns the tables, has no ceiling.
  IF session_user <> 'app_web' OR is_operator() THEN RETURN NEW; END IF;
  IF NOT (NEW.sections <@ (coalesce(own_sections(), '{}') || CASE WHEN kept THEN OLD.sections ELSE '{}' END)
      AND NEW.downloads <@ (coalesce(own_downloads(), '{}') || CASE WHEN kept THEN OLD.downloads ELSE '{}' END))
     AND NOT (TG_OP = 'UPDATE' AND team_given_back(OLD.id, OLD.version, NEW.status, NEW.sections, NEW.downloads)) THEN
    RAISE EXCEPTION 'beyond what its giver has' USING ERRCODE = 'insufficient_privilege', CONSTRAINT = 'team_ceiling';
  END IF;
  RETURN NEW;
END $$;

-- Whether each of these people could be added to the team being served: nobody's document, or that of somebody with this mail who is no member here.
-- Who has a document is told to nobody.
CREATE FUNCTION team_addable(documents text[], mails text[]) RETURNS TABLE (place int, addable boolean) LANGUAGE sql STABLE
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT a.place::int, u.id IS NULL OR (lower(u.email) = lower(a.mail) AND u.status <> 'INACTIVE' AND NOT EXISTS (
           SELECT 1 FROM membership m JOIN tenant t ON t.id = m.tenant_id WHERE m.user_id = u.id
              AND (t.kind = 'PLATFORM' OR m.tenant_id = nullif(current_setting('app.tenant', true), '')::int)))
    FROM unnest(documents, mails) WITH ORDINALITY a (document, mail, place) LEFT JOIN app_user u ON u.document = a.document
   WHERE administers_team()
$$;

-- Whoever the rows of a file create: each is known already, or made; null as `team_person` says it.
CREATE FUNCTION team_file_people(of_file uuid, in_language text) RETURNS TABLE (line int, person int, made boolean) LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE r team_file_row;
BEGIN
  FOR r IN SELECT x.* FROM team_file_row x JOIN team_file f ON f.tenant_id = x.tenant_id AND f.id = x.file_id AND f.status = 'READY'
     WHERE x.tenant_id = nullif(current_setting('app.tenant', true), '')::int AND x.file_id = of_file AND x.effect = 'CREATE' ORDER BY x.line LOOP
    line := r.line;
    made := NOT EXISTS (SELECT 1 FROM app_user u WHERE u.document = r.after ->> 'document');
    person := team_person((r.after ->> 'firstName') || ' ' || (r.after ->> 'lastName'), r.after ->> 'document', r.after ->> 'mail', in_language);
    RETURN NEXT;
  END LOOP;
END $$;

-- Whoever is removed takes their sessions with them, which are many by now.
CREATE INDEX session_of_person ON session (user_id);

-- Takes those who were created by a file and never came in out of the team again: their membership, and who was made for it and is nowhere else wholly.
-- Whom something of the team names by now (an heir, who answers for a branch, who sent a file) is kept, and out.
CREATE FUNCTION team_file_unmake(of_file uuid, OUT removed int, OUT kept int) LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE serving CONSTANT int := nullif(current_setting('app.tenant', true), '')::int; r record;
BEGIN
  removed := 0;
  kept := 0;
  IF NOT administers_team() THEN
    RAISE EXCEPTION 'whoever administers a team makes its people' USING ERRCODE = 'insufficient_privilege';
  END IF;
  -- (Row by row: a file that was written just now is of no size that the planner knows.)
  FOR r IN SELECT m.id, m.user_id, x.made FROM team_file_row x
      JOIN team_file f ON f.tenant_id = x.tenant_id AND f.id = x.file_id AND f.status = 'APPLIED' AND f.applied_at > app_now() - interval '24 hours',
      LATERAL (SELECT * FROM membership m WHERE m.tenant_id = x.tenant_id AND m.id = x.membership_id AND m.version = x.version_after OFFSET 0) m
     WHERE x.tenant_id = serving AND x.file_id = of_file AND x.effect = 'CREATE' AND m.entered_at IS NULL AND may_act_on_role(m.role, m.sections)
     ORDER BY m.user_id LOOP
    PERFORM graphile_worker.remove_job('invitation:' || r.user_id || ':' || serving);
    BEGIN
      UPDATE team_file_row SET membership_id = NULL WHERE tenant_id = serving AND membership_id = r.id;
      DELETE FROM membership WHERE id = r.id;
      removed := removed + 1;
    EXCEPTION WHEN foreign_key_violation THEN
      UPDATE membership SET status = 'INACTIVE', status_at = app_now(), version = version + 1 WHERE id = r.id;
      kept := kept + 1;
      CONTINUE;
    END;
    PERFORM 1 FROM app_user u WHERE u.id = r.user_id AND u.status = 'INVITED' FOR UPDATE;
    CONTINUE WHEN NOT FOUND OR NOT r.made OR EXISTS (SELECT 1 FROM membership m WHERE m.user_id = r.user_id);
    BEGIN
      DELETE FROM session WHERE user_id = r.user_id;
      DELETE FROM temporary_password WHERE user_id = r.user_id;
      DELETE FROM app_user WHERE id = r.user_id;
    EXCEPTION WHEN foreign_key_violation THEN
      -- Something of theirs stands elsewhere: they are nobody's member, and can be invited again.
      NULL;
    END;
  END LOOP;
END $$;

DO $$
DECLARE name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['team_file', 'team_file_row'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format($p$CREATE POLICY %I ON %I TO app_web, app_worker
      USING (tenant_id = nullif(current_setting('app.tenant', true), '')::int)
      WITH CHECK (tenant_id = nullif(current_setting('app.tenant', true), '')::int)$p$, name || '_of_tenant', name);
    EXECUTE format('CREATE POLICY %I ON %I AS RESTRICTIVE TO app_web USING (NOT is_operator())', name || '_no_operator', name);
    EXECUTE format('GRANT SELECT ON %I TO app_web, verify', name);
  END LOOP;
END $$;
GRANT INSERT (tenant_id, id, sent_by, file_name, sha256, digest, giver), UPDATE (status, applied_at, ended_at, ended_by) ON team_file TO app_web;
GRANT INSERT (tenant_id, file_id, line, effect, username, person_name, membership_id, version, before, after, cells, faults),
  UPDATE (username, membership_id, version_after, made) ON team_file_row TO app_web;

REVOKE ALL ON FUNCTION team_picture(membership, text, text), team_file_guard(), team_file_row_guard(), team_given_back(int, int, member_status, text[], text[]),
  team_addable(text[], text[]), team_file_people(uuid, text), team_file_unmake(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION team_picture(membership, text, text), team_addable(text[], text[]), team_file_people(uuid, text), team_file_unmake(uuid) TO app_web;
GRANT EXECUTE ON FUNCTION team_file_guard(), team_file_row_guard() TO app_web;
