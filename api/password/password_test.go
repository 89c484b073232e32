package password_test

import (
	"context"
	"encoding/hex"
	"errors"
	"regexp"
	"strings"
	"testing"

	"timpora/api/password"
)

// cheap is the least cost, for tests of all but the cost.
func cheap(t testing.TB, most int) *password.Hasher {
	t.Helper()
	h, err := password.New(password.Cost{Memory: 64, Passes: 1, Lanes: 1}, most)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func verify(t *testing.T, h *password.Hasher, plain, hash string) bool {
	t.Helper()
	ok, err := h.Verify(context.Background(), plain, hash)
	if err != nil {
		t.Fatal(err)
	}
	return ok
}

// The hash is that of the reference implementation (phc-winner-argon2, src/test.c,
// "Test Argon2id": version 19, t 2, m 65536, p 1, "password", "somesalt").
func TestReferenceHash(t *testing.T) {
	const hash = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
	h := cheap(t, 1)
	if !verify(t, h, "password", hash) || verify(t, h, "passwore", hash) || !h.Rehash(hash) {
		t.Error("the reference hash is not verified")
	}
}

func TestHash(t *testing.T) {
	ctx, h := context.Background(), cheap(t, 2)
	a, err1 := h.Hash(ctx, "pantai lovina, pagi hari")
	b, err2 := h.Hash(ctx, "pantai lovina, pagi hari")
	if err := errors.Join(err1, err2); err != nil || a == b || !strings.HasPrefix(a, "$argon2id$v=19$m=64,t=1,p=1$") {
		t.Fatalf("%s %s %v", a, b, err)
	}
	if !verify(t, h, "pantai lovina, pagi hari", a) || verify(t, h, "pantai lovina, pagi hari ", a) || verify(t, h, "", "") || h.Rehash(a) {
		t.Error("a hash is of its password alone, and nobody's is of none")
	}
	composed, decomposed := "caf\u00e9 di tepi pantai", "cafe\u0301 di tepi pantai"
	c, err := h.Hash(ctx, composed)
	if err != nil || !verify(t, h, decomposed, c) {
		t.Errorf("two spellings of the same letters differ (%v)", err)
	}
	for _, bad := range []string{"x", a[1:], a + "=", strings.Replace(a, "m=64", "m=064", 1), strings.Replace(a, "m=64", "m=4194304", 1), strings.Replace(a, "argon2id", "argon2i", 1)} {
		if ok, err := h.Verify(ctx, "pantai lovina, pagi hari", bad); ok || !errors.Is(err, password.ErrHash) || !h.Rehash(bad) {
			t.Errorf("%s: %v %v", bad, ok, err)
		}
	}
}

// A hash waits for its turn as long as its context lets it.
func TestHashesWait(t *testing.T) {
	h, err := password.New(password.Cost{Memory: 32 << 10, Passes: 8, Lanes: 1}, 1)
	if err != nil {
		t.Fatal(err)
	}
	first := make(chan error)
	ctx, cancel := context.WithCancel(context.Background())
	go func() { _, err := h.Hash(context.Background(), "x"); first <- err }()
	waiting := make(chan error, 1)
	go func() { _, err := h.Hash(ctx, "x"); waiting <- err }()
	cancel() // before, while or after it waits: never a lost slot
	<-waiting
	if _, err := h.Hash(ctx, "x"); !errors.Is(err, context.Canceled) {
		t.Errorf("hashed for nobody: %v", err)
	}
	if err := <-first; err != nil {
		t.Error(err)
	}
	if _, err := h.Hash(context.Background(), "x"); err != nil {
		t.Errorf("the slot is lost: %v", err)
	}
	if _, err := password.New(password.Default(), 0); err == nil {
		t.Error("a hasher without a slot")
	}
}

func TestCheck(t *testing.T) {
	for plain, want := range map[string]error{
		"kuda laut biru menari":        nil,
		"correct horse battery staple": nil,
		"tb9-Yq2.fWx7":                 nil,
		"\u00e9\u00e8\u00ea\u00eb\u0101\u0103\u0105\u01ceqwzp": nil,
		"singaraja kuda laut terbang":                          nil, // a local word beside others
		strings.Repeat("pantai kuda ", 10) + "laut biru":       password.Long,
		"elevenchars":           password.Short,
		"e\u0301" + "levenchar": password.Short, // ten after composition
		"kuda laut\x00biru":     password.Text,
		"kuda laut \xff biru":   password.Text,
		"Password12345":         password.Common, // rank 2 of the list
		"p@ssw0rd!!!!!":         password.Common,
		"passwordpassword":      password.Common,
		"2026 1q2w3e4r5t":       password.Common,
		"D R A G O N 2026":      password.Common,
		"timpora2026!!":         password.Local,
		"T1mp0ra-Singaraja":     password.Local,
		"imigrasi.imigrasi":     password.Local,
		"Kanim Singaraja 1":     password.Local,
		"B u l e l e n g 99":    password.Local,
		"k4r4ng4sem_2025":       password.Local,
		"wayan.sudiarta":        password.Local, // the user
		"Sudiarta Wayan 77":     password.Local,
		"123456789012":          password.Regular,
		"abcdefghijklm":         password.Regular,
		"aaaabbbbaaaab":         password.Regular,
	} {
		if got := password.Check(plain, "wayan.sudiarta", "I Wayan Sudiarta"); !errors.Is(got, want) || (want == nil) != (got == nil) {
			t.Errorf("%q: %v, want %v", plain, got, want)
		}
	}
	if password.Check("wayan.sudiarta", "made.artini") != nil {
		t.Error("another user's name")
	}
}

func TestGenerate(t *testing.T) {
	form := regexp.MustCompile(`^([a-km-np-z2-9]{5}-){4}[a-km-np-z2-9]{5}$`)
	seen, letters := map[string]bool{}, map[rune]int{}
	for range 400 {
		p, err := password.Generate()
		if err != nil || !form.MatchString(p) || seen[p] || password.Check(p) != nil {
			t.Fatalf("%q %v %v", p, err, password.Check(p))
		}
		seen[p] = true
		for _, r := range p {
			letters[r]++
		}
	}
	if len(letters) != 33 { // 32 and the dash; one of 10,000 draws is missed with a chance below 1e-130
		t.Errorf("%d letters", len(letters))
	}
}

func TestToken(t *testing.T) {
	form := regexp.MustCompile(`^timpora_[0-9A-Za-z]{49}$`)
	plain, hash, err := password.NewToken()
	other, _, _ := password.NewToken()
	if err != nil || !form.MatchString(plain) || plain == other {
		t.Fatalf("%s %v", plain, err)
	}
	again, ok := password.TokenHash(plain)
	if raw, err := hex.DecodeString(hash); !ok || again != hash || err != nil || len(raw) != 32 || strings.Contains(hash, plain[8:20]) {
		t.Errorf("%s %s %v", hash, again, ok)
	}
	for i := range len(plain) { // one character changed, anywhere
		b := []byte(plain)
		b[i] ^= 1
		if _, ok := password.TokenHash(string(b)); ok {
			t.Errorf("forged at %d", i)
		}
	}
	for _, bad := range []string{"", plain[:len(plain)-1], plain + "0", " " + plain, strings.ToUpper(plain), "timpora_", plain + "\x00"} {
		if _, ok := password.TokenHash(bad); ok {
			t.Errorf("%q is taken for a token", bad)
		}
	}
}

func FuzzVerify(f *testing.F) {
	f.Add("password", "$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc")
	f.Add("", "")
	h := cheap(f, 1)
	f.Fuzz(func(t *testing.T, plain, hash string) {
		if len(hash) > 200 || strings.Contains(hash, "m=") && !strings.Contains(hash, "m=64,t=1,p=1$") {
			t.Skip("as costly as it says")
		}
		if ok, err := h.Verify(context.Background(), plain, hash); ok && err != nil {
			t.Error(err)
		}
		_, _ = password.TokenHash(hash)
		_ = password.Check(plain, hash)
	})
}

func BenchmarkHash(b *testing.B) {
	for name, c := range map[string]password.Cost{"19MiB_t2_p1": {Memory: 19 << 10, Passes: 2, Lanes: 1}, "64MiB_t3_p1": password.Default()} {
		b.Run(name, func(b *testing.B) {
			h, err := password.New(c, 1)
			if err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				if _, err := h.Hash(context.Background(), "kuda laut biru menari"); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkCheck(b *testing.B) {
	for b.Loop() {
		if password.Check("kuda laut biru menari 2026", "wayan.sudiarta") != nil {
			b.Fatal("refused")
		}
	}
}

func BenchmarkTokenHash(b *testing.B) {
	plain, _, err := password.NewToken()
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, ok := password.TokenHash(plain); !ok {
			b.Fatal("refused")
		}
	}
}
