package stat_test

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"testing"
)

// num is a figure of a vector; null is NaN.
type num float64

func (n *num) UnmarshalJSON(b []byte) error {
	if string(b) == "null" {
		*n = num(math.NaN())
		return nil
	}
	var v float64
	if err := json.Unmarshal(b, &v); err != nil {
		return err
	}
	*n = num(v)
	return nil
}

// nums is a list of figures.
type nums []num

func (n nums) floats() []float64 {
	out := make([]float64, len(n))
	for i, v := range n {
		out[i] = float64(v)
	}
	return out
}

// vector is the envelope that every file shares.
type vector struct {
	ID        string `json:"id"`
	Kind      string `json:"kind"`
	Tolerance struct {
		Abs    float64 `json:"abs"`
		Rel    float64 `json:"rel"`
		PAbs   float64 `json:"p_value_abs"`
		GLMRel float64 `json:"glm_nb_rel"`
	} `json:"tolerance"`
	Input     json.RawMessage `json:"input"`
	Expected  json.RawMessage `json:"expected"`
	Cases     json.RawMessage `json:"cases"`
	Published json.RawMessage `json:"published"`
	whole     []byte
}

// check compares within the file's tolerance; it carries the vector along.
type check struct {
	*testing.T
	v     vector
	count int
}

func (c *check) decode(raw []byte, into any) {
	c.Helper()
	if len(raw) == 0 {
		c.Fatalf("%s: a part is missing", c.v.ID)
	}
	if err := json.Unmarshal(raw, into); err != nil {
		c.Fatalf("%s: %v", c.v.ID, err)
	}
}

func (c *check) within(name string, got, want, rel float64) {
	c.Helper()
	c.count++
	if math.IsNaN(want) && math.IsNaN(got) || got == want {
		return
	}
	if !(math.Abs(got-want) <= c.v.Tolerance.Abs+rel*math.Abs(want)) {
		c.Errorf("%s: got %.15g, want %.15g", name, got, want)
	}
}

func (c *check) num(name string, got float64, want num) {
	c.Helper()
	c.within(name, got, float64(want), c.v.Tolerance.Rel)
}

// opt compares where the file gives a figure at all.
func (c *check) opt(name string, got float64, want *num) {
	c.Helper()
	if want != nil {
		c.num(name, got, *want)
	}
}

func (c *check) nums(name string, got []float64, want nums) {
	c.Helper()
	if want == nil {
		return
	}
	if len(got) != len(want) {
		c.Errorf("%s: %d figures, want %d", name, len(got), len(want))
		return
	}
	for i := range want {
		c.num(fmt.Sprintf("%s[%d]", name, i), got[i], want[i])
	}
}

func (c *check) ints(name string, got, want []int) {
	c.Helper()
	if want == nil {
		return
	}
	c.count++
	if fmt.Sprint(got) != fmt.Sprint(want) {
		c.Errorf("%s: got %v, want %v", name, got, want)
	}
}

// kinds are the judges of every kind of vector.
func kinds() map[string]func(*check) {
	return map[string]func(*check){
		"gi": vectorGi, "gi_edges": vectorGiEdges, "gi_permutation": vectorGiPermutation,
		"local_moran": vectorLocalMoran, "global_moran": vectorGlobalMoran,
		"empirical_bayes": vectorEmpiricalBayes, "multiple_testing": vectorMultipleTesting,
		"mann_kendall": vectorMannKendall, "emerging": vectorEmerging, "temporal_alarms": vectorAlarms,
		"scan_spatial": vectorScanSpatial, "scan_spacetime": vectorScanSpaceTime, "gumbel_p": vectorGumbel,
		"distributions": vectorDistributions, "capture_recapture": vectorChapman, "ranking": vectorRanking,
	}
}

// TestVectors holds every function against the reference vectors: all files
// of the directory TIMPORA_VECTORS. A kind without a judge fails.
func TestVectors(t *testing.T) {
	dir := vectorDir(t)
	files, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err == nil && len(files) == 0 && os.Getenv("TIMPORA_VECTORS") != "" {
		t.Fatalf("TIMPORA_VECTORS is %s, which holds no vectors", dir)
	}
	if err != nil || len(files) == 0 {
		t.Skipf("NO REFERENCE VECTORS in %s: set TIMPORA_VECTORS or TIMPORA_SHARED", dir)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) { runVector(t, file) })
	}
}

func runVector(t *testing.T, file string) {
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	c := &check{T: t}
	if err := json.Unmarshal(raw, &c.v); err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	c.v.whole = raw
	judge, ok := kinds()[c.v.Kind]
	if !ok {
		t.Fatalf("%s: unknown kind %q", file, c.v.Kind)
	}
	judge(c)
	if c.count == 0 {
		t.Errorf("%s: nothing was compared", file)
	}
}

// vectorDir is TIMPORA_VECTORS, else vectors in TIMPORA_SHARED, which is
// ../shared from the repository's root unless given.
func vectorDir(t *testing.T) string {
	if dir := os.Getenv("TIMPORA_VECTORS"); dir != "" {
		return fromRoot(t, dir)
	}
	shared := os.Getenv("TIMPORA_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "shared")
	}
	return filepath.Join(fromRoot(t, shared), "vectors")
}

func fromRoot(t *testing.T, path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	root, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(root, "go.mod")); err == nil {
			return filepath.Join(root, path)
		}
		up := filepath.Dir(root)
		if up == root {
			t.Fatal("no go.mod above the test")
		}
		root = up
	}
}
