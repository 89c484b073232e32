package report

func planPhrases() []phrase {
	return []phrase{
		{"section.8", "8. Usulan {from} sampai {until}", "8. Proposals {from} to {until}"},
		{"plan.incidents", "{n} insiden terbukti", "{n} verified incidents"},
		{"plan.ratio", "{n} kali dari yang dijelaskan paparan", "{n} times what exposure explains"},
		{"plan.origins", "dari {n} asal yang berbeda", "from {n} different origins"},
		{"plan.false_flag", "Tanpa gugus sungguhan pun, sampai {p} peta menunjukkan tanda seperti ini", "Even without a true cluster, up to {p} of maps show such a flag"},
		{"plan.never_visited", "Belum ada kunjungan tercatat", "No visit on record"},
		{"plan.last_visit", "Kunjungan terakhir {n} hari lalu", "Last visit {n} days ago"},
		{"plan.truly_quiet", "Mungkin memang sepi: secara kebetulan {p} tempat seperti ini melapor sesedikit ini", "May be truly quiet: by chance {p} of such places report as little"},
		{"plan.by_lot", "Diundi, peluang 1 dari {o}", "Drawn by lot, 1 in {o}"},
		{"plan.by_chance", "Terpilih karena undian, bukan karena temuan; skor tertinggi {n}", "Chosen by lot, not for anything found; highest score {n}"},
		{"plan.operation", "Operasi gabungan, {place}, {h} jam: {reasons}. Namun: {counter}.", "Joint operation, {place}, {h} hours: {reasons}. But: {counter}."},
		{"plan.ranked", "Kunjungan ke titik buta: {list}. Lama atau belum dikunjungi, laporan kurang dari perkiraan; bisa juga memang sepi.", "Visits to blind spots: {list}. Not visited for long or ever, fewer reports than expected; may also be truly quiet."},
		{"plan.drawn", "Kunjungan diundi dari {n} desa lain, peluang masing-masing 1 dari {o}: {list}.", "Visits drawn from {n} other desa, 1 in {o} each: {list}."},
		{"plan.total", "{h} dari {most} jam tim, {km} km; angka: urutan tujuan. Pejabat yang disebut namanya memutuskan setiap usulan.", "{h} of the team's {most} hours, {km} km; figures: order of stops. A named person decides on every proposal."},
		{"plan.short", "Jam tim tidak cukup untuk pulang-pergi ke desa terjauh; tidak ada usulan.", "The team's hours do not reach the farthest desa and back; nothing is proposed."},
	}
}
