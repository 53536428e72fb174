package load_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"servqual/survey"
	"servqual/survey/issue"
)

// pairLanguages are six labels and the words for importance, satisfaction,
// expectation and perception in each language.
var pairLanguages = []struct {
	name, labels, words string
}{
	{"zh", "服务态度|等候时间|环境卫生|专业水平|价格|便利性", "重要性|满意度|期望值|感知值"},
	{"en", "Friendliness|Waiting time|Cleanliness|Expertise|Price|Convenience", "Importance|Satisfaction|Expectation|Perception"},
	{"ko", "친절한 응대|대기 시간|청결|전문성|가격|편의성", "중요도|만족도|기대|실제"},
	{"ja", "接客態度|待ち時間|清潔さ|専門性|価格|利便性", "重要度|満足度|期待|実際"},
	{"id", "Keramahan staf|Waktu tunggu|Kebersihan|Keahlian|Harga|Kenyamanan", "Kepentingan|Kepuasan|Harapan|Kenyataan"},
	{"es", "Amabilidad del personal|Tiempo de espera|Limpieza|Profesionalidad|Precio|Comodidad", "Importancia|Satisfacción|Expectativa|Percepción"},
	{"pt", "Simpatia da equipa|Tempo de espera|Limpeza|Profissionalismo|Preço|Comodidade", "Importância|Satisfação|Expectativa|Percepção"},
	{"fr", "Amabilité du personnel|Temps d'attente|Propreté|Compétence|Prix|Confort", "Importance|Satisfaction|Attente|Perception"},
	{"de", "Freundlichkeit|Wartezeit|Sauberkeit|Fachkompetenz|Preis|Bequemlichkeit", "Wichtigkeit|Zufriedenheit|Erwartung|Wahrnehmung"},
	{"vi", "Thái độ nhân viên|Thời gian chờ|Vệ sinh|Chuyên môn|Giá cả|Sự tiện lợi", "Tầm quan trọng|Mức độ hài lòng|Kỳ vọng|Cảm nhận"},
}

// TestPairsInLanguages: pairs of sides in ten languages, the word behind the label
// or before it, in turn or block by block, are two sides of six items.
func TestPairsInLanguages(t *testing.T) {
	for _, l := range pairLanguages {
		labels, words := strings.Split(l.labels, "|"), strings.Split(l.words, "|")
		for _, frame := range []string{"%[1]s - %[2]s", "%[1]s (%[2]s)", "%[1]s [%[2]s]", "%[2]s: %[1]s", "[%[2]s] %[1]s"} {
			for k, sides := range [][2]survey.Side{{survey.Importance, survey.Perception}, {survey.Expectation, survey.Perception}} {
				for _, inTurn := range []bool{true, false} {
					a, b := words[2*k], words[2*k+1]
					var head []string
					var want []string // side and label of each column
					add := func(side survey.Side, label, word string) {
						head = append(head, fmt.Sprintf(frame, label, word))
						want = append(want, side.String()+" "+label)
					}
					if inTurn {
						for _, x := range labels {
							add(sides[0], x, a)
							add(sides[1], x, b)
						}
					} else {
						for _, x := range labels {
							add(sides[0], x, a)
						}
						for _, x := range labels {
							add(sides[1], x, b)
						}
					}
					name := fmt.Sprintf("%s %s %v", l.name, head[0], inTurn)
					g, means := pairSheet(head)
					r := mustRead(t, options(), csv("in.csv", strings.ReplaceAll(g.csv(), "’", "'")))
					if len(r.study.Items) != len(labels) || len(r.study.Sides) != 2 || len(r.src.Questions()) > 0 {
						t.Errorf("%s: %d items, sides %v, %+v", name, len(r.study.Items), r.study.Sides, r.src.Questions())
						continue
					}
					for c, w := range want {
						side, label, _ := strings.Cut(w, " ")
						for i, x := range labels {
							if x != label {
								continue
							}
							s, _ := survey.ParseSide(side)
							if got := points(r, r.study.Items[i].ID, s); !(math.Abs(got-means[c]) < 1e-9) {
								t.Errorf("%s: %s %v, want %v", name, w, got, means[c])
							}
						}
					}
				}
			}
		}
	}
}

// pairSheet draws forty answers of 1–7 to each column.
func pairSheet(head []string) (g grid, means []float64) {
	const n = 40
	r := rand.New(rand.NewPCG(2, uint64(len(head))))
	g = grid{append([]string{"id"}, head...)}
	means = make([]float64, len(head))
	for i := range n {
		row := []string{fmt.Sprint(i + 1)}
		level := r.NormFloat64()
		for c := range head {
			x := max(1, min(7, int(math.Round(4.5+level+0.8*r.NormFloat64()))))
			row = append(row, fmt.Sprint(x))
			means[c] += float64(x) / n
		}
		g = append(g, row)
	}
	return g, means
}

// TestBehindTheLegend: a number right behind the scale that the headers tell is
// asked about, never counted as an answer unasked; percentages are asked about; days
// without the format of a date are dates.
func TestBehindTheLegend(t *testing.T) {
	g, _ := drawSheet(1, 60, "", scaled{"%s满意度（1-5分）", 1, 5, .6, nil})
	for i := 1; i < len(g); i += 7 {
		g[i][2+i%5] = "6"
	}
	if got := askedAbout(mustRead(t, options(), csv("in.csv", g.csv())).src, issue.ScaleOpen); got != "scale" {
		t.Errorf("a six on 1–5: asks about %q", got)
	}
	g, _ = drawSheet(1, 60, "", scaled{satisf, 1, 5, .6, []string{"20%", "40%", "60%", "80%", "100%"}})
	if got := askedAbout(mustRead(t, options(), csv("in.csv", g.csv())).src, issue.ScaleOpen); got != "scale" {
		t.Errorf("percentages: asks about %q", got)
	}
	g, _ = drawSheet(1, 60, "", scaled{satisf, 1, 5, .6, nil})
	g[0] = append(g[0], "日期")
	for i := range g[1:] {
		g[i+1] = append(g[i+1], fmt.Sprint(46295+i%3)) // 2026-09-30 … 2026-10-02
	}
	r := mustRead(t, options(), csv("in.csv", g.csv()))
	if waves := r.groups[survey.FieldWave]; len(waves) != 60 || waves[0] == waves[1] || !strings.HasPrefix(waves[0], "2026-") {
		t.Errorf("days by number: waves %v", r.groups)
	}
}
