package report

import "slices"

// catalogue is every text of a report. "indikasi" and "prioritas kunjungan" are
// the words for what a score means; a place is never called risky for its guests.
func catalogue() []phrase {
	return slices.Concat(factors(), counters(), names(), changesAndFaults(), headings(), columns(), lines(), planPhrases(), months())
}

func factors() []phrase {
	return []phrase{
		{"factor.stays_density", "Kepadatan tamu asing {n} orang per km²", "Density of foreign guests {n} persons per km²"},
		{"factor.lodging_density", "Kepadatan penginapan {n} per km²", "Density of lodging {n} per km²"},
		{"factor.unregistered_share", "Penginapan belum terdaftar APOA {p}", "Lodging not registered in APOA {p}"},
		{"factor.coast_access", "Akses laut: kedekatan pantai atau pelabuhan {p}", "Access by sea: nearness of shore or harbour {p}"},
		{"factor.permit_expiry", "Izin tinggal segera atau sudah berakhir {n} per km²", "Stay permits ended or ending soon {n} per km²"},
		{"factor.reporting_gap", "Laporan lebih sedikit dari perkiraan: kurang {p}", "Fewer reports than expected: short by {p}"},
		{"factor.blind", "Jam kunjungan dan rapat kurang {p} dari rencana", "Hours of visits and meetings {p} short of plan"},
		{"factor.unseen", "Perkiraan kejadian yang belum terlihat {p}", "Estimated share of incidents not seen {p}"},
		{"factor.incident_ratio", "Laporan terverifikasi melebihi perkiraan: kelebihan {p}", "Verified reports above expectation: excess share {p}"},
	}
}

func counters() []phrase {
	return []phrase{
		{"counter.none", "Tidak ditemukan yang berlawanan", "None was found"},
		{"counter.few_incidents", "Kejadian terverifikasi sedikit ({n})", "Few verified incidents ({n})"},
		{"counter.one_origin", "Semua kejadian dari satu sumber", "All incidents come from one origin"},
		{"counter.no_hot_cell", "Tidak satu sel pun menonjol sendiri; hanya gabungannya", "No cell stands out alone, only all of them together"},
		{"counter.desa_placed", "Sebagian letak hanya diketahui desanya ({p})", "Part is placed by desa only ({p})"},
		{"counter.own_finds", "Sebagian temuan berasal dari pemeriksaan sendiri ({p})", "Part comes from our own checks ({p})"},
		{"counter.wide_interval", "Rentang ketidakpastian lebar ({n} poin)", "Wide interval of uncertainty ({n} points)"},
		{"counter.ranking_not_robust", "Peringkat berubah bila bobot digeser", "The ranking changes with other weights"},
		{"counter.edge_precision", "Dekat batas wilayah; ketelitian batas {n} m", "Near a border; boundaries are precise to {n} m"},
	}
}

func names() []phrase {
	return []phrase{
		{"level.0", "Rendah", "Low"},
		{"level.1", "Sedang", "Medium"},
		{"level.2", "Tinggi", "High"},
		{"level.3", "Sangat tinggi", "Very high"},
		{"kind.residences", "data keberadaan", "residences"},
		{"kind.premises", "data penginapan", "premises"},
		{"kind.reports", "laporan", "reports"},
		{"kind.visits", "kunjungan", "visits"},
		{"kind.meetings", "rapat", "meetings"},
		{"operation.khusus", "Operasi gabungan khusus", "Special joint operation"},
		{"operation.insidentil", "Operasi gabungan insidentil", "Incident-driven joint operation"},
		{"operation.mandiri", "Operasi mandiri", "Own operation"},
		{"state.usulan", "usulan", "proposed"},
		{"state.disetujui", "disetujui", "approved"},
		{"state.berjalan", "berjalan", "under way"},
		{"state.selesai", "selesai", "done"},
		{"state.batal", "batal", "cancelled"},
	}
}

func changesAndFaults() []phrase {
	return []phrase{
		{"change.level_up", "{place}: skor naik dari {was} ke {is}, tingkat berubah", "{place}: score up from {was} to {is}, level changed"},
		{"change.level_down", "{place}: skor turun dari {was} ke {is}, tingkat berubah", "{place}: score down from {was} to {is}, level changed"},
		{"change.cluster_new", "{place}: indikasi gugus baru, skor tertinggi {is}", "{place}: indication of a new cluster, highest score {is}"},
		{"change.cluster_gone", "{place}: gugus tidak lagi bermakna, skor tertinggi sebelumnya {was}", "{place}: cluster no longer significant, highest score before {was}"},
		{"fault.late_feed", "{kind}: tidak ada data baru selama {n} hari", "{kind}: no new data for {n} days"},
		{"fault.empty_feed", "{kind}: belum ada data", "{kind}: no data yet"},
		{"fault.unlocatable", "{kind}: {n} tidak dapat ditempatkan di desa mana pun", "{kind}: {n} cannot be placed in any desa"},
		{"fault.desa_placed", "{kind}: {n} hanya diketahui desanya", "{kind}: {n} placed by desa only"},
	}
}

func months() []phrase {
	return []phrase{
		{"month.1", "Januari", "January"}, {"month.2", "Februari", "February"}, {"month.3", "Maret", "March"},
		{"month.4", "April", "April"}, {"month.5", "Mei", "May"}, {"month.6", "Juni", "June"},
		{"month.7", "Juli", "July"}, {"month.8", "Agustus", "August"}, {"month.9", "September", "September"},
		{"month.10", "Oktober", "October"}, {"month.11", "November", "November"}, {"month.12", "Desember", "December"},
	}
}
