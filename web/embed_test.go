package web_test

import (
	"errors"
	"io/fs"
	"testing"

	"timpora/web"
)

func TestFilesAgreesWithBuilt(t *testing.T) {
	files, err := web.Files()
	if !web.Built() {
		if !errors.Is(err, web.ErrNotBuilt) || files != nil {
			t.Fatalf("unbuilt page: files %v, error %v; want ErrNotBuilt", files, err)
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	page, err := fs.ReadFile(files, "index.html")
	if err != nil || len(page) == 0 {
		t.Fatalf("index.html: %d bytes, %v", len(page), err)
	}
}
