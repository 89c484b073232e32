-- What a named person decided about a proposal of a plan: once, never rewritten.
-- Days are YYYY-MM-DD in WITA; "operation" is the record made with the decision,
-- empty for visits, which become records when they are held.

CREATE TABLE decisions (
    proposal TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    run TEXT NOT NULL,
    state TEXT NOT NULL,
    decided_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    random BIGINT NOT NULL,
    prob DOUBLE PRECISION NOT NULL,
    desa TEXT NOT NULL,
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    at BIGINT NOT NULL,
    operation TEXT NOT NULL,
    sum BIGINT NOT NULL
);
