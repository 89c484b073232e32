package synth

import "timpora/geo"

// hub is a desa with lodging, and its share of all premises. The places are
// the area's known tourist desa; the shares are invented.
type hub struct {
	desa  geo.AreaCode
	share float64
}

// The desa of the planted truths.
const (
	desaAmed    geo.AreaCode = "51.07.05.2009" // Purwa Kerthi: coastal cluster
	desaMedewi  geo.AreaCode = "51.01.03.2001" // coastal cluster
	desaSidemen geo.AreaCode = "51.07.02.2003" // inland cluster
	desaBlind   geo.AreaCode = "51.07.08.2007" // Tulamben: exposure without reports, visits, meetings
	desaRumour  geo.AreaCode = "51.08.05.2001" // Pancasari: a wave of unverified reports
)

func hubs() []hub {
	return []hub{
		{"51.08.06.2001", 14}, // Kalibukbuk
		{"51.08.04.2017", 7},  // Kaliasem
		{"51.08.06.2002", 5},  // Anturan
		{"51.08.06.2003", 3},  // Tukadmungga
		{"51.08.04.2015", 3},  // Temukus
		{"51.08.01.2004", 7},  // Pemuteran
		{"51.08.01.2003", 2},  // Sumberkima
		{"51.08.01.2002", 2},  // Pejarakan
		{"51.08.09.2006", 3},  // Tejakula
		{"51.08.09.2005", 2},  // Bondalem
		{"51.08.09.2009", 2},  // Sambirenteng
		{"51.08.06.1006", 2},  // Banyuasri
		{"51.08.06.2005", 3},  // Baktiseraga
		{"51.08.04.2006", 4},  // Munduk
		{desaRumour, 3},
		{"51.08.05.2002", 2}, // Wanagiri
		{"51.08.05.2010", 2}, // Sambangan
		{"51.08.05.2004", 1}, // Gitgit
		{desaAmed, 5},
		{"51.07.05.2003", 6}, // Bunutan
		{desaBlind, 6},
		{"51.07.08.2003", 2}, // Kubu
		{"51.07.04.2001", 5}, // Bugbug, Candidasa
		{"51.07.03.2012", 4}, // Sengkidu
		{"51.07.03.2005", 2}, // Nyuh Tebel
		{"51.07.03.2004", 2}, // Manggis
		{"51.07.03.2009", 5}, // Padangbai
		{desaSidemen, 4},
		{"51.07.01.2004", 1}, // Besakih
		{desaMedewi, 3},
		{"51.01.03.2002", 3}, // Pulukan
		{"51.01.02.2009", 2}, // Yeh Sumbul
		{"51.01.05.2002", 1}, // Perancak
		{"51.01.04.1001", 2}, // Gilimanuk
	}
}

// elsewhere is the share of premises in the other desa together.
const elsewhere = 22
