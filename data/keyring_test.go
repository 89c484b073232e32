package data_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"timpora/data"
	"timpora/data/storetest"
	"timpora/risk"
	"timpora/risk/access"
	"timpora/risk/audit"
)

func ring(t testing.TB, dir string) *data.Keyring {
	t.Helper()
	k := data.NewKeyring(dir)
	if err := k.Create(); err != nil {
		t.Fatal(err)
	}
	return k
}

func TestKeyringIsMadeOnce(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "var")
	var wg sync.WaitGroup
	ids := make([]string, 8)
	for i := range ids {
		wg.Go(func() {
			k := data.NewKeyring(dir)
			err := k.Create()
			keys, err2 := k.Keys()
			if err := errors.Join(err, err2); err != nil || len(keys) != 1 || !keys[0].Current {
				t.Errorf("keys %v, error %v", keys, err)
				return
			}
			ids[i] = keys[0].ID
		})
	}
	wg.Wait()
	for _, id := range ids {
		if id != ids[0] {
			t.Fatalf("rings differ: %v", ids)
		}
	}
	st, err := os.Stat(filepath.Join(dir, "keys.json"))
	if left, _ := os.ReadDir(dir); err != nil || st.Mode().Perm() != 0o600 || len(left) != 1 {
		t.Fatalf("mode %v, files %v, error %v", st.Mode(), left, err)
	}
}

func TestSealedValueOpensInItsPlaceOnly(t *testing.T) {
	k := ring(t, t.TempDir())
	plain := []byte("JBSWY3DPEHPK3PXP")
	sealed, err := k.Seal(plain, "users.totp:u1")
	if err != nil {
		t.Fatal(err)
	}
	if got, err := k.Open(sealed, "users.totp:u1"); err != nil || !bytes.Equal(got, plain) {
		t.Fatalf("%q, %v", got, err)
	}
	again, _ := k.Seal(plain, "users.totp:u1")
	if bytes.Equal(again, sealed) || bytes.Contains(sealed, plain) || !bytes.HasPrefix(sealed, []byte("v1.k")) {
		t.Fatalf("%s and %s", sealed, again)
	}
	for i := range sealed { // every changed byte is found
		bad := bytes.Clone(sealed)
		bad[i] ^= 1
		if got, err := k.Open(bad, "users.totp:u1"); err == nil && !bytes.Equal(got, plain) || err == nil && i < len(sealed)-1 {
			t.Fatalf("byte %d changed: %q", i, got)
		}
	}
	for what, bad := range map[string][2]string{
		"another row": {string(sealed), "users.totp:u2"}, "another column": {string(sealed), "users.hash:u1"},
		"cut": {string(sealed[:len(sealed)-3]), "users.totp:u1"}, "clear": {"JBSWY3DPEHPK3PXP", "users.totp:u1"}, "nothing": {"", ""}, "no key": {"v1.", ""},
	} {
		if got, err := k.Open([]byte(bad[0]), bad[1]); !errors.Is(err, data.ErrCorrupt) && !errors.Is(err, data.ErrNoKey) {
			t.Errorf("%s: %q, %v", what, got, err)
		}
	}
	if _, err := ring(t, t.TempDir()).Open(sealed, "users.totp:u1"); !errors.Is(err, data.ErrNoKey) {
		t.Errorf("another ring: %v", err)
	}
}

func TestRingSeesTheKeysOfOtherProcesses(t *testing.T) {
	dir := t.TempDir()
	server, command := ring(t, dir), ring(t, dir)
	old, err := server.Seal([]byte("a"), "x")
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Renew(); err != nil {
		t.Fatal(err)
	}
	sealed, err := command.Seal([]byte("b"), "x")
	if err != nil || string(sealed[:15]) == string(old[:15]) {
		t.Fatalf("sealed %s after %s: %v", sealed, old, err)
	}
	if got, err := server.Open(sealed, "x"); err != nil || string(got) != "b" {
		t.Fatalf("%q, %v", got, err)
	}
	now, err := server.Seal([]byte("c"), "x")
	if err != nil || string(now[:15]) != string(sealed[:15]) {
		t.Fatalf("the running ring seals under an old key: %s, %v", now, err)
	}
}

func TestUnsoundRings(t *testing.T) {
	for name, body := range map[string]string{
		"no JSON": "{", "no keys": `{"v":1,"current":"a","keys":[]}`, "short key": `{"v":1,"current":"a","keys":[{"id":"a","key":"AAAA"}]}`, "newer": `{"v":2}`,
	} {
		dir := t.TempDir()
		writeFile(t, filepath.Join(dir, "keys.json"), []byte(body))
		if _, err := data.NewKeyring(dir).Keys(); !errors.Is(err, data.ErrCorrupt) {
			t.Errorf("%s: %v", name, err)
		}
	}
	dir := t.TempDir()
	k := ring(t, dir)
	if err := os.Chmod(filepath.Join(dir, "keys.json"), 0o640); err != nil {
		t.Fatal(err)
	}
	if _, err := k.Seal(nil, ""); err != nil { // as it was read
		t.Log(err)
	}
	if _, err := data.NewKeyring(dir).Seal(nil, ""); err == nil || errors.Is(err, data.ErrNoKey) {
		t.Errorf("a ring that others may read: %v", err)
	}
}

// A ring that is lost is missed, never replaced.
func TestLostRing(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, data.Options{})
	one := data.Batch{Records: risk.Records{Reports: []risk.Report{storetest.Report(1)}}}
	if _, err := s.AddRecords(context.Background(), one); err != nil {
		t.Fatal(err)
	}
	s.Close()
	if err := os.Remove(filepath.Join(dir, "keys.json")); err != nil {
		t.Fatal(err)
	}
	s = open(t, dir, data.Options{})
	_, err := s.Records(context.Background(), storetest.Epoch().AddDate(9, 0, 0))
	two := data.Batch{Records: risk.Records{Reports: []risk.Report{storetest.Report(2)}}}
	_, err2 := s.AddRecords(context.Background(), two)
	if !errors.Is(err, data.ErrNoKey) || !errors.Is(err2, data.ErrNoKey) {
		t.Fatalf("read %v, write %v", err, err2)
	}
	if _, err := os.Stat(filepath.Join(dir, "keys.json")); err == nil {
		t.Fatal("a lost ring was replaced")
	}
	refused(t, dir, data.Options{Server: true}, data.ErrNoKey)
}

// A sealed value that was moved to another record does not open.
func TestMovedValueDoesNotOpen(t *testing.T) {
	ctx := audit.With(context.Background(), audit.Actor{Name: "a", Purpose: "uji"})
	s := open(t, t.TempDir(), data.Options{})
	b := data.Batch{Records: risk.Records{Reports: []risk.Report{storetest.Report(1), storetest.Report(2)}}}
	if _, err := s.AddRecords(ctx, b); err != nil {
		t.Fatal(err)
	}
	a, z := storetest.ID(3, 1), storetest.ID(3, 2)
	text := fmt.Sprintf("UPDATE reports SET text = (SELECT text FROM reports WHERE id = '%s') WHERE id = '%s'", a, z)
	if err := s.WriterExec(ctx, text); err != nil {
		t.Fatal(err)
	}
	if got, err := s.ReportText(ctx, z); !errors.Is(err, data.ErrCorrupt) {
		t.Fatalf("the text alone: %q, %v", got, err)
	}
	if err := s.MoveKey(ctx, "report:"+a, "report:"+z); err != nil {
		t.Fatal(err)
	}
	if got, err := s.ReportText(ctx, z); !errors.Is(err, data.ErrCorrupt) || !strings.Contains(err.Error(), "belongs elsewhere") {
		t.Fatalf("with its key: %q, %v", got, err)
	}
	if got, err := s.ReportText(ctx, a); err != nil || !strings.HasPrefix(got, "vila") {
		t.Fatalf("%q, %v", got, err)
	}
}

// A server reads and writes on while another process turns the keys over.
func TestKeysTurnOverBesideAServer(t *testing.T) {
	dir := t.TempDir()
	ctx := audit.With(context.Background(), audit.Actor{Name: "a", Purpose: "uji"})
	server, command := open(t, dir, data.Options{Server: true}), open(t, dir, data.Options{})
	const turns = 6
	for n := range turns {
		b := data.Batch{Records: risk.Records{Reports: []risk.Report{storetest.Report(n)}}}
		if _, err := server.AddRecords(ctx, b); err != nil {
			t.Fatal(err)
		}
		if sealed, err := command.RotateKeys(ctx, nil); err != nil || sealed != 2*(n+1) {
			t.Fatalf("turn %d: %d values, %v", n, sealed, err)
		}
		for i := range n + 1 {
			if _, err := server.ReportText(ctx, storetest.ID(3, i)); err != nil {
				t.Fatalf("turn %d, report %d: %v", n, i, err)
			}
		}
	}
	st, err := open(t, dir, data.Options{}).KeyStatus(ctx)
	if err != nil || len(st.Keys) != 1 || st.Keys[0].Values != 2*turns || len(st.Lost) > 0 {
		t.Fatalf("%+v, %v", st, err)
	}
}

// The sealed secrets of second factors turn over with the keys.
func TestSecondFactorsTurnOver(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	s, keys := open(t, dir, data.Options{}), data.NewKeyring(dir)
	u := access.User{ID: storetest.ID(30, 1), Name: "ayu", Roles: []access.Role{access.Officer}, Hash: "x"}
	sealed, err := keys.Seal([]byte("JBSWY3DPEHPK3PXP"), u.TOTPPlace())
	if err != nil {
		t.Fatal(err)
	}
	u.TOTP = sealed
	if err := s.AddUser(ctx, u, audit.Event{Action: "user_add", Outcome: audit.Done}); err != nil {
		t.Fatal(err)
	}
	if n, err := s.RotateKeys(ctx, nil); err != nil || n != 1 {
		t.Fatalf("%d values, %v", n, err)
	}
	got, err := s.UserByID(ctx, u.ID)
	if err != nil || bytes.Equal(got.TOTP, sealed) {
		t.Fatalf("%s, %v", got.TOTP, err)
	}
	fresh := data.NewKeyring(dir) // knows the keys of the file only
	if plain, err := fresh.Open(got.TOTP, u.TOTPPlace()); err != nil || string(plain) != "JBSWY3DPEHPK3PXP" {
		t.Fatalf("%q, %v", plain, err)
	}
	if _, err := fresh.Open(sealed, u.TOTPPlace()); !errors.Is(err, data.ErrNoKey) {
		t.Fatalf("the old key is still in the ring: %v", err)
	}
	if err := s.Check(ctx); err != nil {
		t.Fatal(err)
	}
}
