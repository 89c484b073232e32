package main

import (
	"context"
	"errors"
	"io"

	"timpora/api"
	"timpora/risk"
)

func (b backend) Imports(ctx context.Context, limit int) ([]api.ImportHead, error) { return nil, nil }
func (b backend) Import(ctx context.Context, k risk.Kind, f string, r io.Reader, o api.ImportOptions) (api.Imported, error) {
	return api.Imported{}, errors.New("pending")
}
func (b backend) shown(*api.Server) {}
