package draw

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"servqual/survey/lang"
)

// TestGallery writes every sample figure in every language and medium, to be
// looked at: SERVQUAL_GALLERY=dir go test -run Gallery ./report/chart/draw.
// SERVQUAL_ONLY=prefix restricts it to figures whose id starts so.
func TestGallery(t *testing.T) {
	dir := os.Getenv("SERVQUAL_GALLERY")
	if dir == "" {
		t.Skip("set SERVQUAL_GALLERY to a directory to have the pictures written")
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	media := map[string]Medium{"report": Report, "slide": Slide, "thumb": Thumb}
	for _, fig := range samples() {
		if !strings.HasPrefix(fig.About().ID, os.Getenv("SERVQUAL_ONLY")) {
			continue
		}
		for _, l := range []lang.Lang{lang.Zh, lang.En, lang.Both} {
			for name, medium := range media {
				opt := Default(l)
				opt.Size = medium
				opt.DPI = 110
				base := filepath.Join(dir, fmt.Sprintf("%s-%s-%v", fig.About().ID, name, l))
				var png, svg bytes.Buffer
				if err := PNG(&png, fig, opt); err != nil {
					t.Errorf("%s: %v", base, err)
					continue
				}
				if err := SVG(&svg, fig, opt); err != nil {
					t.Errorf("%s: %v", base, err)
				}
				for ext, b := range map[string][]byte{".png": png.Bytes(), ".svg": svg.Bytes()} {
					if err := os.WriteFile(base+ext, b, 0o644); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
	}
}
