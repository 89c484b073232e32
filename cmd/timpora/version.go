package main

import (
	"fmt"
	"runtime/debug"

	"github.com/spf13/cobra"
)

func (a *app) versionCommand() *cobra.Command {
	var bill bool
	cmd := &cobra.Command{
		Use:   "version",
		Short: a.say("Versi dan daftar pustaka / version, and what it is made of", ""),
		Long: "Prints the version. With --sbom it prints the modules that are linked into this program as CycloneDX 1.6 JSON,\n" +
			"the same bytes for the same program; `npm sbom` in web lists the parts of the page.",
		Args: usageArgs(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error {
			if !bill {
				fmt.Fprintln(a.out, buildVersion())
				return nil
			}
			info, ok := debug.ReadBuildInfo()
			if !ok {
				return fmt.Errorf("this program was built without a list of modules")
			}
			writeJSON(a.out, billOf(info))
			return nil
		},
	}
	cmd.Flags().BoolVar(&bill, "sbom", false, "CycloneDX 1.6 JSON of the linked modules / daftar pustaka")
	return cmd
}

// bom is the part of CycloneDX 1.6 that a list of modules needs.
type bom struct {
	Format   string      `json:"bomFormat"`
	Spec     string      `json:"specVersion"`
	Version  int         `json:"version"`
	Metadata bomMetadata `json:"metadata"`
	Parts    []bomPart   `json:"components"`
}

type bomMetadata struct {
	Component bomPart `json:"component"`
}

type bomPart struct {
	Type    string        `json:"type"`
	Ref     string        `json:"bom-ref"`
	Name    string        `json:"name"`
	Version string        `json:"version"`
	URL     string        `json:"purl,omitempty"`
	More    []bomProperty `json:"properties,omitempty"`
}

type bomProperty struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

func billOf(info *debug.BuildInfo) bom {
	b := bom{Format: "CycloneDX", Spec: "1.6", Version: 1, Parts: []bomPart{}}
	b.Metadata.Component = bomPart{Type: "application", Ref: "timpora", Name: "timpora", Version: buildVersion()}
	b.Parts = append(b.Parts, modulePart("std", info.GoVersion, ""))
	for _, m := range info.Deps {
		if m.Replace != nil {
			m = m.Replace
		}
		b.Parts = append(b.Parts, modulePart(m.Path, m.Version, m.Sum))
	}
	return b
}

// modulePart names a module by its package URL and its checksum of go.sum.
func modulePart(path, version, sum string) bomPart {
	url := "pkg:golang/" + path + "@" + version
	p := bomPart{Type: "library", Ref: url, Name: path, Version: version, URL: url}
	if sum != "" {
		p.More = []bomProperty{{"go.sum", sum}}
	}
	return p
}
