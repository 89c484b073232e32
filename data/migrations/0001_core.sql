-- One text for SQLite and PostgreSQL. Times are microseconds since 1970 in UTC,
-- NULL when unknown; truth values are 0 or 1; cells are H3 indices as integers.
-- "sum" is a CRC-32C over the other columns of a record, checked on every read.

CREATE TABLE residences (
    id TEXT PRIMARY KEY,
    row_key TEXT NOT NULL UNIQUE,
    source TEXT NOT NULL,
    recorded_at BIGINT,
    recorded_by TEXT NOT NULL,
    desa TEXT NOT NULL,
    cell BIGINT NOT NULL,
    lon DOUBLE PRECISION NOT NULL,
    lat DOUBLE PRECISION NOT NULL,
    quality TEXT NOT NULL,
    off_m DOUBLE PRECISION NOT NULL,
    premises_type TEXT NOT NULL,
    persons BIGINT NOT NULL,
    permit_type TEXT NOT NULL,
    permit_until BIGINT,
    from_at BIGINT,
    until_at BIGINT,
    purpose TEXT NOT NULL,
    person_key TEXT NOT NULL,
    sum BIGINT NOT NULL
);

CREATE TABLE residence_nationality (
    residence TEXT PRIMARY KEY REFERENCES residences (id),
    nationality TEXT NOT NULL,
    sum BIGINT NOT NULL
);

CREATE TABLE premises (
    id TEXT PRIMARY KEY,
    row_key TEXT NOT NULL UNIQUE,
    source TEXT NOT NULL,
    recorded_at BIGINT,
    recorded_by TEXT NOT NULL,
    desa TEXT NOT NULL,
    cell BIGINT NOT NULL,
    lon DOUBLE PRECISION NOT NULL,
    lat DOUBLE PRECISION NOT NULL,
    quality TEXT NOT NULL,
    off_m DOUBLE PRECISION NOT NULL,
    name TEXT NOT NULL,
    type TEXT NOT NULL,
    licence TEXT NOT NULL,
    beds BIGINT NOT NULL,
    registered BIGINT NOT NULL,
    last_report BIGINT,
    sum BIGINT NOT NULL
);

CREATE TABLE reports (
    id TEXT PRIMARY KEY,
    row_key TEXT NOT NULL UNIQUE,
    source TEXT NOT NULL,
    recorded_at BIGINT,
    recorded_by TEXT NOT NULL,
    desa TEXT NOT NULL,
    cell BIGINT NOT NULL,
    lon DOUBLE PRECISION NOT NULL,
    lat DOUBLE PRECISION NOT NULL,
    quality TEXT NOT NULL,
    off_m DOUBLE PRECISION NOT NULL,
    channel TEXT NOT NULL,
    origin TEXT NOT NULL,
    category TEXT NOT NULL,
    occurred_at BIGINT,
    text TEXT NOT NULL,
    visit_prob DOUBLE PRECISION NOT NULL,
    sum BIGINT NOT NULL
);

CREATE TABLE reporters (
    report TEXT PRIMARY KEY REFERENCES reports (id),
    reporter TEXT NOT NULL,
    sum BIGINT NOT NULL
);

CREATE TABLE report_states (
    id TEXT PRIMARY KEY,
    report TEXT NOT NULL REFERENCES reports (id),
    state TEXT NOT NULL,
    grade TEXT NOT NULL,
    verified_at BIGINT,
    recorded_at BIGINT NOT NULL,
    recorded_by TEXT NOT NULL,
    sum BIGINT NOT NULL
);

CREATE INDEX report_states_report ON report_states (report, recorded_at);

CREATE TABLE visits (
    id TEXT PRIMARY KEY,
    row_key TEXT NOT NULL UNIQUE,
    source TEXT NOT NULL,
    recorded_at BIGINT,
    recorded_by TEXT NOT NULL,
    desa TEXT NOT NULL,
    cell BIGINT NOT NULL,
    lon DOUBLE PRECISION NOT NULL,
    lat DOUBLE PRECISION NOT NULL,
    quality TEXT NOT NULL,
    off_m DOUBLE PRECISION NOT NULL,
    held_on BIGINT,
    officers BIGINT NOT NULL,
    hours DOUBLE PRECISION NOT NULL,
    informed BIGINT NOT NULL,
    educated BIGINT NOT NULL,
    random BIGINT NOT NULL,
    prob DOUBLE PRECISION NOT NULL,
    sum BIGINT NOT NULL
);

CREATE TABLE meetings (
    id TEXT PRIMARY KEY,
    row_key TEXT NOT NULL UNIQUE,
    source TEXT NOT NULL,
    recorded_at BIGINT,
    recorded_by TEXT NOT NULL,
    desa TEXT NOT NULL,
    cell BIGINT NOT NULL,
    lon DOUBLE PRECISION NOT NULL,
    lat DOUBLE PRECISION NOT NULL,
    quality TEXT NOT NULL,
    off_m DOUBLE PRECISION NOT NULL,
    area TEXT NOT NULL,
    held_on BIGINT,
    agencies TEXT NOT NULL,
    present TEXT NOT NULL,
    sum BIGINT NOT NULL
);

CREATE TABLE operations (
    id TEXT PRIMARY KEY,
    row_key TEXT NOT NULL UNIQUE,
    source TEXT NOT NULL,
    recorded_at BIGINT,
    recorded_by TEXT NOT NULL,
    desa TEXT NOT NULL,
    cell BIGINT NOT NULL,
    lon DOUBLE PRECISION NOT NULL,
    lat DOUBLE PRECISION NOT NULL,
    quality TEXT NOT NULL,
    off_m DOUBLE PRECISION NOT NULL,
    kind TEXT NOT NULL,
    area TEXT NOT NULL,
    cluster TEXT NOT NULL,
    order_number TEXT NOT NULL,
    signed_by TEXT NOT NULL,
    approver TEXT NOT NULL,
    state TEXT NOT NULL,
    start_at BIGINT,
    end_at BIGINT,
    agencies TEXT NOT NULL,
    checks BIGINT NOT NULL,
    findings BIGINT NOT NULL,
    sum BIGINT NOT NULL
);

CREATE TABLE imports (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    file TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    at BIGINT NOT NULL,
    recorded_by TEXT NOT NULL,
    total BIGINT NOT NULL,
    added BIGINT NOT NULL,
    known BIGINT NOT NULL,
    rejected BIGINT NOT NULL
);

CREATE TABLE boundary_sets (
    id TEXT PRIMARY KEY,
    meta BYTEA NOT NULL,
    body BYTEA NOT NULL,
    findings BYTEA NOT NULL,
    saved_at BIGINT NOT NULL,
    active BIGINT NOT NULL
);

CREATE UNIQUE INDEX boundary_sets_one_active ON boundary_sets (active) WHERE active = 1;

CREATE TABLE runs (
    id TEXT PRIMARY KEY,
    at BIGINT NOT NULL,
    saved_at BIGINT NOT NULL,
    head BYTEA NOT NULL,
    policy BYTEA NOT NULL,
    inputs BYTEA NOT NULL,
    result BYTEA NOT NULL
);

CREATE INDEX runs_at ON runs (at);

CREATE TABLE nights (
    date TEXT NOT NULL,
    scope TEXT NOT NULL,
    run TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (date, scope)
);

CREATE TABLE night_files (
    date TEXT NOT NULL,
    scope TEXT NOT NULL,
    format TEXT NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (date, scope, format),
    FOREIGN KEY (date, scope) REFERENCES nights (date, scope)
);

CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE leases (
    name TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    epoch BIGINT NOT NULL,
    until_at BIGINT NOT NULL
);
