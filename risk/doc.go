// Package risk holds the records and results of the supervision of foreign
// nationals by a TIM PORA, as plain values. It does no input or output.
//
// The way of the data is one folder a step:
//
//	ingest -> locate -> bucket -> score -> cluster -> plan -> disclose -> report / serve
//
// Steps take values and return values; time and seed are arguments. Package
// nightly calls them in order. Steps never import each other; stat, the
// library of formulas, may be imported by every step.
//
// # Glossary
//
// Legal nouns stay Indonesian in code, tables, API and page.
//
//	desa, kelurahan   the lowest administrative unit; both are "desa" as a level
//	kecamatan         district, the unit above
//	kabupaten         regency, the unit above that
//	Residence         keberadaan: one stay of a foreign national (or several) at a place
//	Premises          a lodging or other place where foreign nationals stay or work
//	Report            laporan: what somebody told the team; an allegation until verified
//	Visit             kunjungan to a desa office (SI RAJA GARANG)
//	Meeting           rapat koordinasi of a kabupaten or kecamatan
//	Operation         operasi gabungan (khusus, insidentil) or operasi mandiri
//	Plan              rencana: operations and visits proposed for a period (usulan)
//	Decision          what a named person decided about a proposal (disetujui, batal)
//	Finding           temuan of an operation or visit
//	potensi P         exposure and vulnerability of a place
//	tersembunyi H     what is probably there and not seen
//	terjadi O         verified incidents, decayed and shrunk
//	pesisir           within 2 km of the sea: a label and a filter, never a silent one
//
// Scores are of places, never of persons or of named premises. No type that a
// scorer can read has a field for nationality, ethnicity, religion, sex or age.
package risk
