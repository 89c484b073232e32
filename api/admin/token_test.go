package admin_test

import (
	"context"
	"net/netip"
	"regexp"
	"slices"
	"strings"
	"testing"

	"timpora/geo"
	"timpora/risk/access"
)

func TestTokenOfAProgram(t *testing.T) {
	o := open(t)
	b, _ := o.administrator("admin")
	fields := []string{"nama", "QGIS Bappeda", "peran", "member", "wilayah", "Karangasem", "lapisan", "cells", "hari", "90", "jaringan", "127.0.0.0/8, 203.0.113.7", "alamat", "1", "tujuan", "peta"}
	b.get("/kelola/token")
	p := b.post("/kelola/token", fields...)
	m := regexp.MustCompile(`id="token">(timpora_[0-9A-Za-z]{49})<`).FindStringSubmatch(p.body)
	if p.status != 200 || m == nil || !strings.Contains(p.body, "QGIS") || !strings.Contains(p.body, "OAPIF:") || !strings.Contains(p.body, `href="/kelola/token"`) {
		t.Fatalf("%d %s", p.status, p.body)
	}
	all, err := o.store.Tokens(context.Background(), "")
	must(t, err)
	if len(all) != 1 || all[0].Owner != "" || !slices.Equal(all[0].Roles, []access.Role{access.Member}) || !slices.Equal(all[0].Scope, []geo.AreaCode{"51.07"}) ||
		!all[0].Path || all[0].Networks[1] != netip.MustParsePrefix("203.0.113.7/32") || all[0].Purpose != "peta" {
		t.Errorf("%+v", all)
	}
	if o.bearer(m[1]) != 200 {
		t.Error("the token does not hold")
	}
	list := b.get("/kelola/token").body
	for _, want := range []string{"QGIS Bappeda", "51.07 Karangasem", "203.0.113.7/32", "di dalam alamat", ">program<", "berlaku"} {
		if !strings.Contains(list, want) {
			t.Errorf("the list has no %s", want)
		}
	}
	if strings.Contains(list, m[1]) || !strings.Contains(o.trail("token_create")[0], `"name":"admin"`) {
		t.Error("the token is shown again, or the trail does not know who made it")
	}
	if p := b.post("/kelola/token/cabut", "token", all[0].ID); p.status != 200 || !strings.Contains(p.body, "Yakin?") || o.bearer(m[1]) != 200 {
		t.Errorf("not asked once more: %d", p.status)
	}
	if p := b.post("/kelola/token/cabut", "token", all[0].ID, "yakin", "1"); p.status != 303 || o.bearer(m[1]) != 401 {
		t.Errorf("revoked: %d, %d", p.status, o.bearer(m[1]))
	}
	if list := b.get("/kelola/token").body; !strings.Contains(list, "dicabut") || strings.Contains(list, `value="`+all[0].ID+`"`) {
		t.Error("the list offers to revoke it again")
	}
}

func TestFaultsOfAToken(t *testing.T) {
	o := open(t)
	b, _ := o.administrator("admin")
	for what, c := range map[string]struct{ field, value, says string }{
		"no name": {"nama", "", "1 sampai 64"}, "a long name": {"nama", strings.Repeat("a", 65), "65 karakter"}, "91 days": {"hari", "91", "1 sampai 90"}, "no day": {"hari", "x", "1 sampai 90"},
		"no role": {"peran", "", "sedikitnya satu peran"}, "a foreign layer": {"lapisan", "persons", "Lapisan tidak dikenal"}, "a bad network": {"jaringan", "kantor", "tidak dapat dibaca"},
		"an address without a network": {"jaringan", "", "memerlukan jaringan"}, "a long purpose": {"tujuan", strings.Repeat("a", 201), "201 karakter"}, "an unknown area": {"wilayah", "x", "tidak dikenal"},
	} {
		fields := map[string]string{"nama": "QGIS", "peran": "officer", "hari": "7", "jaringan": "127.0.0.0/8", "alamat": "1", "tujuan": "peta", "wilayah": "", "lapisan": "cells"}
		fields[c.field] = c.value
		var list []string
		for name, value := range fields {
			if name != "peran" || value != "" {
				list = append(list, name, value)
			}
		}
		b.get("/kelola/token")
		if p := b.post("/kelola/token", list...); p.status != 422 || !strings.Contains(p.body, c.says) || c.field != "peran" && !strings.Contains(p.body, `value="officer" checked`) {
			t.Errorf("%s: %d, no %q", what, p.status, c.says)
		}
	}
	if all, err := o.store.Tokens(context.Background(), ""); err != nil || len(all) != 0 {
		t.Errorf("%d tokens: %v", len(all), err)
	}
}
