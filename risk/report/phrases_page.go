package report

func headings() []phrase {
	return []phrase{
		{"title", "Laporan Harian", "Daily Report"},
		{"subtitle", "Tim Pengawasan Orang Asing: prioritas kunjungan", "Supervision of foreign nationals: priorities for visits"},
		{"class", "TERBATAS", "RESTRICTED (TERBATAS)"},
		{"synthetic", "DATA SINTETIS: bukan keadaan sebenarnya", "SYNTHETIC DATA: not a real situation"},
		{"section.map", "Peta ringkas", "Overview map"},
		{"section.1", "1. Perubahan sejak laporan terakhir", "1. Changes since the last report"},
		{"section.2", "2. Sel dengan prioritas kunjungan tertinggi", "2. Cells of the highest priority for a visit"},
		{"section.clusters", "Gugus bermakna", "Significant clusters"},
		{"section.3", "3. Laporan belum diverifikasi lebih dari batas waktu", "3. Reports not verified in time"},
		{"section.4", "4. Kesenjangan pelaporan penginapan", "4. Gaps in lodging reports"},
		{"section.5", "5. Desa lama tidak dikunjungi, kecamatan tanpa rapat tahun ini", "5. Desa long unvisited, kecamatan without a meeting this year"},
		{"section.6", "6. Operasi hari ini dan hasil yang ditunggu", "6. Operations today and results due"},
		{"section.7", "7. Gangguan data", "7. Faults of the data"},
		{"head.cutoff", "Data sampai", "Data up to"},
		{"head.version", "Versi penilai", "Scorer version"},
		{"head.boundary", "Batas wilayah", "Boundaries"},
		{"head.precision", "ketelitian ±{n} m", "precise to ±{n} m"},
		{"head.run", "Run", "Run"},
	}
}

func columns() []phrase {
	return []phrase{
		{"col.rank", "No.", "No."},
		{"col.place", "Desa, kecamatan", "Desa, kecamatan"},
		{"col.score", "Skor (5–95%)", "Score (5–95%)"},
		{"col.level", "Tingkat", "Level"},
		{"col.change", "Perubahan", "Change"},
		{"col.reasons", "Tiga alasan utama", "Top three reasons"},
		{"col.cell", "Sel H3", "H3 cell"},
		{"col.found", "Teramati / perkiraan", "Observed / expected"},
		{"col.counter", "Yang berlawanan", "What speaks against it"},
		{"coastal", "pesisir", "coastal"},
		{"inland", "pedalaman", "inland"},
	}
}

func lines() []phrase {
	return []phrase{
		{"calm", "Malam tenang: tidak ada perubahan, laporan tertunda, operasi, atau gangguan data.", "A calm night: no changes, overdue reports, operations or faults of the data."},
		{"first", "Laporan pertama: belum ada pembanding.", "The first report: nothing to compare with."},
		{"none", "Tidak ada.", "None."},
		{"more", "dan {n} lainnya", "and {n} more"},
		{"nowhere", "di luar wilayah atau tanpa letak", "outside the area or without a place"},
		{"stale", "{place}: {n} laporan, tertua {d} hari", "{place}: {n} reports, the oldest {d} days"},
		{"gap", "{place}: {u} dari {n} penginapan belum terdaftar, {s} terdaftar tanpa laporan", "{place}: {u} of {n} places of lodging not registered, {s} registered without a report"},
		{"gap.withheld", "{place}: jumlah ditahan", "{place}: numbers withheld"},
		{"never", "belum pernah", "never"},
		{"unvisited", "{n} desa lama tidak dikunjungi:", "{n} desa long unvisited:"},
		{"no_meeting", "{n} kecamatan tanpa rapat tahun ini:", "{n} kecamatan without a meeting this year:"},
		{"operation", "{kind}, {place}, {from} sampai {to}, {state}", "{kind}, {place}, {from} to {to}, {state}"},
		{"due", "hasil ditunggu", "result due"},
		{"robust", "Peringkat tetap serupa bila bobot digeser.", "The ranking holds under other weights."},
		{"not_robust", "Peringkat berubah bila bobot digeser; baca rentangnya, bukan urutannya.", "The ranking changes under other weights; read the intervals, not the order."},
		{"cluster", "Gugus {l}: {place}", "Cluster {l}: {place}"},
		{"cluster.recurrence", "Secara kebetulan: sekitar sekali dalam {n} hari", "By chance: about once in {n} days"},
		{"cluster.rise", "Naik sejak {date}: {n} kejadian, perkiraan {e}", "Rising since {date}: {n} incidents, {e} expected"},
		{"cluster.candidate", "Memenuhi syarat usulan operasi gabungan", "Meets the conditions for proposing a joint operation"},
		{"map.note", "Heksagon: skor per sel ({km} km² rata-rata), bukan jumlah orang asing. Angka: urutan pada tabel. Huruf: gugus.", "Hexagons: score per cell ({km} km² on average), not the number of foreign nationals. Figures: order in the table. Letters: clusters."},
		{"note", "Skor adalah indikasi untuk menentukan prioritas kunjungan, bukan bukti pelanggaran, dan tidak menilai orang atau usaha tertentu. Keputusan operasi ada pada pejabat yang menyetujui.", "A score is an indication for setting priorities for visits, no proof of a violation, and judges no person or business. The approving officer decides on operations."},
	}
}
