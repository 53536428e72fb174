package html

import (
	"encoding/json"
	"os"
	"testing"

	"servqual/survey/lang"
)

// TestAccessible lets axe-core look at the page, light and dark, in each
// language. AXE_CORE names axe.min.js (npm package axe-core); without it the
// test is skipped.
func TestAccessible(t *testing.T) {
	path := os.Getenv("AXE_CORE")
	if path == "" && os.Getenv("CI") != "true" {
		t.Skip("AXE_CORE does not name axe.min.js: accessibility was not checked by axe")
	}
	source, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	b := start(t)
	for _, l := range []lang.Lang{lang.Zh, lang.En, lang.Both} {
		for _, scheme := range []string{"light", "dark"} {
			b.call("Emulation.setEmulatedMedia", map[string]any{"features": []map[string]string{{"name": "prefers-color-scheme", "value": scheme}}})
			b.size(1280, 900, false)
			b.open(page(t, l))
			b.eval(reveal)
			b.eval(string(source) + ";0")
			raw := b.eval(`axe.run(document, {resultTypes: ['violations']}).then(r => JSON.stringify(r.violations.map(v => ({id: v.id, impact: v.impact, help: v.help, nodes: v.nodes.slice(0, 3).map(n => n.html.slice(0, 200) + ' ' + n.failureSummary), n: v.nodes.length}))))`)
			var found []struct {
				ID, Impact, Help string
				Nodes            []string
				N                int
			}
			if err := json.Unmarshal([]byte(raw), &found); err != nil {
				t.Fatal(err)
			}
			for _, v := range found {
				t.Errorf("%v %s: %s (%s) at %d places: %s\n%q", l, scheme, v.ID, v.Impact, v.N, v.Help, v.Nodes)
			}
		}
	}
}
