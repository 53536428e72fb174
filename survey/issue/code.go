package issue

import "servqual/survey/lang"

// Code identifies a kind of problem. Codes are stable: scripts and the mark-up
// of workbooks depend on them.
type Code string

// kind is what is known of a code beforehand.
type kind struct {
	severity Severity
	title    lang.Text
}

// Title words the kind of problem in a few words.
func (c Code) Title() lang.Text { return kinds[c].title }

// Severity is the usual severity of the code.
func (c Code) Severity() Severity { return kinds[c].severity }

// Known says whether the code is in the list.
func (c Code) Known() bool { _, ok := kinds[c]; return ok }

// ofFile says that what is found is the name of a file or sheet, the owner's own.
func (c Code) ofFile() bool {
	switch c {
	case FileUnreadable, FileExtension, FileEmpty, FileTooLarge, FileTruncated, FileDuplicate, SheetSkipped, EncodingDoubtful:
		return true
	}
	return false
}

// Codes lists all codes.
func Codes() []Code {
	out := make([]Code, 0, len(kinds))
	for c := range kinds {
		out = append(out, c)
	}
	return out
}

// The codes, with the package that raises them. A fixture triggers each.
const (
	// load: the file
	FileUnreadable   Code = "file-unreadable"
	FileExtension    Code = "file-extension"
	FileEmpty        Code = "file-empty"
	FileTooLarge     Code = "file-too-large"
	FileTruncated    Code = "file-truncated"
	EncodingDoubtful Code = "encoding-doubtful"
	SheetSkipped     Code = "sheet-skipped"
	RowInOneCell     Code = "row-in-one-cell"
	HeaderNotFound   Code = "header-not-found"
	HeaderDuplicate  Code = "header-duplicate"
	RowRagged        Code = "row-ragged"
	RowTotal         Code = "row-total"
	RowHidden        Code = "row-hidden"
	RowUnfinished    Code = "row-unfinished"
	FormulaNoValue   Code = "formula-no-value"
	CellError        Code = "cell-error"
	CellBoolean      Code = "cell-boolean"
	CellDate         Code = "cell-date"
	CellPercent      Code = "cell-percent"
	FileDuplicate    Code = "file-duplicate"

	// load: tables that are no list of responses
	TableLong       Code = "table-long"
	TableTransposed Code = "table-transposed"
	TableCounts     Code = "table-counts"
	TableMeans      Code = "table-means"
	RowShifted      Code = "row-shifted"
	UnitBlankBelow  Code = "unit-blank-below"

	// load: the binding of columns
	ColumnUnbound   Code = "column-unbound"
	ColumnDoubtful  Code = "column-doubtful"
	ColumnAmbiguous Code = "column-ambiguous"
	ColumnRouted    Code = "column-routed"
	ColumnMissing   Code = "column-missing"
	ItemUnbound     Code = "item-unbound"
	SideMissing     Code = "side-missing"
	NoInstrument    Code = "no-instrument"
	PersonalData    Code = "personal-data"

	// recognise: what only the owner of the data can tell
	RoleOpen      Code = "role-open"
	SideOpen      Code = "side-open"
	ScaleOpen     Code = "scale-open"
	DirectionOpen Code = "direction-open"
	MappingOpen   Code = "mapping-open"
	EditionTurned Code = "edition-turned"
	DimensionHint Code = "dimension-suggested"

	// load: the items against those of earlier waves
	ItemReworded Code = "item-reworded"
	ItemNew      Code = "item-new"
	ItemGone     Code = "item-gone"

	CodesUnlabelled Code = "codes-unlabelled"

	// load: the answers
	AnswerUnmapped   Code = "answer-unmapped"
	AnswerWords      Code = "answer-words-open"
	CodesRunDown     Code = "codes-run-down"
	AnswerRange      Code = "answer-range"
	AnswerFraction   Code = "answer-fraction"
	AnswerNA         Code = "answer-not-applicable"
	AnswerSkipped    Code = "answer-skipped"
	CodeLabelClash   Code = "code-label-clash"
	ScaleDoubtful    Code = "scale-doubtful"
	ScaleMixed       Code = "scale-mixed"
	WeightsInvalid   Code = "weights-invalid"
	WeightsOff       Code = "weights-off"
	WeightNotNumber  Code = "weight-not-number"
	DateUnreadable   Code = "date-unreadable"
	DateAmbiguous    Code = "date-ambiguous"
	UnitMissing      Code = "unit-missing"
	UnitAlike        Code = "unit-alike"
	RespondentTwice  Code = "respondent-twice"
	RespondentNoPair Code = "respondent-no-pair"

	// load: screening of whole responses
	StraightLine     Code = "straight-line"
	LowVariability   Code = "low-variability"
	Speeder          Code = "speeder"
	DuplicateAnswers Code = "duplicate-answers"
	DuplicatePerson  Code = "duplicate-person"
	SidesSwapped     Code = "sides-swapped"
	Inversion        Code = "inversion"
	Outlier          Code = "multivariate-outlier"
	Fabricated       Code = "fabricated-pattern"
	TooFewAnswers    Code = "too-few-answers"

	// servqual
	ReversalForgotten Code = "reversal-forgotten"
	ItemReversed      Code = "item-reversed"
)

var kinds = map[Code]kind{
	FileUnreadable:   {Error, lang.T("文件无法读取", "file can't be read")},
	FileExtension:    {Warning, lang.T("扩展名与内容不符", "file name extension does not fit the content")},
	FileEmpty:        {Error, lang.T("文件中没有数据", "no data in the file")},
	FileTooLarge:     {Error, lang.T("文件超出安全上限", "file exceeds the safety limits")},
	FileTruncated:    {Error, lang.T("文件不完整", "file is cut off")},
	EncodingDoubtful: {Warning, lang.T("文字编码存疑", "text encoding is doubtful")},
	SheetSkipped:     {Info, lang.T("工作表未读取", "sheet not read")},
	RowInOneCell:     {Info, lang.T("整行写在一个单元格里", "whole rows stand in one cell")},
	HeaderNotFound:   {Error, lang.T("找不到表头", "no header row found")},
	HeaderDuplicate:  {Warning, lang.T("表头重复", "header occurs twice")},
	RowRagged:        {Warning, lang.T("该行列数与表头不符", "row has more cells than the header")},
	RowTotal:         {Info, lang.T("合计或平均行，已跳过", "total or average row left out")},
	RowHidden:        {Info, lang.T("隐藏行，照常读取", "hidden row, read like the others")},
	RowUnfinished:    {Info, lang.T("未完成的答卷", "unfinished response")},
	FormulaNoValue:   {Warning, lang.T("公式没有保存结果", "formula without a saved result")},
	CellError:        {Warning, lang.T("单元格为错误值", "cell holds an error value")},
	CellBoolean:      {Warning, lang.T("单元格为逻辑值", "cell holds TRUE or FALSE")},
	CellDate:         {Warning, lang.T("答案被存成了日期", "answer was turned into a date")},
	CellPercent:      {Warning, lang.T("答案为百分比格式", "answer is formatted as a percentage")},
	FileDuplicate:    {Warning, lang.T("同一文件重复", "same file given twice")},

	TableLong:       {Error, lang.T("每行一个答案（长表），不是每行一份答卷", "one answer a row (long format), not one response a row")},
	TableTransposed: {Error, lang.T("行列颠倒：每列一份答卷", "rows and columns are exchanged (transposed): respondents stand in columns")},
	TableCounts:     {Error, lang.T("这是各选项的人数统计，不是逐份答卷", "counts per answer, not responses")},
	TableMeans:      {Error, lang.T("这是平均分汇总，不是逐份答卷", "a summary of means, not responses")},
	RowShifted:      {Error, lang.T("该行单元格数与表头不符，答案错位", "row has too few or too many cells, its answers are shifted (ragged)")},
	UnitBlankBelow:  {Question, lang.T("单位名称只写在每组第一行", "the name of the unit stands only in the first row of each group")},

	ColumnUnbound:   {Info, lang.T("列未使用", "column not used")},
	ColumnDoubtful:  {Warning, lang.T("列的对应关系存疑", "column match is doubtful")},
	ColumnAmbiguous: {Error, lang.T("多列对应同一题项", "several columns fit one item")},
	ColumnRouted:    {Info, lang.T("同一题分布在几列", "one question in several columns")},
	ColumnMissing:   {Question, lang.T("研究文件指定的列不存在", "column named in the study file is missing")},
	ItemUnbound:     {Warning, lang.T("题项没有对应的列", "item has no column")},
	SideMissing:     {Error, lang.T("缺少期望或感知的答案", "expectation or perception answers are missing")},
	NoInstrument:    {Warning, lang.T("未识别出量表", "no instrument recognised")},
	PersonalData:    {Info, lang.T("疑似个人信息列，不读取", "column looks like personal data and is not read")},

	RoleOpen:      {Question, lang.T("这一列是评分题还是客户分组？", "is this column an item or an attribute?")},
	SideOpen:      {Question, lang.T("两组题各问的是什么？", "what do the two groups of questions ask?")},
	ScaleOpen:     {Question, lang.T("答案是几分制？", "which scale are the answers on?")},
	DirectionOpen: {Question, lang.T("高分是好还是差？", "which end of the scale is the better one?")},
	MappingOpen:   {Question, lang.T("列的对应关系尚未确认", "the use of these columns is not confirmed")},

	EditionTurned: {Info, lang.T("反向题已反转", "reversed items were turned")},
	DimensionHint: {Info, lang.T("建议的 SERVQUAL 维度", "SERVQUAL dimensions suggested")},

	ItemReworded: {Warning, lang.T("题目换了说法", "an item is worded differently")},
	ItemNew:      {Info, lang.T("新的题目", "a new item")},
	ItemGone:     {Warning, lang.T("缺少上一期的题目", "an item of the last wave is missing")},

	CodesUnlabelled: {Info, lang.T("只有编码，没有文字", "codes without words")},

	AnswerUnmapped:   {Warning, lang.T("答案不在量表中", "answer is not on the scale")},
	AnswerWords:      {Question, lang.T("答案的文字对应几分不清楚", "the numbers of answer words are open")},
	CodesRunDown:     {Info, lang.T("数字小表示好，已换算", "low numbers are best, and were turned")},
	AnswerRange:      {Warning, lang.T("答案超出量表范围", "answer is outside the scale")},
	AnswerFraction:   {Warning, lang.T("答案不是整数", "answer is not a whole number")},
	AnswerNA:         {Info, lang.T("不适用或不清楚", "not applicable or don't know")},
	AnswerSkipped:    {Info, lang.T("题目被跳过", "question was skipped")},
	CodeLabelClash:   {Error, lang.T("编码与文字不一致", "codes and labels contradict each other")},
	ScaleMixed:       {Warning, lang.T("答案的分制不同", "answers on different scales")},
	ScaleDoubtful:    {Warning, lang.T("量表范围存疑", "scale is doubtful")},
	WeightsInvalid:   {Warning, lang.T("权重合计不为100", "weights do not add up to 100")},
	WeightsOff:       {Info, lang.T("权重合计略偏离100", "weights miss 100 by a little")},
	WeightNotNumber:  {Warning, lang.T("权重不是数字", "weight is not a number")},
	DateUnreadable:   {Warning, lang.T("日期无法识别", "date can't be read")},
	DateAmbiguous:    {Warning, lang.T("日期的日月次序不明", "day and month can't be told apart")},
	UnitAlike:        {Warning, lang.T("单位名称相近", "names of units are similar")},
	UnitMissing:      {Warning, lang.T("缺少单位名称", "unit is missing")},
	RespondentTwice:  {Warning, lang.T("答卷编号重复", "respondent id occurs twice")},
	RespondentNoPair: {Warning, lang.T("两张表中的答卷无法配对", "respondent is on one of the two sheets only")},

	StraightLine:     {Warning, lang.T("直线作答", "straight-lining")},
	LowVariability:   {Warning, lang.T("答案几乎没有差别", "answers hardly vary")},
	Speeder:          {Warning, lang.T("作答过快", "answered too fast")},
	DuplicateAnswers: {Warning, lang.T("答案完全相同的答卷", "identical responses")},
	DuplicatePerson:  {Warning, lang.T("同一人多次作答", "same person answered more than once")},
	SidesSwapped:     {Warning, lang.T("期望与感知疑似颠倒", "expectation and perception may be swapped")},
	Inversion:        {Warning, lang.T("最低要求高于理想水平", "minimum above desired")},
	Outlier:          {Info, lang.T("答案组合异常", "unusual combination of answers")},
	Fabricated:       {Warning, lang.T("疑似批量伪造的答卷", "pattern of fabricated responses")},
	TooFewAnswers:    {Warning, lang.T("有效答案太少", "too few answers")},

	ReversalForgotten: {Error, lang.T("反向题未反转", "reversed items were not reversed")},
	ItemReversed:      {Warning, lang.T("题项方向疑似相反", "item looks reversed")},
}
