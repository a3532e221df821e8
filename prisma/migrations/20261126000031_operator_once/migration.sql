-- Each row that a policy shows asks whether an operator looks. With a search_path of its own the function was entered for each of them,
-- at some ten microseconds: turning to row 10,000 of a list took a tenth of a second. Its body is bound when it is made, so it needs no
-- search_path, and PostgreSQL takes it into the query.
CREATE OR REPLACE FUNCTION is_operator() RETURNS boolean LANGUAGE sql STABLE RETURN coalesce(current_setting('app.operator', true), '') = 'on';
