-- Who may sign in, where they are signed in, and the tokens of programs. Secrets
-- stand here as hashes or sealed; lists are JSON; times and "sum" are as in 0001.

CREATE TABLE users (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    display TEXT NOT NULL,
    roles TEXT NOT NULL,
    scope TEXT NOT NULL,
    hash TEXT NOT NULL,
    must_change BIGINT NOT NULL,
    totp TEXT,
    totp_step BIGINT NOT NULL,
    recovery TEXT NOT NULL,
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    disabled BIGINT NOT NULL,
    created_at BIGINT,
    changed_at BIGINT,
    sum BIGINT NOT NULL
);

CREATE UNIQUE INDEX users_identity ON users (issuer, subject) WHERE issuer <> '';

CREATE TABLE sessions (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id),
    complete BIGINT NOT NULL,
    seen_as TEXT NOT NULL,
    network TEXT NOT NULL,
    agent TEXT NOT NULL,
    created_at BIGINT,
    seen_at BIGINT,
    sum BIGINT NOT NULL
);

CREATE INDEX sessions_user ON sessions (user_id);
CREATE INDEX sessions_created ON sessions (created_at);

CREATE TABLE tokens (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    owner TEXT NOT NULL,
    hash TEXT NOT NULL UNIQUE,
    roles TEXT NOT NULL,
    scope TEXT NOT NULL,
    layers TEXT NOT NULL,
    networks TEXT NOT NULL,
    in_path BIGINT NOT NULL,
    purpose TEXT NOT NULL,
    created_at BIGINT,
    until_at BIGINT,
    revoked_at BIGINT,
    used_at BIGINT,
    sum BIGINT NOT NULL
);

CREATE INDEX tokens_owner ON tokens (owner);
