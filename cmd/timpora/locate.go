package main

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"timpora/geo"
)

// locateColumns are what the command appends to every row.
func locateColumns() []string {
	return []string{"desa_code", "desa", "kecamatan", "kabupaten", "h3_r10", "coast_m", "quality"}
}

func (a *app) locateCommand() *cobra.Command {
	var output string
	var nearest float64
	cmd := &cobra.Command{
		Use:   "locate FILE.csv",
		Short: a.say("Menambah desa, sel dan jarak pantai pada titik / add desa, cell and coast columns to points", ""),
		Long: "Reads columns lon and lat (WGS 84 degrees) by name, keeps every column and row in order, and appends\n" +
			strings.Join(locateColumns(), ", ") + ". desa_code is empty outside every desa; --nearest METRES takes near misses.",
		Args: usageArgs(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			defer s.Close()
			return a.locateFile(s.place, args[0], output, geo.Meters(nearest))
		},
	}
	cmd.Flags().StringVarP(&output, "output", "o", "-", "file to write; - for standard output / berkas keluaran")
	cmd.Flags().Float64Var(&nearest, "nearest", 0, "metres within which the nearest desa is taken / jarak meter")
	return cmd
}

func (a *app) locateFile(p *place, input, output string, nearest geo.Meters) error {
	in, err := os.Open(input)
	if err != nil {
		return err
	}
	defer in.Close()
	if output == "-" {
		return locateRows(p, in, a.out, input, nearest)
	}
	return writeWhole(output, func(w io.Writer) error { return locateRows(p, in, w, input, nearest) })
}

// writeWhole writes beside the target and renames, so that a failure leaves
// nothing half done.
func writeWhole(path string, write func(io.Writer) error) error {
	tmp, err := os.CreateTemp(filepath.Dir(path), ".timpora-*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	buf := bufio.NewWriterSize(tmp, 1<<16)
	err = errors.Join(write(buf), buf.Flush(), tmp.Chmod(0o644), tmp.Close())
	if err != nil {
		return err
	}
	return os.Rename(tmp.Name(), path)
}

func locateRows(p *place, in io.Reader, out io.Writer, name string, nearest geo.Meters) error {
	r, w := csv.NewReader(bufio.NewReaderSize(in, 1<<16)), csv.NewWriter(out)
	header, err := r.Read()
	if err != nil {
		return fmt.Errorf("%s:1: %w", name, err)
	}
	header[0] = strings.TrimPrefix(header[0], "\ufeff")
	lon, lat := column(header, "lon"), column(header, "lat")
	if lon < 0 || lat < 0 {
		return fmt.Errorf("%s:1: columns lon and lat are needed; found %s", name, strings.Join(header, ", "))
	}
	if err := w.Write(append(header, locateColumns()...)); err != nil {
		return err
	}
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		line, _ := r.FieldPos(0)
		at, err := point(row[lon], row[lat])
		if err != nil {
			return fmt.Errorf("%s:%d: %w", name, line, err)
		}
		if err := w.Write(append(row, locateRow(p, at, nearest)...)); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

func locateRow(p *place, at geo.Point, nearest geo.Meters) []string {
	l := p.located(at, nearest)
	return []string{string(l.DesaCode), l.Desa, l.Kecamatan, l.Kabupaten, l.Cell.String(),
		strconv.FormatFloat(l.CoastM, 'f', 1, 64), string(l.Quality)}
}

func column(header []string, name string) int {
	for i, h := range header {
		if strings.EqualFold(strings.TrimSpace(h), name) {
			return i
		}
	}
	return -1
}

func point(lon, lat string) (geo.Point, error) {
	x, err := strconv.ParseFloat(strings.TrimSpace(lon), 64)
	if err != nil {
		return geo.Point{}, fmt.Errorf("lon %q is no number", lon)
	}
	y, err := strconv.ParseFloat(strings.TrimSpace(lat), 64)
	if err != nil {
		return geo.Point{}, fmt.Errorf("lat %q is no number", lat)
	}
	return geo.NewPoint(x, y)
}

// usageArgs makes a wrong number of arguments a usage error.
func usageArgs(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if err := check(cmd, args); err != nil {
			return &usageError{err}
		}
		return nil
	}
}
