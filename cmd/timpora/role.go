package main

import (
	"fmt"
	"slices"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"timpora/api/role"
	"timpora/risk/access"
)

func (a *app) roleCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "role", Short: a.say("Peran dan haknya / roles and their rights", "")}
	list := &cobra.Command{
		Use: "list", Short: a.say("Semua peran / all roles", ""), Args: usageArgs(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error { return a.showRoles(access.Roles()) },
	}
	show := &cobra.Command{
		Use: "show ROLE", Short: a.say("Satu peran / one role", ""), Args: usageArgs(cobra.ExactArgs(1)),
		RunE: func(_ *cobra.Command, args []string) error {
			one := access.Role(args[0])
			if !slices.Contains(access.Roles(), one) {
				return a.misused("peran %q: pilih dari %s", "role %q: choose from %s", args[0], joinWords(access.Roles(), ", "))
			}
			return a.showRoles([]access.Role{one})
		},
	}
	cmd.AddCommand(list, show)
	return cmd
}

func (a *app) showRoles(list []access.Role) error {
	views := make([]role.View, len(list))
	for i, r := range list {
		views[i] = role.Of(r)
	}
	if a.json {
		writeJSON(a.out, map[string]any{"v": 1, "roles": views})
		return nil
	}
	w := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
	for _, v := range views {
		factor := ""
		if v.SecondFactor {
			factor = a.say(", faktor kedua wajib", ", second factor needed")
		}
		fmt.Fprintf(w, "%s\t%s (%s%s)\n", v.Role, a.say(v.Title.ID, v.Title.EN), v.Tier, factor)
		for _, right := range v.Rights {
			fmt.Fprintf(w, "\t  %s\n", a.say(right.Title.ID, right.Title.EN))
		}
	}
	return w.Flush()
}
