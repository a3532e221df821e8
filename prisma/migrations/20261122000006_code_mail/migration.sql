-- What became of a code's mail, so that its page says the truth. Only the worker writes it; the statement itself stays as it was.
ALTER TABLE confirmation
  ADD COLUMN mail_tries     smallint NOT NULL DEFAULT 0,
  ADD COLUMN mailed_at      timestamptz,
  ADD COLUMN mail_failed_at timestamptz,
  ADD CONSTRAINT confirmation_mail_end_check CHECK (mailed_at IS NULL OR mail_failed_at IS NULL),
  ADD CONSTRAINT confirmation_mail_code_check CHECK (method = 'CODE' OR (mail_tries = 0 AND mailed_at IS NULL AND mail_failed_at IS NULL));

-- A mail has gone, or was given up, once and for ever; tries only grow.
CREATE FUNCTION confirmation_mail_guard() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  IF (OLD.mailed_at IS NOT NULL AND NEW.mailed_at IS DISTINCT FROM OLD.mailed_at)
     OR (OLD.mail_failed_at IS NOT NULL AND NEW.mail_failed_at IS DISTINCT FROM OLD.mail_failed_at) OR NEW.mail_tries < OLD.mail_tries THEN
    RAISE EXCEPTION 'what became of a mail does not change' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER confirmation_mail_guard BEFORE UPDATE ON confirmation FOR EACH ROW EXECUTE FUNCTION confirmation_mail_guard();

REVOKE ALL ON FUNCTION confirmation_mail_guard() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION confirmation_mail_guard() TO app_web, app_worker;
GRANT UPDATE (mail_tries, mailed_at, mail_failed_at) ON confirmation TO app_worker;
