-- Personal data under keys of its own. record_keys holds the key of each sealed
-- record, wrapped by a key of the ring that lies beside the database and not in
-- it: destroying the row makes every copy of the sealed values unreadable.
-- "object" is kind:id, such as report:0190... or reporter:0190... (of a report).

CREATE TABLE record_keys (
    object TEXT PRIMARY KEY,
    wrapped TEXT NOT NULL,
    sum BIGINT NOT NULL
);

-- What was erased, to be erased again after a restore. No personal data.

CREATE TABLE tombstones (
    object TEXT PRIMARY KEY,
    at BIGINT NOT NULL,
    rule TEXT NOT NULL,
    sum BIGINT NOT NULL
);
