package main

import (
	"encoding/json"
	"errors"
	"io"
	"runtime/debug"

	"github.com/spf13/cobra"

	"timpora/api/cert"
	"timpora/data"
	"timpora/data/feed"
	"timpora/geo/boundary"
)

// The exit codes; scripts depend on them.
const (
	exitOK          = 0
	exitFailed      = 1
	exitUsage       = 2
	exitRejects     = 3
	exitKey         = 4
	exitNoDatabase  = 10
	exitLocked      = 11
	exitCorrupt     = 12
	exitInterrupted = 130
)

// usageError is a wrong command line.
type usageError struct{ error }

func (e *usageError) Unwrap() error { return e.error }

// usageArgs makes a wrong number of arguments a usage error.
func usageArgs(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if err := check(cmd, args); err != nil {
			return &usageError{err}
		}
		return nil
	}
}

// codeError carries the exit code that a failure means.
type codeError struct {
	code int
	error
}

func (e *codeError) Unwrap() error { return e.error }

func exitCode(err error) int {
	var usage *usageError
	var coded *codeError
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &usage):
		return exitUsage
	case errors.As(err, &coded):
		return coded.code
	case errors.Is(err, data.ErrNoKey):
		return exitKey
	case errors.Is(err, data.ErrApproval), errors.Is(err, data.ErrPurpose):
		return exitUsage
	}
	return storeExit(err)
}

// sentence is an error in the user's language where it has one.
func (a *app) sentence(err error) string {
	var file *feed.Error
	var set *boundary.Error
	var held *cert.Error
	switch {
	case errors.As(err, &held):
		return cert.Text(held, a.lang)
	case errors.As(err, &file):
		return feed.Text(file, a.lang)
	case errors.As(err, &set):
		return boundary.Text(set, a.lang)
	}
	return err.Error()
}

// machine is an error for programs: the exit code, the sentence and, for a
// file, what is wrong where.
func (a *app) machine(err error) map[string]any {
	m := map[string]any{"code": exitCode(err), "message": a.sentence(err)}
	var file *feed.Error
	var set *boundary.Error
	switch {
	case errors.As(err, &file):
		m["file"] = file
	case errors.As(err, &set):
		m["file"] = set
	}
	return m
}

func writeJSON(w io.Writer, v any) {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(v) // a closed pipe has nobody to tell
}

// version is the release; buildVersion adds the revision when the build knows it.
const version = "0.1.0"

func buildVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return version
	}
	for _, kv := range info.Settings {
		if kv.Key == "vcs.revision" && len(kv.Value) >= 12 {
			return version + "+" + kv.Value[:12]
		}
	}
	return version
}
