package audit

import "time"

// The actions that the store itself writes with what they tell. Others are
// named by who writes them with Note.
const (
	ImportFile         = "import"      // a file of records; detail kind, file, sha256, rows, new, known, rejected
	AddRecords         = "add_records" // records without a file; detail counts by kind, new, known
	ReportState        = "report_state"
	Decide             = "decide"
	Score              = "score" // a run was stored
	StoreNight         = "night" // a daily report was stored
	StoreBoundaries    = "store_boundaries"
	ActivateBoundaries = "activate_boundaries" // and re-located records; detail counts of moves
	SetDemo            = "set_demo"
	SignHead           = "sign_head"
	Prune              = "prune_audit" // the beginning of the trail was removed
	Erase              = "erase"       // personal data; detail proof
	Seal               = "seal"        // values were sealed, for the first time or under another key; detail values
	RetireKeys         = "retire_keys" // left the ring; detail retired
	Touched            = "touched"     // a list for a breach notice was made; detail records, reads
)

// ReadPersons is a personal read: the actor carries the purpose, the event's area
// says where, and detail "count" how many persons or stays were shown.
const ReadPersons = "read_persons"

// Kept is how long entries are kept, in years.
const Kept = 5

// KeptFrom is the time before which entries may be removed.
func KeptFrom(now time.Time) time.Time { return now.AddDate(-Kept, 0, 0) }
