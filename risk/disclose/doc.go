// Package disclose decides who may see what: one function for tables of
// counts (Suppress), one for the level of detail (View), and on them Areas, Cells
// and Clusters. Everything that leaves the service goes through them, so that a
// tile, a table, a file and a tooltip say the same.
//
//	tier      areas                 cells      k   zero
//	officer   all                   as run     -   shown
//	partner   desa and above        H3 <= 7    5   shown
//	public    kecamatan and above   none       10  hidden like 1..9
//
// Counts are of distinct persons, never of rows: the night counts everybody once
// in each area (risk.Tally), and of a run without these counts lower tiers see
// nothing that rests on them. Below its tier's k a count is hidden, and so is every
// figure that rests on it: score, level, reasons. Kind says what stands in its
// place. What is hidden from partners is hidden from the public.
//
// # Complementary suppression
//
// More counts are hidden until every hidden one has a feasible interval at least k
// wide. The attacker for whom this holds knows everything that both tiers are
// shown, as exact counts although they carry noise; that a hidden count is not an
// open zero; and for every parent how many persons its children share. Distinct
// persons do not add up: n of a parent is the sum of its children less what they
// share, and no child exceeds it. Who does not know what is shared knows less, and
// who supposes that nobody stays in two places is right only where that is so. The
// intervals are exact on a tree: bounds upward from the leaves, then downward from
// the root; a test compares them with sets of all possible counts.
//
// # Noise
//
// The cell-key method of the Australian Bureau of Statistics (Fraser & Wooton,
// A proposed method for confidentialising tabular output to protect against
// differencing, UNECE/Eurostat work session, Geneva 2005). Each person or record
// has a record key, HMAC-SHA256 under the office's secret cut to a byte; the key of
// a count is the sum of its record keys modulo 256; a table gives its noise, -3 to
// 3 with the mean 0 and the variance 708/256 = 2.77. The same records have the same
// noise in every tier, area, format and run, so asking again averages nothing out.
// A count is shown as n + noise, or hidden when n or n + noise is below k: the
// threshold moves between k and k + 3, and nothing from 1 to k-1 is ever shown.
// Noise alone has no bias; of the counts k, k+1 and k+2 only those are seen whose
// noise lets them be shown, and these are higher by 1.08, 0.61 and 0.25 in the mean.
// Zero stays zero.
//
// # Cells
//
// Cells of partners carry no counts at all: a table by cell and one by area
// together would isolate what a border cuts off a cell. For the same reason
// their scores are whole numbers and their reasons codes without figures. Which
// cells are missing is a clue too, see Cells.
//
// # What is protected and what is not
//
// From all that partners and the public are shown at one time no count from 1 to
// k-1 can be computed. Of two releases between which one person was added:
//
//   - That something changed can be seen: each area that holds the person gets
//     another value in 85 of 100 cases.
//   - How many were added cannot be computed from one area: the difference of two
//     noisy values allows for 13 numbers, and the best guess is right in 16 of 100
//     cases. Over the four levels of one desa together, when all are shown, the
//     best guess is right in 33 of 100, fewer than k+1 numbers are left in 10 of
//     100, and one in 4 of 10,000.
//   - Who knows that it was one, and where, knows by a threshold that was passed
//     that the count before was one of k-1 to k+2, not which.
//   - He knows that the person is alone where partners were shown a zero before:
//     that nobody is there was no secret.
//   - This is not differential privacy: who follows many changes of one area, each
//     known to him, learns its count better with each. Counts of k and more are
//     not secret from him.
//
// Scores carry no noise. They mix nine factors, of the highest cell or by land, in
// whole numbers, and are hidden with the persons of their area. Who knows all other
// factors of a cell can estimate how densely it is settled, the better the less
// land it has.
//
// # Points
//
// Masker moves points of residences for everybody below officer, by 500 m to 2 km
// in a kelurahan and 1 to 5 km elsewhere, within the kecamatan and on land (donut
// masking: Hampton et al., Am. J. Epidemiology 172, 2010, 10.1093/aje/kwq248).
//
// Deterministic: ties go to the lower key. Cost: rows x the most rows hidden under
// one parent; 277 desa take 0.7 ms, the 84,276 of the country 1.1 s.
package disclose
