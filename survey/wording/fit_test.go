package wording

import (
	"strings"
	"testing"
)

// fitWords makes a count of a |-list, each word n times.
func fitWords(list string, n int) map[string]int {
	m := make(map[string]int)
	for _, w := range strings.Split(list, "|") {
		m[Clean(w)] = n
	}
	return m
}

// TestLaddersWhole: each ladder is given lowest first, each step chosen 100
// times; its words are 1, 2, 3 … by their order.
func TestLaddersWhole(t *testing.T) {
	for _, list := range wholeLadders {
		words := strings.Split(list, "|")
		f := FitLadder(fitWords(list, 100), 0)
		if f.State != Settled || f.Points != len(words) {
			t.Errorf("%s: state %d, %d steps, unknown %v, options %v", list, f.State, f.Points, f.Unknown, f.Options)
			continue
		}
		for i, w := range words {
			if got := f.Number(Clean(w)); got != i+1 {
				t.Errorf("%s: %q is %d, want %d", list, w, got, i+1)
			}
		}
	}
}

var wholeLadders = []string{
	"非常不满意|不满意|一般|满意|非常满意",
	"很不满意|不满意|一般|满意|很满意",
	"很不满意|不太满意|一般|比较满意|很满意",
	"非常不满意|不太满意|一般|比较满意|非常满意",
	"非常不满意|比较不满意|一般|比较满意|非常满意",
	"非常不满意|不满意|基本满意|满意|非常满意",
	"不满意|基本满意|满意|非常满意",
	"不满意|基本满意|满意|很满意",
	"不满意|基本满意|满意",
	"不满意|一般|满意|非常满意",
	"不满意|一般|比较满意|满意|非常满意",
	"不满意|不太满意|一般|比较满意|满意",
	"非常不满意|不满意|比较满意|满意|非常满意",
	"非常不满意|不满意|比较不满意|一般|比较满意|满意|非常满意",
	"非常不满意|不满意|有点不满意|一般|有点满意|满意|非常满意",
	"非常不满意|很不满意|不满意|一般|满意|很满意|非常满意",
	"非常不满意|不满意|不太满意|比较满意|满意|非常满意",
	"非常不满意|不满意|满意|非常满意",
	"不满意|一般|满意",
	"不满意|满意",
	"非常不滿意|不滿意|普通|滿意|非常滿意",
	"非常不同意|不同意|沒意見|同意|非常同意",
	"完全不同意|不太同意|不一定|比较同意|完全同意",
	"完全不同意|不同意|有点不同意|中立|有点同意|同意|完全同意",
	"完全不同意|部分不同意|中立|部分同意|完全同意",
	"强烈反对|反对|中立|赞成|强烈赞成",
	"非常不符合|不符合|一般|符合|非常符合",
	"完全不符合|基本不符合|不确定|基本符合|完全符合",
	"非常不重要|不重要|一般|重要|非常重要",
	"不重要|有点重要|比较重要|重要|非常重要",
	"很差|差|一般|好|很好",
	"很差|较差|一般|较好|很好",
	"极差|较差|一般|较好|极好",
	"很不好|不好|还行|不错|非常好",
	"差|及格|中|良|优",
	"不及格|及格|中等|良好|优秀",
	"差|中|良|优",
	"差|一般|良好|优秀",
	"不合格|合格|良好|优秀",
	"不合格|基本合格|合格",
	"很低|较低|一般|较高|很高",
	"非常不可能|不太可能|不确定|比较可能|非常可能",
	"一定不会|可能不会|不确定|可能会|一定会",
	"肯定不会推荐|可能不会推荐|说不准|可能会推荐|肯定会推荐",
	"非常不愿意|不愿意|一般|愿意|非常愿意",
	"远低于期望|低于期望|符合期望|高于期望|远超期望",
	"远低于预期|低于预期|符合预期|超出预期|远超预期",
	"一星|二星|三星|四星|五星",
	"从不|很少|有时|经常|总是",
	"从不|很少|偶尔|有时|经常|总是",
	"差评|中评|好评",
	"非常不方便|不方便|一般|方便|非常方便",
	"很慢|慢|一般|快|很快",
	"A非常不满意|B不满意|C一般|D满意|E非常满意",
	"E.非常不满意|D.不满意|C.一般|B.满意|A.非常满意",
	"非常不满意 Very dissatisfied|不满意 Dissatisfied|一般 Neutral|满意 Satisfied|非常满意 Very satisfied",
	"Very dissatisfied 非常不满意|Dissatisfied 不满意|Neutral 一般|Satisfied 满意|Very satisfied 非常满意",
	"非常不满意/Very dissatisfied|不满意/Dissatisfied|一般/Neutral|满意/Satisfied|非常满意/Very satisfied",
	"Very dissatisfied (非常不满意)|Dissatisfied (不满意)|Neutral (一般)|Satisfied (满意)|Very satisfied (非常满意)",
	"非常不满意（Very dissatisfied）|不满意（Dissatisfied）|一般（Neutral）|满意（Satisfied）|非常满意（Very satisfied）",
	"Sangat tidak puas / Very dissatisfied|Tidak puas / Dissatisfied|Netral / Neutral|Puas / Satisfied|Sangat puas / Very satisfied",

	"Very dissatisfied|Dissatisfied|Neutral|Satisfied|Very satisfied",
	"VERY DISSATISFIED|DISSATISFIED|NEUTRAL|SATISFIED|VERY SATISFIED",
	"very_dissatisfied|dissatisfied|neutral|satisfied|very_satisfied",
	"Very\u00a0dissatisfied|Dissatisfied |Neutral.|Satisfied.|Very\u00a0satisfied…",
	"Very unsatisfied|Unsatisfied|Neutral|Satisfied|Very satisfied",
	"Extremely dissatisfied|Somewhat dissatisfied|Neither satisfied nor dissatisfied|Somewhat satisfied|Extremely satisfied",
	"Extremely dissatisfied|Moderately dissatisfied|Slightly dissatisfied|Neither satisfied nor dissatisfied|Slightly satisfied|Moderately satisfied|Extremely satisfied",
	"Completely dissatisfied|Mostly dissatisfied|Somewhat dissatisfied|Neither satisfied nor dissatisfied|Somewhat satisfied|Mostly satisfied|Completely satisfied",
	"Very dissatisfied|Somewhat dissatisfied|Somewhat satisfied|Very satisfied",
	"Not at all satisfied|Slightly satisfied|Moderately satisfied|Very satisfied|Extremely satisfied",
	"Not at all satisfied|Not so satisfied|Somewhat satisfied|Very satisfied|Extremely satisfied",
	"Not at all satisfied|Not very satisfied|Fairly satisfied|Very satisfied",
	"Not satisfied|Somewhat satisfied|Very satisfied",
	"Strongly disagree|Disagree|Neither agree nor disagree|Agree|Strongly agree",
	"Strongly disagree|Disagree|Somewhat disagree|Neutral|Somewhat agree|Agree|Strongly agree",
	"Strongly disagree|Disagree|Slightly disagree|Slightly agree|Agree|Strongly agree",
	"Strongly disagree|Tend to disagree|Neither agree nor disagree|Tend to agree|Strongly agree",
	"Disagree strongly|Disagree somewhat|Undecided|Agree somewhat|Agree strongly",
	"Strongly disagree|Disagree|Agree|Strongly agree",
	"Disagree|Neutral|Agree",
	"Not at all important|Slightly important|Moderately important|Very important|Extremely important",
	"Not at all important|Not so important|Somewhat important|Very important|Extremely important",
	"Not important|Less important|Neutral|Somewhat important|Very important",
	"Not important|Somewhat important|Important|Very important",
	"Very unlikely|Unlikely|Neutral|Likely|Very likely",
	"Extremely unlikely|Somewhat unlikely|Neither likely nor unlikely|Somewhat likely|Extremely likely",
	"Not at all likely|Not so likely|Somewhat likely|Very likely|Extremely likely",
	"Poor|Fair|Good|Very good|Excellent",
	"Poor|Fair|Average|Good|Excellent",
	"Poor|Fair|Good|Excellent",
	"Very poor|Poor|Fair|Good|Excellent",
	"Very poor|Poor|Average|Good|Very good",
	"Very poor|Poor|Acceptable|Good|Very good",
	"Poor|Below average|Average|Above average|Excellent",
	"Far below average|Below average|Average|Above average|Far above average",
	"Terrible|Bad|Okay|Good|Great",
	"Terrible|Poor|Average|Good|Excellent",
	"Unsatisfactory|Needs improvement|Satisfactory|Good|Excellent",
	"Very unhappy|Unhappy|Neutral|Happy|Very happy",
	"Far below expectations|Below expectations|Meets expectations|Above expectations|Far exceeds expectations",
	"Much worse than expected|Worse than expected|As expected|Better than expected|Much better than expected",
	"Did not meet expectations|Met expectations|Exceeded expectations",
	"Never|Rarely|Sometimes|Often|Always",
	"Never|Seldom|Sometimes|Usually|Always",
	"Never|Sometimes|Usually|Always",
	"Definitely not|Probably not|Maybe|Probably|Definitely",
	"Definitely not|Probably not|Might or might not|Probably yes|Definitely yes",
	"Very difficult|Difficult|Neutral|Easy|Very easy",
	"Much worse|Somewhat worse|About the same|Somewhat better|Much better",
	"No|Partly|Yes", "No|Yes", "否|是", "不会|会",
	"Not at all|A little|Somewhat|Very much",
	"Very unfavorably|Somewhat unfavorably|Neither favorably nor unfavorably (neutral)|Somewhat favorably|Very favorably",

	"Sangat tidak puas|Tidak puas|Cukup puas|Puas|Sangat puas",
	"Sangat Tidak Puas|Kurang Puas|Cukup|Puas|Sangat Puas",
	"Tidak puas|Kurang puas|Cukup puas|Puas|Sangat puas",
	"Tidak baik|Kurang baik|Baik|Sangat baik",
	"Sangat tidak setuju|Tidak setuju|Netral|Setuju|Sangat setuju",
	"Sangat tidak setuju|Kurang setuju|Ragu-ragu|Setuju|Sangat setuju",
	"Muy insatisfecho|Insatisfecho|Neutral|Satisfecho|Muy satisfecho",
	"Nada satisfecho|Poco satisfecho|Neutral|Satisfecho|Muy satisfecho",
	"Totalmente en desacuerdo|En desacuerdo|Ni de acuerdo ni en desacuerdo|De acuerdo|Totalmente de acuerdo",
	"Muy malo|Malo|Regular|Bueno|Muy bueno",
	"Pésimo|Malo|Regular|Bueno|Excelente",
	"Muito insatisfeito|Insatisfeito|Neutro|Satisfeito|Muito satisfeito",
	"Discordo totalmente|Discordo|Nem concordo nem discordo|Concordo|Concordo totalmente",
	"Péssimo|Ruim|Regular|Bom|Ótimo",
	"Pas du tout satisfait|Peu satisfait|Moyennement satisfait|Satisfait|Très satisfait",
	"Très insatisfait|Insatisfait|Neutre|Satisfait|Très satisfait",
	"Très_insatisfait|Insatisfait|Satisfait|Très_satisfait",
	"Pas du tout satisfait|Plutôt pas satisfait|Plutôt satisfait|Tout à fait satisfait",
	"Pas du tout d'accord|Plutôt pas d'accord|Neutre|Plutôt d'accord|Tout à fait d'accord",
	"Très mauvais|Mauvais|Moyen|Bon|Très bon",
	"Sehr unzufrieden|Unzufrieden|Neutral|Zufrieden|Sehr zufrieden",
	"Sehr unzufrieden|Eher unzufrieden|Teils/teils|Eher zufrieden|Sehr zufrieden",
	"Stimme gar nicht zu|Stimme eher nicht zu|Teils/teils|Stimme eher zu|Stimme voll und ganz zu",
	"Stimme überhaupt nicht zu|Stimme nicht zu|Weder noch|Stimme zu|Stimme voll zu",
	"Trifft gar nicht zu|Trifft eher nicht zu|Trifft eher zu|Trifft voll zu",
	"Sehr schlecht|Schlecht|Mittelmäßig|Gut|Sehr gut",
	"Rất không hài lòng|Không hài lòng|Bình thường|Hài lòng|Rất hài lòng",
	"Hoàn toàn không đồng ý|Không đồng ý|Trung lập|Đồng ý|Hoàn toàn đồng ý",
	"매우 불만족|불만족|보통|만족|매우 만족",
	"매우불만족|불만족|보통|만족|매우만족",
	"전혀 그렇지 않다|그렇지 않다|보통이다|그렇다|매우 그렇다",
	"非常に不満|不満|どちらともいえない|満足|非常に満足",
	"とても不満|やや不満|普通|やや満足|とても満足",
	"全くそう思わない|そう思わない|どちらとも言えない|そう思う|とてもそう思う",
	"とても悪い|悪い|普通|良い|とても良い",
	"😡|🙁|😐|🙂|😍", "😞|😐|😊",
}
