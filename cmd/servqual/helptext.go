package main

import (
	"servqual/survey/lang"
	"servqual/survey/store"
)

// The catalogue of the help: what commands and flags are for, in both
// languages. A flag that means something else in one command has an entry of
// its own, "benchmark --by". The name of a flag's value stands between
// backquotes.

var (
	appHelp      = lang.T("服务质量调查评分与报告", "service-quality scores and reports from survey spreadsheets")
	headUsage    = lang.T("用法：", "Usage:")
	headCommands = lang.T("命令：", "Commands:")
	headFlags    = lang.T("选项：", "Flags:")
	flagsWord    = lang.T("[选项]", "[flags]")
	lineUsage    = lang.T("servqual 命令 文件… [选项]", "servqual COMMAND FILE… [flags]")
	moreHelp     = lang.T("某个命令的选项：servqual 命令 --help。各选项的值也可以写中文名称，如 --by 门店、--kind 雷达图、--wave 10月。",
		"Flags of a command: servqual COMMAND --help. Values may be named by their labels too, as in --by branch, --kind \"bar chart\", --wave \"Oct 2026\".")
)

// commandHelp words the commands: what one does, and what it takes beside flags.
var commandHelp = map[string]struct{ what, args lang.Text }{
	"report":      {lang.T("写出月度服务质量报告", "write the monthly service-quality report"), fileArgs},
	"score":       {lang.T("打印得分与差距5", "print the scores and gap 5"), fileArgs},
	"check":       {lang.T("检查数据有什么问题", "say what is wrong with the data"), fileArgs},
	"init":        {lang.T("按识别结果生成对应表（Excel）或研究文件", "write what was recognised as a mapping workbook (Excel) or a study file"), fileArgs},
	"template":    {lang.T("生成空白问卷", "write a blank form to collect answers with"), lang.Text{}},
	"chart":       {lang.T("画一张图（PNG、SVG 或 PDF）", "draw one chart as PNG, SVG or PDF"), fileArgs},
	"gap":         {lang.T("五个差距及其成因", "all five gaps and their causes"), lang.T("[含三方答卷的文件]", "[FILE with the three groups]")},
	"reliability": {lang.T("信度与效度：问卷测得好不好", "say how well the form measures"), fileArgs},
	"factors":     {lang.T("因子分析与结构效度", "find the structure of the answers and test that of the form"), fileArgs},
	"drivers":     {lang.T("满意度的驱动因素", "say what drives satisfaction"), fileArgs},
	"index":       {lang.T("满意度指数与重要性–表现图", "print satisfaction indices and the importance–performance grid"), fileArgs},
	"plan":        {lang.T("抽样方案：要收多少份答卷", "plan how many answers to collect"), lang.Text{}},
	"import":      {lang.T("把答卷按期次和单位存入工作区", "keep answers in the workspace, by wave and unit"), fileArgs},
	"waves":       {lang.T("管理工作区中的各期数据，恢复以前的版本", "list, show, replace or remove what the workspace keeps, and take changes back"), lang.T("[list | show 期次 | replace 文件… | remove 期次 | history | restore 版本号 | forget | check]", "[list | show WAVE | replace FILE… | remove WAVE | history | restore VERSION | forget | check]")},
	"norms":       {lang.T("把各单位达到的水平保存为常模", "keep what the units reached as a yardstick"), lang.T("[list | save 名称 | remove 名称]", "[list | save NAME | remove NAME]")},
	"actions":     {lang.T("改进措施登记", "the register of improvements"), lang.T("[list | add 措施 | done 编号 | remove 编号]", "[list | add TITLE | done NUMBER | remove NUMBER]")},
	"targets":     {lang.T("各指标的目标值", "what the measures are to reach"), lang.T("[list | set 指标 数值 | remove 指标]", "[list | set MEASURE VALUE | remove MEASURE]")},
	"events":      {lang.T("事件：何时有培训、搬迁、活动", "what happened when: training, moves, campaigns"), lang.T("[list | add 日期 事件 | remove 编号]", "[list | add DATE TEXT | remove NUMBER]")},
	"units":       {lang.T("单位登记：名称、别名、上级；改名与合并", "the register of units: names, aliases, parents; rename and merge"), lang.T("[list | missing | add 名称… | alias 写法=名称… | rename 原名 新名 | merge 并入者 保留者 | parent 单位 区域… | remove 名称]", "[list | missing | add NAME… | alias WRITTEN=NAME… | rename OLD NEW | merge FROM INTO | parent UNIT REGION… | remove NAME]")},
	"benchmark":   {lang.T("各单位对标：分档、排名、最佳做法", "compare units: tiers, league, best practice"), fileArgs},
	"trend":       {lang.T("趋势：变化是真是假", "follow a score over the waves: noise or not"), fileArgs},
	"help":        {lang.T("显示用法", "show how the program or a command is used"), lang.T("[命令]", "[COMMAND]")},
	"serve":       {lang.T("在浏览器里使用：拖入文件、回答问题、下载报告", "work in the browser: drop files, answer questions, download reports"), lang.T("[文件…]", "[FILE…]")},
	"explain":     {lang.T("说明一个数字是怎么来的", "print how a figure came about"), lang.T("指标 文件…", "REF FILE…")},
}

// commandMore is what the page of a command says beside its flags.
var commandMore = map[string]lang.Text{
	"units": lang.T("单位登记决定数据中的名称算作哪一家。导入时遇到相近的名称（中关村、中关村店）会先问；alias 说是同一家，add 说是各自独立的单位。rename 和 merge 连同以前各期的答卷、目标、事件和措施一起改，可用 waves restore 撤回。missing 列出前三期有答卷、这一期没有的单位。",
		"The register says which unit a name in the data stands for. Similar names (Downtown, Downtown branch) are asked about at import: alias says that they are one unit, add that each is a unit of its own. rename and merge change the answers of earlier waves too, with targets, events and actions; `waves restore` takes them back. missing lists the units with answers in one of the three waves before and none in this one."),
	"waves": lang.F("工作区的每次更改都会留下一个版本，保留最近 %d 个。waves history 列出各版本，waves restore 版本号 恢复到该版本；恢复本身也可以再撤回。删除的数据在此期间仍存于工作区；waves forget 彻底清除以前的版本。waves check 逐条核对工作区的内容是否与当初写入的一致。",
		"Every change of the workspace, by this or any other command, makes a version; the last %d are kept. `waves history` lists them, `waves restore VERSION` goes back to one. That is a change too, and can be taken back in the same way. Until it drops out of the history, what was removed is still in the workspace; `waves forget` deletes the history for good. `waves check` holds all that the workspace keeps against the checksums made when it was written.", store.KeptVersions),
}

var fileArgs = lang.T("文件…", "FILE…")

var (
	documentFormatHelp = lang.T("`格式`：table 表格或 json 输出到屏幕；html、pdf、xlsx 写成文件", "`FORMATS`: table or json on standard output; html, pdf, xlsx as files")
	workspaceHelp      = lang.T("工作区：`文件`或 postgres://…", "the workspace: `FILE` or postgres://…")
)

// flagHelp words the flags.
var flagHelp = map[string]lang.Text{
	"--workspace":   lang.T("从工作区读取答卷：`文件`或 postgres://…", "take the answers from this workspace: `FILE` or postgres://…"),
	"--study":       lang.T("对应表或研究`文件`（默认：数据旁边的 对应表.xlsx 或 servqual.yaml）", "mapping workbook or study `FILE` (default: mapping.xlsx or servqual.yaml beside the data)"),
	"--instrument":  lang.T("用哪份`量表`，不再自动识别", "`PRESET` to use instead of recognising one"),
	"--sheet":       lang.T("只读工作簿中的这张`工作表`", "read only this `SHEET` of workbooks"),
	"--encoding":    lang.T("文本文件的`编码`，如 gb18030、big5、cp949、latin1", "`ENCODING` of text files, e.g. gb18030, big5, cp949, latin1"),
	"--by":          lang.T("按这些`字段`分组，如 unit,wave；也可写“单位”“期次”或列名", "segment by these `FIELDS`, e.g. unit,wave, or the header of a column"),
	"--unit":        lang.T("只看这个`单位`", "only this `UNIT`"),
	"--wave":        lang.T("看哪一`期`，如 2026-10 或 10月（默认：最近一期）", "the `WAVE` in focus, e.g. 2026-10 (default: the last one)"),
	"--lang":        lang.T("`语言`：zh 中文、en 英文或 both 双语（默认：按系统）", "`LANGUAGE`: zh, en or both (default: from the system)"),
	"--confidence":  lang.T("所有区间的置信`水平`", "confidence `LEVEL` of all intervals"),
	"--seed":        lang.T("重抽样的随机`种子`", "`SEED` of resampling"),
	"--reversed-ok": lang.T("已核对题项方向无误，照常计分", "score although items seem to point the wrong way: you have looked, and they don't"),
	"--strict":      lang.T("数据有错误时以代码 3 退出", "fail with code 3 when the data has errors"),
	"--draft":       lang.T("问题未答时先出草稿（无结论）", "go on while questions are open: everything is marked as a draft and there is no verdict"),
	"--no-browser":  lang.T("只显示地址，不打开浏览器", "only print the address, open no browser"),
	"--idle":        lang.T("没有人用几`分钟`后自动结束", "end after so many `MINUTES` without use"),
	"--show-small":  lang.T("也列出不足 5 份答卷的组（仅限数据所有者；每页都会注明）", "show segments of fewer than 5 responses too (for the data's owner only; every page says so)"),
	"--quiet":       lang.T("只打印结果和错误", "print nothing but results and errors"),

	"--alias": lang.T("单位的另一种写法：`写法=名称`，如 中关村=中关村店；可写多次", "another name of a unit, `WRITTEN=NAME`; may be given several times"),

	"--managers":     lang.T("管理者问卷的`文件`", "`FILE` of the managers' form"),
	"--staff":        lang.T("一线员工问卷的`文件`", "`FILE` of the contact staff's form"),
	"--customers":    lang.T("客户答卷的`文件`", "`FILE` of the customers' answers"),
	"--tolerance":    lang.T("感受与期望相差多少`分`以内算相当", "scale `POINTS` within which experience counts as equal to expectation"),
	"--include-data": lang.T("把答案（不含姓名、时间、单位）放进工作簿供验算", "put the answers (no names, times or units) into the workbook's calculation"),

	"--format":              lang.T("`格式`：table 表格或 json", "`FORMAT`: table or json"),
	"report --format":       lang.T("`格式`：html 网页、pdf、xlsx 工作簿", "`FORMATS`: html, pdf, xlsx"),
	"score --format":        lang.T("`格式`：table 表格、json、csv 或 xlsx（每组一行的工作簿）", "`FORMAT`: table, json, csv or xlsx (a workbook with a row for each segment)"),
	"trend --format":        lang.T("`格式`：table 表格、json 或 csv；html、pdf、xlsx 写成文件", "`FORMATS`: table, json or csv; html, pdf, xlsx"),
	"--out":                 lang.T("写到哪个`文件夹`", "`FOLDER` to write to"),
	"score --out":           lang.T("写到哪个`文件`（默认：屏幕；工作簿按报告命名；- 表示屏幕）", "`FILE` to write (default: standard output; a workbook is named after the report; - for standard output)"),
	"init --out":            lang.T("写到哪个`文件`：.xlsx 为对应表，用 Excel 修改（默认：数据旁边的 servqual.yaml；- 表示屏幕）", "`FILE` to write: .xlsx is a mapping workbook to edit in Excel (default: servqual.yaml beside the data; - for standard output)"),
	"template --out":        lang.T("写到哪个`文件`（默认：按量表命名；- 表示屏幕）", "`FILE` to write (default: named after the instrument; - for standard output)"),
	"chart --out":           lang.T("写到哪个`文件`：.png、.svg 或 .pdf（- 表示把 SVG 输出到屏幕）", "`FILE` to write: .png, .svg or .pdf (- for SVG on standard output)"),
	"--figures":             lang.T("各组的`指标`：core 核心（人数、均值、标准差、信度与总分），all 全部（另含检验与区间）；默认 1000 组以内为 all；只用于 json 和 csv", "`FIGURES` of each segment: core for n, mean, sd, alpha and totals; all for tests and intervals too (default: all up to 1000 segments; json and csv)"),
	"--csv-bom":             lang.T("输出到屏幕的 CSV 也以字节顺序标记开头（写成文件的 CSV 总有，Excel 直接打开不乱码）", "begin CSV on standard output with a byte-order mark too (CSV files always have one, so that Excel shows Chinese)"),
	"--date":                lang.T("报告上的`日期`（默认：数据中最后的日期）", "`DATE` on the report (default: the last date in the data)"),
	"--mark":                lang.T("另写一份标注副本 `OUT.xlsx`，有问题的单元格着色并加批注", "write a copy of the data to `OUT.xlsx`, problem cells coloured and commented"),
	"--force":               lang.T("覆盖已有的对应表或研究文件", "replace an existing mapping workbook or study file"),
	"--list":                lang.T("只列出所有量表", "list the instruments and stop"),
	"chart --kind":          lang.T("画哪张`图`，如 雷达图、帕累托图、趋势图；不写则列出可画的图", "which `CHART`, e.g. radar, pareto, trend, bars; without it the charts are listed"),
	"template --kind":       lang.T("问卷`形式`：xlsx 答卷表（附打印问卷）、xlsform（KoboToolbox、ODK）或 wjx 问卷星导入文本", "`KIND`: xlsx (answer sheet and questionnaire to print), xlsform (KoboToolbox, ODK) or wjx (text that 问卷星 imports)"),
	"template --study":      lang.T("按这个研究`文件`生成问卷", "make the form of this study `FILE`"),
	"template --instrument": lang.T("按哪份`量表`生成问卷", "`PRESET` to make the form of"),
	"--fields":              lang.T("问哪些`字段`，如 unit,date,overall,recommend（默认：合适的都问）", "ask these `FIELDS` instead of those that fit, e.g. unit,date,overall,recommend"),
	"--rows":                lang.T("答卷表预备的`行数`", "`ROWS` made ready on the answer sheet"),
	"--no-weights":          lang.T("不问各维度的 100 分分配", "do not ask for 100 points over the dimensions"),

	"--side":       lang.T("分析哪一面的`答案`：perception 感知、expectation 期望、gap 差距、importance 重要度、minimum 最低要求、desired 理想水平", "whose `ANSWERS`: perception, expectation, gap, importance, minimum or desired"),
	"--factors":    lang.T("因子`个数`（默认：由平行分析决定）", "`NUMBER` of factors (default: by parallel analysis)"),
	"--extraction": lang.T("提取`方法`：minres 最小残差、ml 最大似然、pca 主成分", "`METHOD`: minres, ml or pca"),
	"--rotation":   lang.T("`旋转`：promax、oblimin、varimax 最大方差、none 不旋转", "`ROTATION`: promax, oblimin, varimax or none"),
	"--chi":        lang.T("χ² 按哪个`软件`的算法：lavaan（N·F）或 amos（(N−1)·F）", "χ² as in `PROGRAM`: lavaan (N·F) or amos ((N−1)·F)"),

	"--population":      lang.T("客户`总数`（默认：很多，或 --units 之和）", "`CUSTOMERS` in all (default: very many, or the sum of --units)"),
	"--margin":          lang.T("占比允许的误差（`百分点`）", "margin wanted for a share, in percentage `POINTS`"),
	"--share":           lang.T("预计的占比（`百分数`）；50 最稳妥", "share expected, in `PERCENT`; 50 is safe"),
	"--sd":              lang.T("得分的`标准差`（量表分）", "standard `DEVIATION` of a score, in points of the scale"),
	"--margin-score":    lang.T("平均分允许的误差（量表`分`）；要同时给 --sd", "margin wanted for a mean score, in `POINTS` of the scale; needs --sd"),
	"--response-rate":   lang.T("预计回收率（`百分数`）", "answers expected of those invited, in `PERCENT`"),
	"--answers":         lang.T("给出这些`份数`的误差，如 120,300", "margins for these `NUMBERS` of answers, e.g. 120,300"),
	"--units":           lang.T("各单位及其客户数的`文件`（csv、xlsx）", "`FILE` (csv, xlsx) with the units and how many customers each has"),
	"--min-unit":        lang.T("每个单位最少`份数`", "fewest `ANSWERS` of a unit"),
	"plan --confidence": lang.T("置信`水平`", "confidence `LEVEL`"),

	"import --wave": lang.T("所有答卷存为这一`期`，如 2026-10（默认：按数据）", "store all answers as this `WAVE`, e.g. 2026-10 (default: as the data says)"),
	"import --unit": lang.T("所有答卷存到这个`单位`（默认：按数据）", "store all answers as this `UNIT` (default: as the data says)"),
	"--replace":     lang.F("文件不全也替换已存的答卷，或再次读取同一文件；之后可用 waves restore 恢复（保留最近 %d 个版本）", "replace what is stored also where the file lacks some of it, and read the same file again; waves restore takes it back (the last %d versions are kept)", store.KeptVersions),
	"waves --wave":  lang.T("用于 replace：这些文件属于哪一`期`", "with replace: the `WAVE` of the files"),
	"waves --unit":  lang.T("只看这个`单位`；用于 replace：这些文件属于哪个单位", "only this `UNIT`; with replace: the unit of the files"),
	"--yes":         lang.T("删除或清除时不再询问", "remove or forget without asking"),
	"norms --wave":  lang.T("用于 save：取哪一`期`（默认：各期合并）", "with save: the `WAVE` to take (default: all waves together)"),

	"--gap":          lang.T("针对哪个差距，如 `gap/REL`", "what it is against, e.g. `gap/REL`"),
	"--owner":        lang.T("`负责人`", "`WHO` sees to it"),
	"--due":          lang.T("完成期限：`日期`，如 2026-11-30", "until when: `DATE`, 2026-11-30"),
	"actions --unit": lang.T("哪个`单位`，几个用逗号分开（默认：所有单位）", "where: `UNIT`, or several with commas (default: everywhere)"),
	"events --unit":  lang.T("哪个`单位`，几个用逗号分开（默认：所有单位）", "where: `UNIT`, or several with commas (default: everywhere)"),
	"targets --unit": lang.T("这个`单位`的目标（默认：没有单列的所有单位）", "the target of this `UNIT` (default: of every unit without its own)"),
	"--state":        lang.T("`状态`：open 待办、doing 进行中、done 已完成、dropped 已取消；add 时为新措施的状态，list 时只列这一状态", "`STATE`: open, doing, done or dropped; with add that of the new action, with list only these"),
	"actions --date": lang.T("用于 done：从哪个`日期`起见效，以便比较前后", "with done: from which `DATE` it works, so that before and after can be compared"),
	"--note":         lang.T("附加`说明`", "a `TEXT` to go with it"),
	"events --kind":  lang.T("事件的`种类`，如 培训", "what kind, e.g. training: a `WORD`"),
	"events --gap":   lang.T("预计影响哪个差距，如 `gap/REL`，几个用逗号分开（默认：全部）", "what it should move, e.g. `gap/REL`, or several with commas (default: all)"),

	"benchmark --by":   lang.T("哪个`字段`是要比较的单位", "the `FIELD` that names units"),
	"benchmark --wave": lang.T("只比较这一`期`（默认：各期合并）", "compare in this `WAVE` only (default: all waves)"),
	"--last":           lang.T("只比较最近 `N` 期", "compare over the last `N` waves only"),
	"--sizes":          lang.T("已知客户数的`文件`：名称、客户数，或字段、名称、客户数", "spreadsheet of known customer numbers: `FILE` with name and size, or field, name and size"),
	"--targets":        lang.T("目标`列表`，如 gap=-0.5,gap/REL=-0.4；也可写维度名", "`LIST` such as gap=-0.5,gap/REL=-0.4"),
	"--norms":          lang.T("与工作区中的这个`常模`比较", "norms of the workspace to compare with: `NAME`"),
	"--unweighted":     lang.T("各维度同等看待，即使客户给了权重", "count dimensions alike, also where customers gave points"),
	"--min-ranked":     lang.T("不足 `N` 份答卷的单位只列出，不排名", "units with fewer than `N` responses are listed, not ranked"),
	"--pool-below":     lang.T("不足 `N` 份答卷的单位收缩时借用合并方差", "units with fewer than `N` responses borrow the pooled variance when shrunk"),
	"--batch":          lang.T("写出区域报告和每个单位的月度报告，放到 --out", "the regional report and every unit's monthly report, into --out"),

	"trend --wave":      lang.T("到哪一`期`为止（默认：最近一期）", "end with this `WAVE` (default: the last one)"),
	"--measure":         lang.T("看哪个`指标`，如 可靠性、差距/可靠性、gap/REL、nps（list 列出所有指标）", "`WHAT` to follow, e.g. gap, gap/REL, reliability, nps (list: names all)"),
	"--event":           lang.T("`期次=事件`，如 2026-03=培训：从这一期起分段；可写多次", "`WAVE=LABEL`, e.g. 2026-03=training: a new phase begins there; may be given again"),
	"--baseline":        lang.T("控制限只用每段的前 `N` 期计算", "freeze the limits on the first `N` waves of each phase"),
	"--chart":           lang.T("指定控制`图`：xmr、p、laney、u（默认：按指标选）", "`CHART` instead of the one that suits the measure: xmr, p, laney, u"),
	"--autocorrelation": lang.T("趋势检验按自相关校正（Hamed–Rao）", "correct the trend test for autocorrelation (Hamed–Rao)"),
	"--rescaled":        lang.T("用另一种量表调查的各期`文件`（逗号分开）；全部换算到 0–100", "`FILES` (comma) of waves asked on another scale; everything is then on 0–100"),
	"--table":           lang.T("文件是按月的数字表，不是答卷；--measure 写列名，或 计数/基数", "the file holds a row for each month with figures, not answers; --measure names a column, or count/base"),

	"reliability --format": documentFormatHelp,
	"factors --format":     documentFormatHelp,
	"drivers --format":     documentFormatHelp,
	"index --format":       documentFormatHelp,
	"plan --format":        documentFormatHelp,
	"gap --format":         documentFormatHelp,
	"benchmark --format":   documentFormatHelp,
	"import --workspace":   workspaceHelp,
	"waves --workspace":    workspaceHelp,
	"norms --workspace":    workspaceHelp,
	"actions --workspace":  workspaceHelp,
	"targets --workspace":  workspaceHelp,
	"events --workspace":   workspaceHelp,
}
