package backtest

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// Lang is the language of texts; anything but English is Indonesian.
type Lang string

// The languages.
const (
	Indonesian Lang = "id"
	English    Lang = "en"
)

// phrase is a text under its code in both languages. A placeholder is a name
// in braces.
type phrase struct{ code, id, en string }

func catalogue() []phrase {
	return []phrase{
		{"title", "Uji mundur peringkat", "Back-test of the ranking"},
		{"subtitle", "Apakah tempat yang diprioritaskan memang tempat kejadian sesudahnya?", "Were the places put first the places where incidents came?"},
		{"class", "TERBATAS", "RESTRICTED"},
		{"synthetic", "DATA SINTETIS: catatan buatan untuk peragaan, bukan kejadian nyata", "DATA SINTETIS: SYNTHETIC DATA made for the demo, no real incidents"},
		{"head.period", "Titik waktu", "Cut-offs"},
		{"head.until", "Diketahui sampai", "Known until"},
		{"head.boundary", "Batas", "Boundaries"},
		{"head.policy", "Kebijakan", "Policy"},
		{"head.version", "Versi", "Version"},
		{"head.seed", "Benih", "Seed"},
		{"how.1", "{n} titik waktu, masing-masing menilai {h} hari; jeda {g} hari (sembilan dari sepuluh laporan masuk dalam {r} hari, terverifikasi dalam {v} hari).", "{n} cut-offs, each judging {h} days; a gap of {g} days (nine of ten incidents are told within {r} days and verified within {v} days)."},
		{"how.2", "Peringkat pada tiap titik waktu hanya memakai yang sudah diketahui saat itu; batas wilayah, jumlah orang dan batas atas faktor dibekukan.", "The ranking of each cut-off uses only what was known by then; borders, persons and caps of factors are frozen."},
		{"how.3", "{e} insiden terverifikasi dinilai; {c} tidak dihitung karena hanya ditemukan kunjungan kita sendiri yang tidak diundi.", "{e} verified incidents are judged; {c} are left out because only our own visits, not drawn at random, found them."},
		{"how.few", "Sedikit insiden: rentang lebar. Selisih yang rentangnya memuat nol bukan bukti.", "Few incidents: wide intervals. A difference whose interval holds zero proves nothing."},
		{"section.top", "{k} sel teratas", "The first {k} cells"},
		{"section.pai", "PAI daratan pada {k} sel teratas", "PAI by land of the first {k} cells"},
		{"section.less", "Selisih skor terhadap pembanding", "The score less each baseline"},
		{"section.curve", "Bagian insiden yang tertangkap menurut bagian daratan", "Share of incidents caught by share of land"},
		{"section.origins", "Tiap titik waktu", "Each cut-off"},
		{"section.calibration", "Skor sebagai peluang", "The score as a probability"},
		{"section.extents", "Luas lain", "Other extents"},
		{"section.notes", "Cara membaca", "How to read this"},
		{"score", "Skor", "Score"},
		{"last_period", "Periode lalu", "Last period"},
		{"long_run", "Laju jangka panjang", "Long-run rate"},
		{"exposure", "Paparan saja", "Exposure alone"},
		{"random", "Acak", "Chance"},
		{"col.ranking", "Peringkat menurut", "Ranking by"},
		{"col.hit_rate", "Tertangkap %", "Hit rate %"},
		{"col.pai", "PAI daratan", "PAI, land"},
		{"col.pai_persons", "PAI orang", "PAI, persons"},
		{"col.pei", "PEI*", "PEI*"},
		{"col.precision", "Presisi %", "Precision %"},
		{"col.efficiency", "Per jam", "Per hour"},
		{"col.extent", "Luas", "Extent"},
		{"col.at", "Titik waktu", "Cut-off"},
		{"col.known", "Diketahui", "Known"},
		{"col.events", "Insiden", "Incidents"},
		{"col.caught", "Tertangkap: skor", "Caught: score"},
		{"col.brier", "Brier", "Brier"},
		{"col.skill", "Keunggulan atas laju dasar %", "Skill over base rate %"},
		{"col.less_brier", "Skor kurang ini", "Score less this"},
		{"extent.cells", "{k} sel", "{k} cells"},
		{"extent.share", "{p} daratan", "{p} of land"},
		{"axis.land", "Bagian daratan", "Share of land"},
		{"axis.forecast", "Peluang yang diramalkan (skala log)", "Forecast probability (log scale)"},
		{"axis.observed", "Bagian sel dengan insiden", "Share of cells with an incident"},
		{"axis.pai", "PAI (1 = acak)", "PAI (1 = chance)"},
		{"bins.none", "Terlalu sedikit titik waktu atau insiden sebelumnya untuk belajar peluang.", "Too few earlier cut-offs or incidents to learn probabilities from."},
		{"bins.zero", "Titik di dasar: belum ada insiden.", "Points at the foot: no incident yet."},
		{"calibration.how", "Skor bukan peluang. Untuk penilaian ini tiap peringkat diubah menjadi peluang sedikitnya satu insiden dengan kurva logistik yang dipelajari hanya dari titik waktu sebelumnya ({n} dari {all} titik waktu dapat dinilai). Laju dasar adalah laju periode yang dinilai sendiri ({b} per sel), yang tidak diketahui peramal mana pun: pembanding yang ketat.", "A score is no probability. For this each ranking becomes a probability of at least one incident by a logistic curve learned from earlier cut-offs alone ({n} of {all} cut-offs can be judged). The base rate is that of the very periods judged ({b} a cell), which no forecaster knows: a strict reference."},
		{"note.interval", "Dalam kurung: rentang 90 % dari pengambilan ulang titik waktu.", "In brackets: 90 % intervals from resampling the cut-offs."},
		{"note.pai", "PAI: bagian insiden dibagi bagian daratan (atau orang asing yang menginap) yang ditandai; 1 sama dengan acak. PEI*: insiden tertangkap dibagi yang terbanyak dapat ditangkap sel sejumlah itu. Per jam: insiden per jam kunjungan di sel itu.", "PAI: share of incidents over share of land (or of foreign nationals staying) flagged; 1 is chance. PEI*: incidents caught over the most that so many cells could catch. Per hour: incidents an hour of visits in these cells."},
		{"note.ties", "Nilai sama diurutkan menurut kode sel. Perubahan catatan tanpa tanggal sendiri diambil seperti keadaan sekarang.", "Ties go by cell code. Changes of records without a date of their own are taken as they are now."},
	}
}

// words is the catalogue of one language.
type words struct {
	lang Lang
	text map[string]string
}

func newWords(l Lang) words {
	w := words{lang: l, text: map[string]string{}}
	for _, p := range catalogue() {
		w.text[p.code] = p.id
		if l == English {
			w.text[p.code] = p.en
		}
	}
	return w
}

// say fills the text of a code; pairs are placeholders and what stands for
// them. An unknown code is returned as it is.
func (w words) say(code string, pairs ...string) string {
	s, ok := w.text[code]
	if !ok {
		return code
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		s = strings.ReplaceAll(s, "{"+pairs[i]+"}", pairs[i+1])
	}
	return s
}

// number writes a figure with the decimal sign of the language; a dash where
// it is undefined.
func (w words) number(v float64, decimals int) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return "–"
	}
	s := strconv.FormatFloat(v, 'f', decimals, 64)
	if strings.Trim(s, "-0.") == "" {
		s = strings.TrimPrefix(s, "-")
	}
	if w.lang != English {
		s = strings.Replace(s, ".", ",", 1)
	}
	return strings.Replace(s, "-", "−", 1)
}

// measure writes a figure with its interval, which stays on one line.
func (w words) measure(m Measure, scale float64, decimals int) string {
	s := w.number(scale*float64(m.Value), decimals)
	if math.IsNaN(float64(m.Low)) {
		return s
	}
	return s + " (" + w.number(scale*float64(m.Low), decimals) + "\u00a0…\u00a0" + w.number(scale*float64(m.High), decimals) + ")"
}

func (w words) extent(e Extent) string {
	if e.Cells > 0 {
		return w.say("extent.cells", "k", strconv.Itoa(e.Cells))
	}
	return w.say("extent.share", "p", w.number(100*e.Share, 0)+" %")
}

// date is a day in Bali.
func date(t time.Time) string {
	return t.In(time.FixedZone("WITA", 8*3600)).Format(time.DateOnly)
}
