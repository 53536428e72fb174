package sheet

import (
	"fmt"
	"strings"
	"testing"
)

// languageTexts are tables as branches send them: headers, names of units and
// remarks in one language, in the encodings that its systems write.
var languageTexts = []struct {
	name, encodings, text string
}{
	{"simplified Chinese", "gb18030", "序号,门店,员工服务态度,等候时间,总体满意度,意见\r\n1,海淀店,5,4,5,服务很好\r\n2,朝阳店,3,2,3,排队太久\r\n"},
	{"Chinese unit names only", "gb18030", "id,branch,E1,P1\r\n1,海淀店,5,4\r\n2,丰台店,3,2\r\n"},
	{"rare Chinese place names", "gb18030", "id,branch,E1,P1\r\n1,鑫源,5,4\r\n2,亳州,3,2\r\n3,濮阳,3,2\r\n"},
	{"Chinese family names", "gb18030", "id,name,E1,P1\r\n1,龚琳,5,4\r\n2,翟鑫,3,2\r\n3,濮炜,3,2\r\n"},
	{"traditional Chinese", "big5 gb18030", "編號,門店,服務人員態度親切,整體滿意度,意見\r\n1,信義店,5,4,服務很好\r\n2,板橋店,3,2,等太久了\r\n"},
	{"traditional unit names only", "big5", "id,門店,E1,P1\r\n1,信義店,5,4\r\n2,大安店,3,2\r\n"},
	{"Korean", "euc-kr", "번호,지점,직원의 친절도,대기 시간,전반적 만족도,의견\r\n1,강남점,5,4,5,직원이 친절했습니다\r\n2,종로점,3,2,3,대기 시간이 너무 깁니다\r\n"},
	{"Korean unit names only", "euc-kr", "id,지점,E1,P1\r\n1,강남점,5,4\r\n2,서초점,3,2\r\n3,종로점,3,2\r\n"},
	{"Japanese", "shift_jis euc-jp", "番号,店舗,スタッフの対応,待ち時間,総合満足度,ご意見\r\n1,新宿店,5,4,5,とても良かったです\r\n2,梅田店,3,2,3,もう少し早くしてほしい\r\n"},
	{"French", "windows-1252", "Numéro,Agence,Qualité de l’accueil,Délai d’attente,Remarque\r\n1,Orléans,5,4,Très bien\r\n2,Besançon,3,2,À améliorer\r\n"},
	{"German", "windows-1252", "Nr,Filiale,Freundlichkeit,Öffnungszeiten,Text\r\n1,München,5,4,sehr schön\r\n2,Köln,3,2,größer\r\n"},
	{"Spanish", "windows-1252", "Nº,Sucursal,Atención,Rapidez,Comentario\r\n1,Málaga,5,4,¿Por qué no mañana?\r\n2,León,3,2,\r\n"},
	{"Portuguese", "windows-1252", "Nº,Loja,Atenção,Rapidez,Comentário\r\n1,São Paulo,5,4,ótimo\r\n2,Brasília,3,2,péssimo\r\n"},
	{"one accented name", "windows-1252", "id,branch,E1,P1\r\n1,Café,5,4\r\n2,North,3,2\r\n"},
	{"Russian", "windows-1251", "Номер,Филиал,Вежливость,Отзыв\r\n1,Москва,5,Хорошо\r\n2,Тверь,3,Долго ждать\r\n"},
}

func TestEncodingByLanguage(t *testing.T) {
	for _, c := range languageTexts {
		for _, name := range strings.Fields(c.encodings) {
			t.Run(c.name+" in "+name, func(t *testing.T) {
				b, err := OpenBytes("a.csv", encodeAs(t, name, c.text), Default())
				if err != nil {
					t.Fatal(err)
				}
				if b.Encoding != name {
					t.Errorf("read as %s", b.Encoding)
				}
				if n := b.Issues().Len(); n != 0 {
					t.Errorf("%d issues: %+v", n, b.Issues().Issues())
				}
				head, err := b.Head(0, 2)
				if err != nil {
					t.Fatal(err)
				}
				if want := strings.Split(c.text, ",")[1]; head[0][1].Text != want {
					t.Errorf("header %q, want %q", head[0][1].Text, want)
				}
			})
		}
	}
}

// TestLongGBKWithDamage: one damaged character in a long text must not turn
// the whole file into another encoding.
func TestLongGBKWithDamage(t *testing.T) {
	var s strings.Builder
	s.WriteString("序号,门店,意见\r\n")
	for i := range 3000 {
		fmt.Fprintf(&s, "%d,朝阳店,服务人员很热情，排队的时间有点长\r\n", i)
	}
	data := encodeAs(t, "gb18030", s.String())
	data = append(data, "3000,\xb3,x\r\n"...) // half of 朝
	b, err := OpenBytes("a.csv", data, Default())
	if err != nil {
		t.Fatal(err)
	}
	if b.Encoding != "gb18030" || b.Issues().Len() != 0 {
		t.Errorf("%s, %d issues", b.Encoding, b.Issues().Len())
	}
}

// TestEncodingAsked: 新宿店 and the like in EUC-JP make a fair Korean text (a byte
// pair reads as a syllable), so neither is taken without a question.
func TestEncodingAsked(t *testing.T) {
	b, err := OpenBytes("a.csv", encodeAs(t, "euc-jp", "id,branch,E1,P1\r\n1,新宿店,5,4\r\n2,渋谷店,3,2\r\n3,梅田店,3,2\r\n"), Default())
	if err != nil {
		t.Fatal(err)
	}
	list := b.Issues().Issues()
	if len(list) != 1 || list[0].Severity.String() != "question" || !list[0].Blocks || !strings.Contains(list[0].Want.En, "--encoding") {
		t.Fatalf("issues %+v", list)
	}
	if !strings.Contains(list[0].Got, "euc-jp") {
		t.Errorf("the candidates are %s", list[0].Got)
	}
	opt := Default()
	opt.Encoding = "euc-jp"
	b, err = OpenBytes("a.csv", encodeAs(t, "euc-jp", "id,店舗,E1,P1\r\n1,新宿店,5,4\r\n"), opt)
	if err != nil || b.Issues().Len() != 0 {
		t.Errorf("with --encoding: %v, %d issues", err, b.Issues().Len())
	}
}

func encodeAs(t *testing.T, name, text string) []byte {
	t.Helper()
	c, ok := charsetByName(name)
	if !ok {
		t.Fatalf("no encoding %s", name)
	}
	out, err := c.enc.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return out
}
