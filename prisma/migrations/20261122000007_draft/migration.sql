-- What a person typed and could not send yet (decisions.md: drafts of forms live on the server). Of the person, in no company.
CREATE TABLE draft (
  user_id int NOT NULL REFERENCES app_user,
  path text NOT NULL CONSTRAINT draft_path CHECK (path ~ '^/' AND length(path) <= 500),
  form text NOT NULL CONSTRAINT draft_form CHECK (length(form) <= 200),
  typed jsonb NOT NULL,
  updated_at timestamptz NOT NULL DEFAULT app_now(),
  PRIMARY KEY (user_id, path, form),
  CONSTRAINT draft_size CHECK (jsonb_typeof(typed) = 'object' AND octet_length(typed::text) <= 16384),
  CONSTRAINT draft_no_secret CHECK (NOT typed ?| ARRAY['clave', 'codigo', 'token'])
);

ALTER TABLE draft ENABLE ROW LEVEL SECURITY;
ALTER TABLE draft FORCE ROW LEVEL SECURITY;
CREATE POLICY draft_own ON draft TO app_web, app_worker
  USING (user_id = nullif(current_setting('app.user', true), '')::int)
  WITH CHECK (user_id = nullif(current_setting('app.user', true), '')::int);
GRANT SELECT, INSERT, UPDATE (typed, updated_at), DELETE ON draft TO app_web;
GRANT SELECT ON draft TO verify;

-- Nobody came back for it in a day.
CREATE FUNCTION sweep_drafts() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH gone AS (DELETE FROM draft WHERE updated_at < app_now() - interval '24 hours' RETURNING 1) SELECT count(*)::int FROM gone
$$;
REVOKE ALL ON FUNCTION sweep_drafts() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION sweep_drafts() TO app_worker;
