package geo

import (
	"errors"
	"fmt"
	"strconv"
)

// ErrCell reports text that is no H3 cell index.
var ErrCell = errors.New("not an H3 cell")

// Cell is an H3 cell index. The zero value is no cell. Its text form is
// lower-case hexadecimal, fifteen digits for the resolutions used here.
type Cell uint64

// ParseCell reads the hexadecimal form. It checks the bit layout (mode 1,
// base cell below 122, digits below 7 down to the resolution and 7 under it),
// not deleted pentagon subsequences.
func ParseCell(s string) (Cell, error) {
	v, err := strconv.ParseUint(s, 16, 64)
	if err != nil || !Cell(v).Valid() {
		return 0, fmt.Errorf("%q: %w", s, ErrCell)
	}
	return Cell(v), nil
}

// Valid reports whether the bits have the layout of a cell index.
func (c Cell) Valid() bool {
	if c>>63 != 0 || c>>59&0xf != 1 || c>>56&0x7 != 0 || c>>45&0x7f > 121 {
		return false
	}
	for r := 1; r <= 15; r++ {
		digit := c >> (uint(15-r) * 3) & 7
		if (digit == 7) != (r > c.Resolution()) {
			return false
		}
	}
	return true
}

// Resolution is the H3 resolution, 0 to 15.
func (c Cell) Resolution() int { return int(c >> 52 & 0xf) }

// Parent is the cell of the coarser resolution res that holds c; c itself when
// res is not coarser. It is integer work on the index.
func (c Cell) Parent(res int) Cell {
	if res < 0 || res >= c.Resolution() {
		return c
	}
	under := Cell(1)<<(uint(15-res)*3) - 1
	return c&^(0xf<<52)&^under | Cell(res)<<52 | under
}

// String is the hexadecimal form, "0" for no cell.
func (c Cell) String() string { return strconv.FormatUint(uint64(c), 16) }

// MarshalText writes the hexadecimal form.
func (c Cell) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads the hexadecimal form; "0" and "" are no cell.
func (c *Cell) UnmarshalText(b []byte) error {
	if s := string(b); s == "" || s == "0" {
		*c = 0
		return nil
	}
	v, err := ParseCell(string(b))
	*c = v
	return err
}
