package main

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"net/netip"
	"os/user"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"timpora/api/password"
	"timpora/api/role"
	"timpora/data"
	"timpora/geo"
	"timpora/risk/access"
)

// storeOf opens the store of a folder beside the commands.
func storeOf(t *testing.T, dir string) *data.Store {
	t.Helper()
	s, err := data.Open(context.Background(), filepath.Join(dir, "timpora.db"), data.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func userOf(t *testing.T, s *data.Store, name string) access.User {
	t.Helper()
	u, err := s.UserByName(t.Context(), name)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// opens reports whether a password is that of a stored hash.
func opens(t *testing.T, u access.User, plain string) bool {
	t.Helper()
	h, err := password.New(password.Default(), 1)
	if err != nil {
		t.Fatal(err)
	}
	ok, err := h.Verify(t.Context(), plain, u.Hash)
	if err != nil || h.Rehash(u.Hash) {
		t.Fatalf("hash %s: %v", u.Hash, err)
	}
	return ok
}

type secretDoc struct {
	V        int
	User     userView
	Password string
}

func keysOf(t *testing.T, text string) []string {
	t.Helper()
	var doc map[string]json.RawMessage
	parse(t, text, &doc)
	var keys []string
	for k := range doc {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

func TestUserCreate(t *testing.T) {
	dir := t.TempDir()
	text := must(t, dir, "user", "create", "wayan", "--role", "officer,member", "--scope", "5108, 51.01.02", "--display", "I Wayan", "--json")
	if keys := keysOf(t, text); !slices.Equal(keys, []string{"password", "user", "v"}) {
		t.Errorf("keys %v", keys)
	}
	var made secretDoc
	parse(t, text, &made)
	s := storeOf(t, dir)
	u := userOf(t, s, "wayan")
	if !u.MustChange || u.ID != made.User.ID || u.Display != "I Wayan" || !slices.Equal(u.Roles, []access.Role{access.Officer, access.Member}) ||
		!slices.Equal(u.Scope, []geo.AreaCode{"51.01.02", "51.08"}) {
		t.Errorf("stored %+v", u)
	}
	if !opens(t, u, made.Password) || opens(t, u, made.Password[1:]) || password.Check(made.Password, "wayan") != nil {
		t.Error("the printed password is not that of the user")
	}
	for _, list := range []string{must(t, dir, "user", "list", "--json"), must(t, dir, "user", "show", "wayan", "--json"), must(t, dir, "user", "list"), must(t, dir, "user", "show", "wayan")} {
		if strings.Contains(list, made.Password) || strings.Contains(list, "argon2") || !strings.Contains(list, "wayan") {
			t.Errorf("shown: %s", list)
		}
	}
	if out := must(t, dir, "user", "create", "made.artini", "--role", "auditor"); !regexp.MustCompile(`wajib diganti: ([a-z2-9]{5}-){4}[a-z2-9]{5}\n`).MatchString(out) {
		t.Error(out)
	}
}

func TestUserIsRefused(t *testing.T) {
	dir := t.TempDir()
	must(t, dir, "user", "create", "wayan", "--role", "administrator")
	for _, c := range []struct {
		want int
		says string
		args []string
	}{
		{exitFailed, "wayan sudah ada", []string{"create", "wayan", "--role", "officer"}},
		{exitUsage, "pilih dari reporter, desa", []string{"create", "ketut", "--role", "root"}},
		{exitUsage, "--role", []string{"create", "ketut"}},
		{exitUsage, "bukan nama", []string{"create", "Ketut", "--role", "officer"}},
		{exitUsage, "mungkin 51.08.01", []string{"create", "ketut", "--role", "officer", "--scope", "51.08.91"}},
		{exitUsage, "mungkin 51.08 Buleleng, 51.08.06 Buleleng", []string{"create", "ketut", "--role", "officer", "--scope", "buleleng"}},
		{exitUsage, "memerlukan --scope", []string{"create", "ketut", "--role", "desa"}},
		{exitUsage, "tanpa --scope", []string{"create", "ketut", "--role", "administrator", "--scope", "51.08"}},
		{exitUsage, "apa yang diubah", []string{"set", "wayan"}},
		{exitFailed, "ketut tidak ada", []string{"show", "ketut"}},
		{exitFailed, "ketut tidak ada", []string{"disable", "ketut"}},
		{exitFailed, "administrator aktif yang terakhir", []string{"disable", "wayan"}},
		{exitFailed, "administrator aktif yang terakhir", []string{"set", "wayan", "--role", "planner"}},
	} {
		code, out, errs := command(t, dir, append([]string{"user"}, c.args...)...)
		if code != c.want || !strings.Contains(errs, c.says) || out != "" {
			t.Errorf("%v: exit %d, want %d\n%s%s", c.args, code, c.want, out, errs)
		}
	}
	all, err := storeOf(t, dir).Users(t.Context())
	if err != nil || len(all) != 1 || all[0].Disabled {
		t.Errorf("%+v %v", all, err)
	}
	if code, _, errs := command(t, dir, "user", "create", "ketut", "--role", "x", "--json", "--lang", "en"); code != exitUsage || !strings.Contains(errs, `"code":2`) || !strings.Contains(errs, "choose from") {
		t.Errorf("%d %s", code, errs)
	}
}

func TestUserChanges(t *testing.T) {
	ctx, dir := t.Context(), t.TempDir()
	var first, second secretDoc
	must(t, dir, "user", "create", "admin", "--role", "administrator")
	parse(t, must(t, dir, "user", "create", "wayan", "--role", "officer", "--json"), &first)
	s := storeOf(t, dir)
	signIn := func(id string) {
		t.Helper()
		one := access.Session{ID: id, User: first.User.ID, Full: true, Network: "192.0.2.0/24", Agent: "Firefox", CreatedAt: time.Now(), SeenAt: time.Now()}
		if err := s.AddSession(ctx, one, did("sign_in", "", nil)); err != nil {
			t.Fatal(err)
		}
	}
	sessions := func() int {
		t.Helper()
		var doc struct{ Sessions []sessionView }
		text := must(t, dir, "user", "sessions", "wayan", "--json")
		parse(t, text, &doc)
		if strings.Contains(text, "cookie-") {
			t.Errorf("the id of a session is shown: %s", text)
		}
		return len(doc.Sessions)
	}
	signIn("cookie-1")
	must(t, dir, "user", "set", "wayan", "--display", "I Wayan")
	if sessions() != 1 {
		t.Error("a name to show ended a session")
	}
	must(t, dir, "user", "set", "wayan", "--role", "planner", "--scope", "51.08")
	if u := userOf(t, s, "wayan"); sessions() != 0 || u.Display != "I Wayan" || u.Roles[0] != access.Planner || u.Scope[0] != "51.08" {
		t.Errorf("%+v", u)
	}
	must(t, dir, "user", "set", "wayan", "--scope", "")
	signIn("cookie-2")
	parse(t, must(t, dir, "user", "password", "wayan", "--json"), &second)
	if u := userOf(t, s, "wayan"); sessions() != 0 || !opens(t, u, second.Password) || opens(t, u, first.Password) || len(u.Scope) != 0 {
		t.Errorf("%+v", u)
	}
	if _, err := s.ChangeUser(ctx, first.User.ID, did("enrol", "", nil), func(u *access.User) error { u.TOTP, u.Recovery = []byte{1}, []string{"x"}; return nil }, ""); err != nil {
		t.Fatal(err)
	}
	must(t, dir, "user", "totp-reset", "wayan")
	if u := userOf(t, s, "wayan"); u.TOTP != nil || len(u.Recovery) != 0 {
		t.Errorf("%+v", u)
	}
	signIn("cookie-3")
	if out := must(t, dir, "user", "sessions", "wayan", "--end"); !strings.HasPrefix(out, "1 sesi") || sessions() != 0 {
		t.Error(out)
	}
	signIn("cookie-4")
	must(t, dir, "token", "create", "QGIS", "--role", "planner", "--owner", "wayan")
	must(t, dir, "user", "disable", "wayan")
	if out := must(t, dir, "token", "list"); sessions() != 0 || !strings.Contains(out, "dicabut") || !userOf(t, s, "wayan").Disabled {
		t.Error(out)
	}
	must(t, dir, "user", "enable", "wayan")
	if userOf(t, s, "wayan").Disabled {
		t.Error("still disabled")
	}
}

func TestTokenCreate(t *testing.T) {
	dir := t.TempDir()
	must(t, dir, "user", "create", "wayan", "--role", "officer", "--scope", "51.08")
	before := time.Now()
	text := must(t, dir, "token", "create", "QGIS Bappeda", "--role", "officer", "--scope", "51.08.06", "--layers", "cells,clusters", "--days", "30",
		"--network", "192.0.2.7/24,2001:db8::1", "--path", "--purpose", "peta", "--owner", "wayan", "--json")
	if keys := keysOf(t, text); !slices.Equal(keys, []string{"id", "name", "token", "until", "v"}) {
		t.Errorf("keys %v", keys)
	}
	var made struct {
		Token, ID string
		Until     time.Time
	}
	parse(t, text, &made)
	hash, ok := password.TokenHash(made.Token)
	s := storeOf(t, dir)
	got, owner, err := s.TokenByHash(t.Context(), hash)
	if !ok || err != nil || owner.Name != "wayan" {
		t.Fatalf("%v %v", owner, err)
	}
	networks := []netip.Prefix{netip.MustParsePrefix("192.0.2.0/24"), netip.MustParsePrefix("2001:db8::1/128")}
	if got.ID != made.ID || !got.Until.Equal(made.Until) || !slices.Equal(got.Networks, networks) || !got.Path || got.Purpose != "peta" ||
		!slices.Equal(got.Layers, []string{"cells", "clusters"}) || !slices.Equal(got.Scope, []geo.AreaCode{"51.08.06"}) {
		t.Errorf("%+v", got)
	}
	if d := got.Until.Sub(before); d < 30*day || d > 30*day+time.Minute {
		t.Errorf("it holds for %s", d)
	}
	list := must(t, dir, "token", "list", "--json")
	if strings.Contains(list, made.Token) || strings.Contains(list, hash) || !strings.Contains(list, `"state":"holds"`) || !strings.Contains(list, `"owner":"wayan"`) {
		t.Error(list)
	}
	must(t, dir, "token", "revoke", "QGIS Bappeda")
	if got, _, err = s.TokenByHash(t.Context(), hash); err != nil || got.Holds(time.Now()) {
		t.Errorf("revoked, and it holds (%v)", err)
	}
	var plain struct{ Token string }
	parse(t, must(t, dir, "token", "create", "a", "--role", "member", "--json"), &plain)
	hash, _ = password.TokenHash(plain.Token)
	if got, owner, err = s.TokenByHash(t.Context(), hash); err != nil || owner.ID != "" || got.Until.Sub(got.CreatedAt) != access.LongestToken {
		t.Errorf("%+v %v", got, err)
	}
	must(t, dir, "token", "create", "a", "--role", "member")
	if code, _, errs := command(t, dir, "token", "revoke", "a"); code != exitUsage || !strings.Contains(errs, "2 token") {
		t.Errorf("%d %s", code, errs)
	}
	must(t, dir, "token", "revoke", got.ID)
	must(t, dir, "token", "revoke", "a")
}

func TestTokenIsRefused(t *testing.T) {
	dir := t.TempDir()
	must(t, dir, "user", "create", "wayan", "--role", "member", "--scope", "51.08")
	for _, c := range []struct {
		want int
		says string
		args []string
	}{
		{exitUsage, "1 sampai 90", []string{"create", "t", "--role", "member", "--days", "91"}},
		{exitUsage, "1 sampai 90", []string{"create", "t", "--role", "member", "--days", "0"}},
		{exitUsage, "pilih dari", []string{"create", "t", "--role", "public"}},
		{exitUsage, "mungkin", []string{"create", "t", "--role", "member", "--scope", "51.03"}},
		{exitUsage, "pilih dari desa", []string{"create", "t", "--role", "member", "--layers", "persons"}},
		{exitUsage, "192.0.2.0/24", []string{"create", "t", "--role", "member", "--network", "kantor"}},
		{exitUsage, "memerlukan --network", []string{"create", "t", "--role", "member", "--path"}},
		{exitUsage, "hanya mempunyai peran member", []string{"create", "t", "--role", "officer", "--owner", "wayan"}},
		{exitUsage, "di wilayah 51.08", []string{"create", "t", "--role", "member", "--scope", "51.01", "--owner", "wayan"}},
		{exitFailed, "ketut tidak ada", []string{"create", "t", "--role", "member", "--owner", "ketut"}},
		{exitUsage, "bukan nama", []string{"create", "a\nb", "--role", "member"}},
		{exitFailed, "token x tidak ada", []string{"revoke", "x"}},
	} {
		code, out, errs := command(t, dir, append([]string{"token"}, c.args...)...)
		if code != c.want || !strings.Contains(errs, c.says) || out != "" {
			t.Errorf("%v: exit %d, want %d\n%s%s", c.args, code, c.want, out, errs)
		}
	}
	if list := must(t, dir, "token", "list", "--json"); !strings.Contains(list, `"tokens":[]`) {
		t.Error(list)
	}
}

func TestRoles(t *testing.T) {
	var doc struct{ Roles []role.View }
	parse(t, must(t, t.TempDir(), "role", "list", "--json"), &doc)
	if len(doc.Roles) != len(access.Roles()) {
		t.Fatalf("%d roles", len(doc.Roles))
	}
	titles := map[role.Text]bool{}
	for _, r := range doc.Roles {
		titles[r.Title] = true
		if r.Title.ID == "" || r.Title.EN == "" || len(r.Rights) < 2 {
			t.Errorf("%+v", r)
		}
		for _, right := range r.Rights {
			if right.Title.ID == "" || right.Title.EN == "" {
				t.Errorf("%s: %+v", r.Role, right)
			}
		}
	}
	if len(titles) != len(doc.Roles) {
		t.Error("two roles are called the same")
	}
	if out := must(t, "", "role", "show", "planner", "--lang", "en"); !strings.Contains(out, "operation planner (officer, second factor needed)") || !strings.Contains(out, "deciding on proposals") {
		t.Error(out)
	}
	if out := must(t, "", "role", "show", "desa"); !strings.Contains(out, "perangkat desa (partner)") {
		t.Error(out)
	}
	if code, _, errs := command(t, "", "role", "show", "public"); code != exitUsage || errs == "" {
		t.Error("a role that nobody can have is shown")
	}
}

func TestFirstAdministrator(t *testing.T) {
	ctx, dir := t.Context(), t.TempDir()
	s := storeOf(t, dir)
	if err := s.SetDemo(ctx, true); err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	a := &app{dir: dir, lang: "id", now: time.Now, quiet: true, out: &out, err: &errs}
	if err := a.welcome(ctx, s); err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(`^Administrator pertama: admin / kata sandi: (\S+) `).FindStringSubmatch(errs.String())
	u := userOf(t, s, "admin")
	if m == nil || out.Len() != 0 || !opens(t, u, m[1]) || !u.MustChange || !slices.Equal(u.Roles, []access.Role{access.Administrator}) {
		t.Fatalf("%s%s %+v", out.String(), errs.String(), u)
	}
	errs.Reset()
	if err := a.welcome(ctx, s); err != nil || errs.Len() != 0 {
		t.Errorf("a second one: %s %v", errs.String(), err)
	}
	demo, ok, err := a.demoUser(ctx, s)
	if err != nil || !ok || demo.Hash != "" || demo.MustChange || !slices.Equal(demo.Roles, []access.Role{access.Planner, access.Administrator}) {
		t.Errorf("the demo's user: %v %+v %v", ok, demo, err)
	}
	if again, ok, err := a.demoUser(ctx, s); err != nil || !ok || again.ID != demo.ID {
		t.Errorf("again: %v %+v %v", ok, again, err)
	}
	if err := s.SetDemo(ctx, false); err != nil {
		t.Fatal(err)
	}
	if _, ok, err := a.demoUser(ctx, s); err != nil || ok {
		t.Errorf("a store of real records lets the demo's user in: %v", err)
	}
	if plain, made, err := a.firstAdministrator(ctx, storeOf(t, t.TempDir())); err != nil || !made || plain == "" {
		t.Errorf("%v %v", made, err)
	}
}

// The command line acts as the account of the system that runs it.
func TestCommandsHaveAnActor(t *testing.T) {
	me, err := user.Current()
	if err != nil {
		t.Skipf("no account: %v", err)
	}
	if got := localActor(); got.Name != "local:"+me.Username || got.Via != "local" || got.ID != "" {
		t.Errorf("%+v", got)
	}
	dir := t.TempDir()
	must(t, dir, "user", "create", "wayan", "--role", "administrator")
	db, err := sql.Open("sqlite", filepath.Join(dir, "timpora.db")) // the store's own driver
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var who, detail string
	if err := db.QueryRow("SELECT who, event FROM audit WHERE action = 'user_create'").Scan(&who, &detail); err != nil {
		t.Fatal(err)
	}
	if who != "local:"+me.Username || !strings.Contains(detail, `"roles":"administrator"`) {
		t.Errorf("%s: %s", who, detail)
	}
}
