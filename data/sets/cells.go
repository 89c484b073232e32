package sets

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	_ "embed" // the cell table travels inside the program
	"errors"
	"fmt"
	"io"
	"strings"

	"timpora/geo"
)

//go:embed area-cells-h3r10.csv.gz
var cellsGz []byte

// mostCellBytes bounds an unpacked cell table; the built-in one has 1.9 MB.
const mostCellBytes = 64 << 20

// ErrCellTable reports a cell table that cannot be read.
var ErrCellTable = errors.New("cell table")

// CellTable maps every land cell of Bali to its area: the desa inside the
// working area, the kabupaten elsewhere. It is compacted: a coarser cell
// stands for all its children of resolution 10. A cell in no row is sea.
func CellTable() (map[geo.Cell]geo.AreaCode, error) { return ReadCellTable(bytes.NewReader(cellsGz)) }

// CellTableSum is the SHA-256 of the table's file.
func CellTableSum() [sha256.Size]byte { return sha256.Sum256(cellsGz) }

// ReadCellTable reads a gzip of lines "cell,code" under a header. Cells may
// stand once; nothing finer than resolution 10 is taken.
func ReadCellTable(r io.Reader) (map[geo.Cell]geo.AreaCode, error) {
	z, err := gzip.NewReader(r)
	if err != nil {
		return nil, fmt.Errorf("%w: not gzip: %w", ErrCellTable, err)
	}
	limited := &io.LimitedReader{R: z, N: mostCellBytes}
	lines := bufio.NewScanner(limited)
	table := make(map[geo.Cell]geo.AreaCode, 1<<16)
	for n := 1; lines.Scan(); n++ {
		if n == 1 {
			if lines.Text() != "cell,code" {
				return nil, fmt.Errorf("%w: line 1 is %q, want cell,code", ErrCellTable, lines.Text())
			}
			continue
		}
		if err := addCell(table, lines.Text()); err != nil {
			return nil, fmt.Errorf("%w: line %d: %w", ErrCellTable, n, err)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrCellTable, err)
	}
	if limited.N == 0 {
		return nil, fmt.Errorf("%w: larger than %d bytes", ErrCellTable, mostCellBytes)
	}
	if len(table) == 0 {
		return nil, fmt.Errorf("%w: no rows", ErrCellTable)
	}
	return table, nil
}

func addCell(table map[geo.Cell]geo.AreaCode, line string) error {
	left, right, _ := strings.Cut(line, ",")
	c, err := geo.ParseCell(left)
	if err != nil {
		return err
	}
	code, err := geo.ParseAreaCode(right)
	if err != nil {
		return err
	}
	if c.Resolution() > 10 {
		return fmt.Errorf("cell %s has resolution %d, want 10 at most", c, c.Resolution())
	}
	if _, twice := table[c]; twice {
		return fmt.Errorf("cell %s stands twice", c)
	}
	table[c] = code
	return nil
}
