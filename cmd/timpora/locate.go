package main

import (
	"context"
	"fmt"
	"io"
	"os"
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
			strings.Join(locateColumns(), ", ") + ". desa_code is empty outside every desa; --nearest METRES takes near misses.\n" +
			"Rows are read, located on every core and written in batches, so the file may be larger than memory.",
		Args: usageArgs(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, args []string) error {
			if !(nearest >= 0 && nearest <= mostNearest) {
				return &usageError{fmt.Errorf("--nearest %v: want 0 to %d metres", nearest, mostNearest)}
			}
			s, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			defer s.Close()
			return a.locateFile(cmd.Context(), s.place, args[0], output, geo.Meters(nearest))
		},
	}
	cmd.Flags().StringVarP(&output, "output", "o", "-", "file to write; - for standard output / berkas keluaran")
	cmd.Flags().Float64Var(&nearest, "nearest", 0, "metres within which the nearest desa is taken / jarak meter")
	return cmd
}

// mostNearest metres off a desa can still be meant for it.
const mostNearest = 100_000

func (a *app) locateFile(ctx context.Context, p *place, input, output string, nearest geo.Meters) error {
	in, err := os.Open(input)
	if err != nil {
		return err
	}
	defer in.Close()
	progress := a.progressOf(in)
	rows := &rowLocator{app: a, place: p, name: input, nearest: nearest, progress: progress}
	if output == "-" {
		err = rows.run(ctx, progress.watch(in), a.out)
	} else {
		err = writeWhole(output, func(w io.Writer) error { return rows.run(ctx, progress.watch(in), w) })
	}
	progress.end()
	return err
}
