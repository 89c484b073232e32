-- The audit trail: a chain of SHA-256 hashes, written with what it tells. "actor"
-- and "event" are canonical JSON; the other columns repeat parts of them for
-- filters. audit_head has one row, which orders writers and knows the end.
-- audit_heads are signed statements about the chain, audit_anchors what was
-- removed at its beginning: number and hash of the last entry, and how many.

CREATE TABLE audit (
    seq BIGINT PRIMARY KEY,
    at BIGINT NOT NULL,
    who TEXT NOT NULL,
    action TEXT NOT NULL,
    object TEXT NOT NULL,
    outcome TEXT NOT NULL,
    actor TEXT NOT NULL,
    event TEXT NOT NULL,
    hash TEXT NOT NULL
);

CREATE INDEX audit_who ON audit (who, seq);
CREATE INDEX audit_action ON audit (action, seq);
CREATE INDEX audit_object ON audit (object, seq);

CREATE TABLE audit_head (
    id BIGINT PRIMARY KEY,
    seq BIGINT NOT NULL,
    hash TEXT NOT NULL
);

INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

CREATE TABLE audit_heads (
    seq BIGINT NOT NULL,
    hash TEXT NOT NULL,
    at BIGINT NOT NULL,
    key_id TEXT NOT NULL,
    signature TEXT NOT NULL,
    PRIMARY KEY (seq, key_id)
);

CREATE TABLE audit_anchors (
    seq BIGINT PRIMARY KEY,
    hash TEXT NOT NULL,
    removed BIGINT NOT NULL,
    before_at BIGINT NOT NULL,
    at BIGINT NOT NULL
);
