-- A broker's list of a million as of a thousand: an index holds all that a team is filtered by, so that a count is read from it alone, and a page is
-- either sorted from the few there are or read in order from the many.
DROP INDEX membership_by_section;
CREATE INDEX membership_by_filters ON membership (tenant_id, role, standing, entered_at) INCLUDE (sections) WHERE role IS NOT NULL;
CREATE INDEX membership_administering ON membership (tenant_id, role, standing, entered_at) WHERE 'admin-usuarios' = ANY (sections);

-- As before; of a team, what many have is read in the order's index, what few have from that of the filters.
CREATE OR REPLACE FUNCTION list_people(patterns text[], wanted jsonb, sort_by text, downwards boolean, most int, skipped int,
    OUT ids int[], OUT total int, OUT more boolean) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  of_team CONSTANT boolean := own_sections() IS NOT NULL;
  serving CONSTANT int := CASE WHEN NOT is_operator() AND (NOT of_team OR administers_team()) THEN nullif(current_setting('app.tenant', true), '')::int END;
  at_most CONSTANT int := CASE WHEN cardinality(patterns) > 0 THEN 1000 ELSE 10000 END;
  looked_at CONSTANT int := 500;
  often CONSTANT int := 100;
  way text := CASE WHEN downwards THEN ' DESC' ELSE ' ASC' END;
  in_order text := CASE sort_by WHEN 'usuario' THEN 'x.person_username' || way
    WHEN 'acceso' THEN 'x.entered_at' || way || CASE WHEN downwards THEN ' NULLS LAST' ELSE ' NULLS FIRST' END
    WHEN 'correo' THEN 'x.person_mail' || way
    WHEN 'rol' THEN 'x.role' || way || ', x.person_name' || way
    WHEN 'estado' THEN 'x.standing' || way || ', x.person_name' || way
    WHEN 'modificacion' THEN 'x.modified_at' || way
    ELSE 'x.person_name' || way END || ', x.id' || way;
  asked_role broker_role := wanted ->> 'role';
  asked_standing person_standing := wanted ->> 'standing';
  of_role text := CASE WHEN asked_role IS NOT NULL THEN 'x.role = ' || quote_literal(asked_role) END;
  of_standing text := CASE WHEN asked_standing IS NOT NULL THEN 'x.standing = ' || quote_literal(asked_standing) END;
  of_access text := CASE wanted ->> 'access' WHEN 'never' THEN 'x.entered_at IS NULL' WHEN 'month' THEN 'x.entered_at >= app_now() - interval ''30 days'''
    WHEN 'before' THEN 'x.entered_at < app_now() - interval ''90 days''' END;
  of_section text := CASE WHEN wanted ->> 'section' = 'admin-usuarios' THEN '''admin-usuarios'' = ANY (x.sections)'
    WHEN wanted ->> 'section' IS NOT NULL THEN 'x.sections @> ARRAY[' || quote_literal(wanted ->> 'section') || ']' END;
  filters CONSTANT int := num_nonnulls(of_role, of_standing, of_access, of_section);
  -- A team's filters: what one index after another begins with where there are several, or a section, which begins none.
  all_in_one text := CASE WHEN of_team AND (filters > 1 OR of_section IS NOT NULL)
    THEN concat_ws(' AND ', coalesce(of_role, 'x.role IN (''GERENCIAL'', ''EJECUTIVO'')'),
      coalesce(of_standing, 'x.standing IN (''INVITED'', ''ACTIVE'', ''INACTIVE'')'), of_access, of_section)
    ELSE concat_ws(' AND ', of_role, of_standing, of_access, of_section) END;
  tenant_and text := concat_ws(' AND ', 'x.tenant_id = $1', 'x.profile_id = ' || quote_literal((wanted ->> 'profile')::int),
    'x.token_state = ' || quote_literal((wanted ->> 'token')::token_state));
  those text := concat_ws(' AND ', tenant_and, nullif(all_in_one, ''));
  -- In order, only what the order's own index begins with is a condition; the rest is looked at on the way. (A CASE is no condition of an index, and
  -- counts as one that holds often.)
  led_by text := CASE WHEN sort_by = 'acceso' THEN of_access WHEN sort_by = 'rol' THEN of_role WHEN sort_by = 'estado' THEN of_standing
    WHEN sort_by IN ('correo', 'modificacion') THEN NULL ELSE coalesce(of_role, of_standing) END;
  in_passing text := CASE
    WHEN of_team AND filters > 0 THEN concat_ws(' AND ', tenant_and, led_by, 'x.role IS NOT NULL', format('CASE WHEN %s THEN true ELSE false END', all_in_one))
    WHEN of_team AND sort_by IN ('rol', 'correo', 'modificacion') THEN those || ' AND x.role IS NOT NULL' ELSE those END;
  match text := (SELECT string_agg(format('x.words LIKE ($2)[%s]', n), ' AND ') FROM generate_subscripts(patterns, 1) n);
  seen int;
BEGIN
  IF match IS NOT NULL THEN
    -- (Without filters, what the order's own index needs is said; with some, these are few enough to be sorted.)
    IF filters = 0 THEN those := in_passing; END IF;
    EXECUTE format('SELECT count(*) FROM (SELECT x.words FROM membership x WHERE %s ORDER BY %s LIMIT %s) x WHERE %s', those, in_order, looked_at, match)
      INTO seen USING serving, patterns;
    -- (A CASE is no condition of an index, and counts as one that holds often.)
    IF seen >= often THEN match := format('CASE WHEN %s THEN true ELSE false END', match); END IF;
    EXECUTE format('WITH hit AS MATERIALIZED (SELECT x.* FROM membership x WHERE %1$s AND %2$s %3$s LIMIT %4$s + 1)
        SELECT (array_agg(x.id ORDER BY %5$s))[%6$s + 1 : %6$s + %7$s], least(count(*), %4$s), count(*) > %4$s FROM hit x',
      those, match, CASE WHEN seen >= often THEN 'ORDER BY ' || in_order ELSE '' END, at_most, in_order, skipped, most)
      INTO ids, total, more USING serving, patterns;
  ELSE
    EXECUTE format('SELECT least(count(*), %2$s), count(*) > %2$s FROM (SELECT 1 FROM membership x WHERE %1$s LIMIT %2$s + 1) y', those, at_most)
      INTO total, more USING serving;
    -- Few enough, for how far in the page is, to be sorted: to meet them in order would be a walk through all.
    IF of_team AND filters > 0 AND NOT more AND total < 50 * (skipped + most) THEN
      EXECUTE format('WITH hit AS MATERIALIZED (SELECT x.* FROM membership x WHERE %s)
          SELECT (array_agg(x.id ORDER BY %s))[%s + 1 : %s + %s] FROM hit x', those, in_order, skipped, skipped, most) INTO ids USING serving;
    ELSE
      EXECUTE format('SELECT array_agg(y.id) FROM (SELECT x.id FROM membership x WHERE %s ORDER BY %s LIMIT %s OFFSET %s) y', in_passing, in_order,
        least(most, greatest(at_most - skipped, 0)), skipped) INTO ids USING serving;
    END IF;
  END IF;
  ids := coalesce(ids, '{}');
END $$;
