package recognise

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"servqual/survey"
	"servqual/survey/wording"
)

// frames are the sentences in which forms ask for a rating. The group is the name
// of what is rated; side is what the sentence asks for. Satisfaction is
// perception.
var frames = []struct {
	is   func() *regexp.Regexp
	side survey.Side
}{
	{wording.Pattern(`^(?:请问)?(?:您|你)?(?:认为|觉得)?(.+?)(?:对于?(?:您|你)(?:来说|而言)?)?(?:有多么?|是否|的)?(?:重要|重要吗|重要程度|重要性|重要度)(?:是|如何|怎样)?$`), survey.Importance},
	{wording.Pattern(`^(?:请问)?(?:您|你)(?:对|对于)(?:我们|本店|我店|本院|我院|本馆|我行|酒店)?的?(.+?)(?:是否|有多么?|感到|觉得|还|的)?(?:满意|满意吗|满意不满意|满意度|满意程度)(?:是|如何|怎样|吗)?$`), survey.Perception},
	{wording.Pattern(`^对(.+?)(?:的)?(?:满意|满意度|满意程度)$`), survey.Perception},
	{wording.Pattern(`^(.+?)(?:的)?(?:满意度|满意程度)(?:评分|打分|评价)?$`), survey.Perception},
	{wording.Pattern(`^(.+?)(?:的)?(?:重要度|重要程度|重要性)(?:评分|打分|评价)?$`), survey.Importance},
	{wording.Pattern(`^(?:请)?(?:您|你)?(?:给|为|对)?(.+?)(?:进行)?(?:评分|打分)$`), 0},
	{wording.Pattern(`^how important (?:is|are|was|were) (?:the |our |your )?(.+?)(?: (?:to|for) you)?$`), survey.Importance},
	{wording.Pattern(`^(?:how important is it|it is important) (?:to you )?that (.+)$`), survey.Importance},
	{wording.Pattern(`^importance of (?:the |our )?(.+)$`), survey.Importance},
	{wording.Pattern(`^how (?:satisfied|happy|pleased) (?:are|were) you (?:with|about) (?:the |our |your )?(.+)$`), survey.Perception},
	{wording.Pattern(`^how well (?:do|did|does|are|were) (?:we|they|our staff) (?:do|doing|perform|performing|rate)(?: (?:on|at|in|with|regarding))? (?:the |our )?(.+)$`), survey.Perception},
	{wording.Pattern(`^(?:your )?satisfaction with (?:the |our |your )?(.+)$`), survey.Perception},
	{wording.Pattern(`^(?:how (?:would|do|did) you rate|(?:please )?rate) (?:the |our |your )?(.+)$`), survey.Perception},
	{wording.Pattern(`^(.+) 만족도$`), survey.Perception},
	{wording.Pattern(`^(.+) 중요도$`), survey.Importance},
	{wording.Pattern(`^(.+)の満足度$`), survey.Perception},
	{wording.Pattern(`^(.+)の重要度$`), survey.Importance},
	{wording.Pattern(`^(?:tingkat )?kepuasan (?:terhadap|atas|dengan|pada) (.+)$`), survey.Perception},
	{wording.Pattern(`^(?:nivel de )?satisfacción con (?:el |la |los |las )?(.+)$`), survey.Perception},
	{wording.Pattern(`^satisfação com (?:o |a |os |as )?(.+)$`), survey.Perception},
	{wording.Pattern(`^satisfaction (?:à l'égard de |concernant |quant à )(?:la |le |les |l')?(.+)$`), survey.Perception},
	{wording.Pattern(`^(?:wie zufrieden (?:sind|waren) sie mit|zufriedenheit mit) (?:der |dem |den |die |das )?(.+)$`), survey.Perception},
	{wording.Pattern(`^wie wichtig (?:ist|sind|war|waren)(?: ihnen| für sie)? (?:der |die |das |den )?(.+?)(?: für sie| ihnen)?$`), survey.Importance},
	{wording.Pattern(`^wichtigkeit (?:der |des |von )?(.+)$`), survey.Importance},
	{wording.Pattern(`^¿?(?:qué|que|cuán) (?:tan )?importante (?:es|son|era)(?: para usted)? (?:el |la |los |las )?(.+?)(?: para usted)?$`), survey.Importance},
	{wording.Pattern(`^¿?(?:qué|que|cuán) (?:tan )?satisfech[oa] (?:está|estuvo|se siente)(?: usted)? con (?:el |la |los |las )?(.+)$`), survey.Perception},
	{wording.Pattern(`^seberapa penting(?:kah)? (.+?)(?: bagi anda)?$`), survey.Importance},
	{wording.Pattern(`^seberapa puas(?:kah)? (?:anda )?(?:dengan|terhadap|atas) (.+)$`), survey.Perception},
	{wording.Pattern(`^対?(.+)(?:は|に)(?:どの程度|どれくらい|どのくらい)(?:重要|大切)(?:ですか|でしたか)?$`), survey.Importance},
	{wording.Pattern(`^(.+)(?:は|に)(?:どの程度|どれくらい|どのくらい)満足(?:ですか|していますか|しましたか)?$`), survey.Perception},
	{wording.Pattern(`^(?:mức độ )?hài lòng (?:về|với) (.+)$`), survey.Perception},
}

// unframe takes the sentence that asks for a rating off a cleaned header:
// "how satisfied were you with the waiting time?" gives "waiting time". ok is
// false where nothing of a name would be left.
func unframe(s string) (name string, side survey.Side, ok bool) {
	s = strings.TrimRight(wording.Unnumber(s), " ?？。.:：")
	for _, f := range frames {
		m := f.is().FindStringSubmatch(s)
		if m == nil {
			continue
		}
		name = strings.Trim(m[1], " -–—:：,，、的")
		if side, _, pure := SideIn(name); utf8.RuneCountInString(name) < 2 || onlyFiller(name) || side != 0 && pure {
			return s, 0, false
		}
		return name, f.side, true
	}
	return s, 0, false
}
