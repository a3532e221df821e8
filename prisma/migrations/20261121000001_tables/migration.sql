-- Every table of the spine. Money is whole cents in bigint; times are timestamptz.
-- Tenant tables carry tenant_id and point at each other by (tenant_id, id), so that no row can name another company's.

CREATE TYPE tenant_kind AS ENUM ('COMPANY', 'BROKER', 'PLATFORM');
CREATE TYPE country AS ENUM ('CO', 'PE');
CREATE TYPE currency AS ENUM ('COP', 'PEN');
CREATE TYPE company_status AS ENUM ('ACTIVE', 'SUSPENDED');
CREATE TYPE product_kind AS ENUM ('NOMINATED', 'INNOMINATE');
CREATE TYPE user_status AS ENUM ('INVITED', 'ACTIVE', 'INACTIVE');
CREATE TYPE member_status AS ENUM ('ACTIVE', 'INACTIVE');
CREATE TYPE batch_type AS ENUM ('EMISION', 'EMISION_INNOMINADA', 'RECARGA', 'CARGO', 'REPOSICION', 'REPOSICION_CLAVE', 'SUCURSALES');
CREATE TYPE batch_status AS ENUM ('RECEIVED', 'VALIDATING', 'INVALID', 'VALID', 'CONFIRMED', 'PARTLY_SIGNED', 'AUTHORIZED',
  'IN_PROCESS', 'PROCESSED', 'PROCESSED_WITH_REJECTIONS', 'REJECTED', 'ANNULLED', 'EXPIRED');
CREATE TYPE order_status AS ENUM ('AUTHORIZED', 'PAYING', 'IN_PROCESS', 'PROCESSED', 'PROCESSED_WITH_REJECTIONS',
  'IN_VERIFICATION', 'PAYMENT_FAILED', 'ANNULLED');
CREATE TYPE payment_status AS ENUM ('REQUESTED', 'SENT', 'CONFIRMED', 'REFUSED', 'UNKNOWN');
CREATE TYPE card_status AS ENUM ('REQUESTED', 'ACTIVE', 'BLOCKED', 'REPLACED', 'CANCELLED', 'EXPIRED');
CREATE TYPE account_kind AS ENUM ('BANK_CLEARING', 'ORDER_FUNDS', 'MASTER', 'FEES', 'TAX', 'CARD');
CREATE TYPE confirmation_method AS ENUM ('PASSWORD', 'CODE');
CREATE TYPE upload_status AS ENUM ('RECEIVING', 'STORED', 'ABANDONED');
CREATE TYPE fault_severity AS ENUM ('FAULT', 'WARNING');


-- The clock of every time limit: the database's, moved only where tests or the demonstration set app.clock_offset.
CREATE FUNCTION app_now() RETURNS timestamptz LANGUAGE sql STABLE AS $$
  SELECT now() + coalesce(nullif(current_setting('app.clock_offset', true), ''), '0')::interval
$$;

-- The same for the trail, whose events are told apart within a transaction.
CREATE FUNCTION app_clock() RETURNS timestamptz LANGUAGE sql VOLATILE AS $$
  SELECT clock_timestamp() + coalesce(nullif(current_setting('app.clock_offset', true), ''), '0')::interval
$$;

CREATE TABLE tenant (
  id         int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind       tenant_kind NOT NULL,
  code       text NOT NULL UNIQUE CHECK (code ~ '^[A-Z][A-Z0-9]{0,11}$'),
  name       text NOT NULL CHECK (length(name) BETWEEN 1 AND 120)
);

CREATE TABLE company (
  tenant_id           int PRIMARY KEY REFERENCES tenant (id),
  tax_id              text NOT NULL UNIQUE,
  country             country NOT NULL,
  time_zone           text NOT NULL,
  status              company_status NOT NULL DEFAULT 'ACTIVE',
  signatures_required smallint NOT NULL CHECK (signatures_required BETWEEN 1 AND 2),
  maker_may_sign      boolean NOT NULL DEFAULT false,
  bank_account        text NOT NULL,
  CHECK (NOT maker_may_sign OR signatures_required = 1)
);

CREATE TABLE product (
  id               int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant_id        int NOT NULL REFERENCES company (tenant_id),
  code             text NOT NULL UNIQUE CHECK (code ~ '^[A-Z][A-Z0-9]{0,11}$'),
  name             text NOT NULL,
  kind             product_kind NOT NULL,
  currency         currency NOT NULL,
  lines_max        int NOT NULL DEFAULT 200000 CHECK (lines_max BETWEEN 1 AND 1000000),
  file_bytes_max   bigint NOT NULL DEFAULT 67108864 CHECK (file_bytes_max > 0),
  amount_min_cents bigint NOT NULL DEFAULT 100 CHECK (amount_min_cents > 0),
  amount_max_cents bigint NOT NULL DEFAULT 999999999999 CHECK (amount_max_cents <= 999999999999),
  UNIQUE (tenant_id, id),
  CHECK (amount_min_cents <= amount_max_cents)
);

CREATE TABLE product_fee (
  tenant_id        int NOT NULL,
  product_id       int NOT NULL,
  batch_type       batch_type NOT NULL,
  fixed_cents      bigint NOT NULL CHECK (fixed_cents >= 0),
  basis_points     int NOT NULL CHECK (basis_points BETWEEN 0 AND 10000),
  tax_basis_points int NOT NULL CHECK (tax_basis_points BETWEEN 0 AND 10000),
  PRIMARY KEY (product_id, batch_type),
  FOREIGN KEY (tenant_id, product_id) REFERENCES product (tenant_id, id)
);

CREATE TABLE app_user (
  id            int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  username      text NOT NULL UNIQUE CHECK (username ~ '^[a-z0-9][a-z0-9._-]{1,39}$'),
  name          text NOT NULL,
  document      text NOT NULL UNIQUE,
  email         text NOT NULL,
  password_hash text NOT NULL,
  status        user_status NOT NULL DEFAULT 'INVITED'
);

CREATE TABLE session (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  token_hash   bytea NOT NULL UNIQUE CHECK (length(token_hash) = 32),
  user_id      int NOT NULL REFERENCES app_user (id),
  created_at   timestamptz NOT NULL DEFAULT app_now(),
  last_used_at timestamptz NOT NULL DEFAULT app_now(),
  expires_at   timestamptz NOT NULL DEFAULT app_now() + interval '8 hours',
  ended_at     timestamptz,
  address      text NOT NULL,
  device       text NOT NULL
);
CREATE INDEX ON session (user_id) WHERE ended_at IS NULL;

CREATE TABLE profile (
  id        int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant_id int NOT NULL REFERENCES tenant (id),
  name      text NOT NULL,
  UNIQUE (tenant_id, id),
  UNIQUE (tenant_id, name)
);

CREATE TABLE profile_permission (
  tenant_id  int NOT NULL,
  profile_id int NOT NULL,
  permission text NOT NULL,
  PRIMARY KEY (profile_id, permission),
  FOREIGN KEY (tenant_id, profile_id) REFERENCES profile (tenant_id, id)
);

CREATE TABLE membership (
  id           int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant_id    int NOT NULL REFERENCES tenant (id),
  user_id      int NOT NULL REFERENCES app_user (id),
  profile_id   int NOT NULL,
  status       member_status NOT NULL DEFAULT 'ACTIVE',
  all_products boolean NOT NULL DEFAULT true,
  UNIQUE (tenant_id, id),
  UNIQUE (tenant_id, user_id),
  FOREIGN KEY (tenant_id, profile_id) REFERENCES profile (tenant_id, id)
);
CREATE INDEX ON membership (user_id);

CREATE TABLE membership_product (
  tenant_id     int NOT NULL,
  membership_id int NOT NULL,
  product_id    int NOT NULL,
  PRIMARY KEY (membership_id, product_id),
  FOREIGN KEY (tenant_id, membership_id) REFERENCES membership (tenant_id, id),
  FOREIGN KEY (tenant_id, product_id) REFERENCES product (tenant_id, id)
);

-- What a person saw and confirmed. Only tries, used_at and voided_at ever change.
CREATE TABLE confirmation (
  id            uuid NOT NULL DEFAULT gen_random_uuid(),
  tenant_id     int NOT NULL REFERENCES tenant (id),
  membership_id int NOT NULL,
  purpose       text NOT NULL,
  subject       text NOT NULL,
  digest        text NOT NULL CHECK (digest ~ '^[0-9a-f]{64}$'),
  shown         jsonb NOT NULL,
  method        confirmation_method NOT NULL,
  code_hash     bytea,
  created_at    timestamptz NOT NULL DEFAULT app_now(),
  expires_at    timestamptz NOT NULL,
  tries         smallint NOT NULL DEFAULT 0 CHECK (tries BETWEEN 0 AND 5),
  used_at       timestamptz,
  voided_at     timestamptz,
  PRIMARY KEY (tenant_id, id),
  CHECK ((method = 'CODE') = (code_hash IS NOT NULL)),
  FOREIGN KEY (tenant_id, membership_id) REFERENCES membership (tenant_id, id)
);
CREATE INDEX ON confirmation (tenant_id, purpose, subject, created_at);

CREATE TABLE counter (
  tenant_id int NOT NULL REFERENCES tenant (id),
  kind      text NOT NULL CHECK (kind IN ('L', 'OS')),
  year      smallint NOT NULL,
  last      int NOT NULL CHECK (last > 0),
  PRIMARY KEY (tenant_id, kind, year)
);

CREATE TABLE branch (
  tenant_id int NOT NULL REFERENCES company (tenant_id),
  code      text NOT NULL,
  name      text NOT NULL,
  PRIMARY KEY (tenant_id, code)
);

-- Files as they came, in chunks committed as they arrive. Kept untouched; never served back as a page.
CREATE TABLE upload (
  id             uuid NOT NULL,
  tenant_id      int NOT NULL REFERENCES company (tenant_id),
  product_id     int NOT NULL,
  membership_id  int NOT NULL,
  type           batch_type NOT NULL,
  file_name      text NOT NULL CHECK (length(file_name) BETWEEN 1 AND 255),
  content_length bigint NOT NULL CHECK (content_length >= 0),
  received       bigint NOT NULL DEFAULT 0 CHECK (received <= content_length),
  sha256         text CHECK (sha256 ~ '^[0-9a-f]{64}$'),
  encoding       text CHECK (encoding IN ('utf-8', 'utf-16le', 'utf-16be', 'windows-1252')),
  status         upload_status NOT NULL DEFAULT 'RECEIVING',
  created_at     timestamptz NOT NULL DEFAULT app_now(),
  PRIMARY KEY (tenant_id, id),
  CHECK (status <> 'STORED' OR (received = content_length AND sha256 IS NOT NULL AND encoding IS NOT NULL)),
  FOREIGN KEY (tenant_id, product_id) REFERENCES product (tenant_id, id),
  FOREIGN KEY (tenant_id, membership_id) REFERENCES membership (tenant_id, id)
);
CREATE INDEX ON upload (created_at) WHERE status = 'RECEIVING';
CREATE INDEX ON upload (tenant_id, created_at);

CREATE TABLE upload_chunk (
  tenant_id int NOT NULL,
  upload_id uuid NOT NULL,
  seq       int NOT NULL CHECK (seq >= 0),
  bytes     bytea NOT NULL,
  PRIMARY KEY (tenant_id, upload_id, seq),
  FOREIGN KEY (tenant_id, upload_id) REFERENCES upload (tenant_id, id)
);
ALTER TABLE upload_chunk ALTER COLUMN bytes SET STORAGE EXTERNAL;

CREATE TABLE service_order (
  id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant_id        int NOT NULL,
  product_id       int NOT NULL,
  number           text NOT NULL CHECK (number ~ '^OS-\d{4}-\d{6}$'),
  status           order_status NOT NULL DEFAULT 'AUTHORIZED',
  line_count       int NOT NULL CHECK (line_count > 0),
  amount_cents     bigint NOT NULL CHECK (amount_cents >= 0),
  commission_cents bigint NOT NULL CHECK (commission_cents >= 0),
  tax_cents        bigint NOT NULL CHECK (tax_cents >= 0),
  total_cents      bigint NOT NULL CHECK (total_cents >= 0),
  bank_account     text NOT NULL,
  issued_by        int NOT NULL,
  issued_at        timestamptz NOT NULL DEFAULT app_now(),
  paid_at          timestamptz,
  finished_at      timestamptz,
  failure          text,
  annul_reason     text,
  fence            bigint NOT NULL DEFAULT 0,
  UNIQUE (tenant_id, id),
  UNIQUE (tenant_id, number),
  FOREIGN KEY (tenant_id, product_id) REFERENCES product (tenant_id, id),
  FOREIGN KEY (tenant_id, issued_by) REFERENCES membership (tenant_id, id)
);
CREATE INDEX ON service_order (tenant_id, product_id, id DESC);
CREATE INDEX ON service_order (status) WHERE status IN ('PAYING', 'IN_VERIFICATION', 'IN_PROCESS');

CREATE TABLE batch (
  id                  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant_id           int NOT NULL,
  product_id          int NOT NULL,
  number              text NOT NULL CHECK (number ~ '^L-\d{4}-\d{6}$'),
  type                batch_type NOT NULL,
  status              batch_status NOT NULL DEFAULT 'RECEIVED',
  version             int NOT NULL DEFAULT 1,
  upload_id           uuid NOT NULL,
  file_name           text NOT NULL,
  file_hash           text NOT NULL CHECK (file_hash ~ '^[0-9a-f]{64}$'),
  encoding            text NOT NULL CHECK (encoding IN ('utf-8', 'utf-16le', 'utf-16be', 'windows-1252')),
  content_hash        text CHECK (content_hash ~ '^[0-9a-f]{64}$'),
  lines_hash          text CHECK (lines_hash ~ '^[0-9a-f]{64}$'),
  line_count          int NOT NULL DEFAULT 0,
  total_cents         bigint NOT NULL DEFAULT 0 CHECK (total_cents >= 0),
  fault_count         int NOT NULL DEFAULT 0,
  warning_count       int NOT NULL DEFAULT 0,
  lines_read          int NOT NULL DEFAULT 0,
  sample_names        text[] NOT NULL DEFAULT '{}',
  fence               bigint NOT NULL DEFAULT 0,
  uploaded_by         int NOT NULL,
  uploaded_at         timestamptz NOT NULL DEFAULT app_now(),
  confirmed_by        int,
  confirmed_at        timestamptz,
  warnings_reason     text CHECK (length(warnings_reason) BETWEEN 5 AND 500),
  signatures_required smallint CHECK (signatures_required BETWEEN 1 AND 2),
  commission_cents    bigint CHECK (commission_cents >= 0),
  tax_cents           bigint CHECK (tax_cents >= 0),
  order_total_cents   bigint CHECK (order_total_cents >= 0),
  bank_account        text,
  digest              text CHECK (digest ~ '^[0-9a-f]{64}$'),
  end_reason          text CHECK (length(end_reason) BETWEEN 5 AND 500),
  ended_by            int,
  ended_at            timestamptz,
  order_id            bigint,
  UNIQUE (tenant_id, id),
  UNIQUE (tenant_id, number),
  UNIQUE (tenant_id, upload_id),
  CHECK (status NOT IN ('CONFIRMED', 'PARTLY_SIGNED', 'AUTHORIZED', 'IN_PROCESS', 'PROCESSED', 'PROCESSED_WITH_REJECTIONS')
    OR (digest IS NOT NULL AND confirmed_by IS NOT NULL AND signatures_required IS NOT NULL AND order_total_cents IS NOT NULL
        AND fault_count = 0 AND line_count > 0)),
  CHECK (status NOT IN ('AUTHORIZED', 'IN_PROCESS', 'PROCESSED', 'PROCESSED_WITH_REJECTIONS') OR order_id IS NOT NULL),
  CHECK (confirmed_by IS NULL OR warning_count = 0 OR warnings_reason IS NOT NULL),
  FOREIGN KEY (tenant_id, product_id) REFERENCES product (tenant_id, id),
  FOREIGN KEY (tenant_id, upload_id) REFERENCES upload (tenant_id, id),
  FOREIGN KEY (tenant_id, uploaded_by) REFERENCES membership (tenant_id, id),
  FOREIGN KEY (tenant_id, confirmed_by) REFERENCES membership (tenant_id, id),
  FOREIGN KEY (tenant_id, ended_by) REFERENCES membership (tenant_id, id),
  FOREIGN KEY (tenant_id, order_id) REFERENCES service_order (tenant_id, id)
);
CREATE INDEX ON batch (tenant_id, product_id, id DESC);
CREATE INDEX ON batch (tenant_id, order_id) WHERE order_id IS NOT NULL;
CREATE INDEX ON batch (confirmed_at) WHERE status IN ('CONFIRMED', 'PARTLY_SIGNED');
-- The same file, or the same lines in any order, is open once for a product and type, also when two arrive at once.
CREATE UNIQUE INDEX batch_same_file_open ON batch (tenant_id, product_id, type, file_hash)
  WHERE status IN ('RECEIVED', 'VALIDATING', 'VALID', 'CONFIRMED', 'PARTLY_SIGNED', 'AUTHORIZED', 'IN_PROCESS');
CREATE UNIQUE INDEX batch_same_content_open ON batch (tenant_id, product_id, type, content_hash)
  WHERE status IN ('VALID', 'CONFIRMED', 'PARTLY_SIGNED', 'AUTHORIZED', 'IN_PROCESS');
CREATE INDEX ON batch (tenant_id, product_id, type, file_hash);
CREATE INDEX ON batch (tenant_id, product_id, type, content_hash);

-- A lot's lines, loaded by COPY. No foreign key (it would make the load four times slower): the loader and verify keep it true.
-- fields = the layout's cells in normal form, joined by U+001F; line = its line in the file, the header being line 1.
CREATE TABLE batch_line (
  tenant_id      int NOT NULL,
  batch_id       bigint NOT NULL,
  line           int NOT NULL,
  document       text,
  card_reference text,
  amount_cents   bigint,
  reference      text,
  fields         text NOT NULL,
  PRIMARY KEY (batch_id, line)
);

-- The cells of a line that has a fault, as they stood in the file.
CREATE TABLE batch_faulty_line (
  tenant_id int NOT NULL,
  batch_id  bigint NOT NULL,
  line      int NOT NULL,
  cells     text[] NOT NULL,
  PRIMARY KEY (batch_id, line),
  FOREIGN KEY (tenant_id, batch_id) REFERENCES batch (tenant_id, id)
);

CREATE TABLE batch_fault (
  id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant_id int NOT NULL,
  batch_id  bigint NOT NULL,
  severity  fault_severity NOT NULL,
  line      int NOT NULL,
  col       int,
  field     text,
  value     text,
  code      text NOT NULL,
  proposal  text,
  params    jsonb NOT NULL DEFAULT '{}',
  FOREIGN KEY (tenant_id, batch_id) REFERENCES batch (tenant_id, id)
);
CREATE INDEX ON batch_fault (tenant_id, batch_id, severity, line, id);

CREATE TABLE batch_line_rejection (
  tenant_id int NOT NULL,
  batch_id  bigint NOT NULL,
  line      int NOT NULL,
  reason    text NOT NULL,
  PRIMARY KEY (batch_id, line),
  FOREIGN KEY (tenant_id, batch_id) REFERENCES batch (tenant_id, id)
);

CREATE TABLE signature (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant_id     int NOT NULL,
  batch_id      bigint NOT NULL,
  batch_version int NOT NULL,
  ordinal       smallint NOT NULL CHECK (ordinal BETWEEN 1 AND 2),
  membership_id int NOT NULL,
  document      text NOT NULL,
  digest        text NOT NULL,
  confirmation_id uuid NOT NULL,
  signed_at     timestamptz NOT NULL DEFAULT app_now(),
  voided_at     timestamptz,
  void_reason   text,
  FOREIGN KEY (tenant_id, batch_id) REFERENCES batch (tenant_id, id),
  FOREIGN KEY (tenant_id, membership_id) REFERENCES membership (tenant_id, id),
  FOREIGN KEY (tenant_id, confirmation_id) REFERENCES confirmation (tenant_id, id)
);
CREATE UNIQUE INDEX signature_person_once ON signature (batch_id, batch_version, membership_id) WHERE voided_at IS NULL;
CREATE UNIQUE INDEX signature_document_once ON signature (batch_id, batch_version, document) WHERE voided_at IS NULL;
CREATE UNIQUE INDEX signature_ordinal_once ON signature (batch_id, batch_version, ordinal) WHERE voided_at IS NULL;

CREATE TABLE order_document (
  tenant_id int NOT NULL,
  order_id  bigint NOT NULL,
  bytes     bytea NOT NULL,
  sha256    text NOT NULL,
  made_at   timestamptz NOT NULL DEFAULT app_now(),
  PRIMARY KEY (tenant_id, order_id),
  FOREIGN KEY (tenant_id, order_id) REFERENCES service_order (tenant_id, id)
);

-- One attempt at paying an order. A new attempt exists only after the bank refused the one before for certain.
CREATE TABLE payment (
  id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant_id       int NOT NULL,
  order_id        bigint NOT NULL,
  attempt         int NOT NULL CHECK (attempt > 0),
  reference       text NOT NULL UNIQUE,
  status          payment_status NOT NULL DEFAULT 'REQUESTED',
  requested_by    int NOT NULL,
  confirmation_id uuid NOT NULL,
  requested_at    timestamptz NOT NULL DEFAULT app_now(),
  sent_at         timestamptz,
  resolved_at     timestamptz,
  reason          text,
  bank_reference  text,
  UNIQUE (tenant_id, order_id, attempt),
  FOREIGN KEY (tenant_id, order_id) REFERENCES service_order (tenant_id, id),
  FOREIGN KEY (tenant_id, requested_by) REFERENCES membership (tenant_id, id),
  FOREIGN KEY (tenant_id, confirmation_id) REFERENCES confirmation (tenant_id, id)
);
CREATE UNIQUE INDEX payment_one_alive ON payment (order_id) WHERE status <> 'REFUSED';

-- One row per page of a lot that the card core has answered and the ledger has posted.
CREATE TABLE batch_page (
  tenant_id      int NOT NULL,
  batch_id       bigint NOT NULL,
  page           int NOT NULL CHECK (page >= 0),
  first_line     int NOT NULL,
  last_line      int NOT NULL,
  rejected_count int NOT NULL,
  entry_id       bigint NOT NULL,
  posted_at      timestamptz NOT NULL DEFAULT app_now(),
  PRIMARY KEY (batch_id, page),
  CHECK (last_line >= first_line),
  FOREIGN KEY (tenant_id, batch_id) REFERENCES batch (tenant_id, id)
);

CREATE TABLE worker (
  id         uuid PRIMARY KEY,
  name       text NOT NULL,
  worker_ids text[] NOT NULL,
  started_at timestamptz NOT NULL DEFAULT now(),
  beat_at    timestamptz NOT NULL DEFAULT now()
);

-- The trail. Events are written with the change they tell of; seals link and hash them afterwards.
CREATE TABLE audit_event (
  id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant_id  int NOT NULL REFERENCES tenant (id),
  at         timestamptz NOT NULL DEFAULT app_clock(),
  actor      text NOT NULL,
  event      text NOT NULL,
  subject    text NOT NULL,
  result     text NOT NULL CHECK (result IN ('done', 'refused')),
  address    text,
  request_id text,
  data       jsonb NOT NULL DEFAULT '{}',
  UNIQUE (tenant_id, id)
);

CREATE TABLE audit_pending (
  event_id  bigint PRIMARY KEY,
  tenant_id int NOT NULL
);

CREATE TABLE audit_seal (
  tenant_id int NOT NULL REFERENCES tenant (id),
  seq       bigint NOT NULL CHECK (seq > 0),
  event_id  bigint NOT NULL UNIQUE,
  prev_hash text NOT NULL,
  hash      text NOT NULL,
  sealed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (tenant_id, seq),
  FOREIGN KEY (tenant_id, event_id) REFERENCES audit_event (tenant_id, id)
);
