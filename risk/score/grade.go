package score

import "math"

// GradeWeight is how much an unproven report of a grade counts, learned from
// checks: Mean = (verified + n m)/(checked + n), with m the policy's prior
// and n its strength. A and B are the parameters of its Beta distribution.
type GradeWeight struct {
	Grade string  `json:"grade"`
	Mean  float64 `json:"mean"`
	A     float64 `json:"a"`
	B     float64 `json:"b"`
}

// ValidGrade reports whether g is a pair "A1" to "F6".
func ValidGrade(g string) bool {
	return len(g) == 2 && g[0] >= 'A' && g[0] <= 'F' && g[1] >= '1' && g[1] <= '6'
}

// prior is min(letter, number)/100: the two judge different things, so the
// weaker one decides. An unreliable source (E) or improbable content (5)
// weighs nothing and does not learn; the report stays on file.
func (p GradesPolicy) prior(grade string) (m float64, counts bool) {
	if !ValidGrade(grade) || grade[0] == 'E' || grade[1] == '5' {
		return 0, false
	}
	return math.Min(p.Letters[grade[0]-'A'], p.Numbers[grade[1]-'1']) / 100, true
}

// Counts reports whether an unproven report of this grade counts at all.
func (p GradesPolicy) Counts(grade string) bool {
	_, ok := p.prior(grade)
	return ok
}

// weight learns the weight of a grade from its tally.
func (p GradesPolicy) weight(t GradeTally) GradeWeight {
	m, counts := p.prior(t.Grade)
	if !counts {
		return GradeWeight{Grade: t.Grade}
	}
	a := t.Verified + float64(p.Prior*m)
	b := t.Checked - t.Verified + float64(p.Prior*(1-m))
	return GradeWeight{Grade: t.Grade, Mean: a / (a + b), A: a, B: b}
}

// gradeWeights learns every grade that the inputs hold, in ascending order of
// the tallies. A grade without a tally takes its prior.
func gradeWeights(in Inputs, p GradesPolicy) []GradeWeight {
	out := make([]GradeWeight, 0, len(in.Grades))
	for _, t := range in.Grades {
		out = append(out, p.weight(t))
	}
	return out
}
