package main

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"timpora/data"
	"timpora/data/synth"
	"timpora/geo"
	"timpora/geo/bucket"
)

func (a *app) demoCommand() *cobra.Command {
	var seed uint64
	cmd := &cobra.Command{
		Use:   "demo",
		Short: a.say("Mengisi data sintetis / fill an empty store with the synthetic demo", ""),
		Args:  usageArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := a.open(cmd.Context())
			if err != nil {
				return err
			}
			defer s.Close()
			truth, err := a.fillDemo(cmd.Context(), s, seed)
			if err != nil {
				return err
			}
			if a.json {
				writeJSON(a.out, truth)
			}
			return nil
		},
	}
	cmd.Flags().Uint64Var(&seed, "seed", 1, "seed of the synthetic records / benih")
	return cmd
}

// fillDemo puts the demo into an empty store; a store with records of its own
// is left alone.
func (a *app) fillDemo(ctx context.Context, s *session, seed uint64) (synth.Truth, error) {
	empty, err := s.Empty(ctx)
	if err != nil {
		return synth.Truth{}, err
	}
	if !empty {
		return synth.Truth{}, errors.New(a.say("basis data tidak kosong; data sintetis hanya untuk folder kosong",
			"the store is not empty; the demo only fills an empty one"))
	}
	records, truth := synth.Generate(seed, midnight(a.now()).Add(-time.Hour), s.place.world())
	if _, err := s.AddRecords(ctx, data.Batch{Records: records}); err != nil {
		return truth, err
	}
	if err := s.SetDemo(ctx, true); err != nil {
		return truth, err
	}
	a.note("data sintetis dimuat: %d catatan", "synthetic demo loaded: %d records", records.Len())
	return truth, nil
}

// world is the land of the set for the demo.
func (p *place) world() synth.World {
	cells := map[geo.AreaCode][]geo.Cell{}
	list, err := p.cells10()
	if err == nil {
		for _, c := range list {
			if code, ok := p.desaOf(bucket.Center(c)); ok {
				cells[code] = append(cells[code], c)
			}
		}
	}
	w := synth.World{
		Cells: func(c geo.AreaCode) []geo.Cell { return cells[c] }, Center: bucket.Center, CellOf: p.grid.Cell,
		DesaOf: p.desaOf, CoastM: p.coast.Distance, Near: bucket.Disk,
	}
	for c := range cells {
		w.Desa = append(w.Desa, c)
	}
	slices.Sort(w.Desa)
	return w
}
