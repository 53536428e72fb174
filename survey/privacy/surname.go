package privacy

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// Surnames in the order of the census are not needed; what counts is how far a
// character is a surname and nothing else.
const (
	// plainSurnames are rarely the end of another word.
	plainSurnames = "王李张刘陈杨赵吴徐孙朱胡郭林罗梁宋郑谢韩唐冯董萧曹袁邓傅沈曾彭吕苏卢蒋蔡魏薛叶阎余潘戴夏汪范廖姚谭邹熊陆郝孔崔康毛邱秦顾侯邵孟龙段雷汤尹黎武贺龚樊兰殷施陶翟颜倪严牛温芦季俞章鲁葛伍韦毕聂丛焦柳邢骆岳齐庄涂祝詹欧耿牟卜霍褚娄翁嵇荀裴蓝闵麻戚柯莫宫童甘游凌肖阮缪鄢覃佟冼卞靳蒲桂郎涂盛"
	// doubtfulSurnames are also common parts of other words.
	doubtfulSurnames = "周黄何高马田丁任金方史钱石江白程常易贾万文乔赖洪关尚安于许车胥向成杜华时包单左连水房边应谷路伏申尤古明景米柏祁阳宁单池丘"
)

// compoundSurnames have two characters.
var compoundSurnames = []string{"欧阳", "司马", "上官", "诸葛", "司徒", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "长孙", "宇文", "端木", "南宫", "夏侯", "轩辕", "呼延", "申屠", "独孤"}

// titles follow a surname or a whole name. The last character of a title may
// begin another word: titleEnds says with which it does.
var titles = []string{"先生", "女士", "小姐", "太太", "夫人", "经理", "主管", "店长", "师傅", "师父", "老师", "医生", "大夫", "护士", "主任", "顾问", "工程师", "老板", "总监", "院长", "所长", "教授", "科长", "处长", "局长", "部长", "校长",
	"组长", "班长", "队长", "行长", "馆长", "警官", "律师", "会计", "阿姨", "大姐", "大哥", "大爷", "大妈", "叔叔", "同学", "博士", "助理", "专员", "领班", "课长", "厂长", "站长", "董事长", "董", "总", "工", "姐", "哥", "叔", "姨", "导", "某"}

// titleEnds lists, for titles of one character, what must not follow them.
var titleEnds = map[string]string{"总": "价分额体是共数计量部公结之会算在务监想台长裁统站汇和平而总", "工": "作程时资厂具位艺序人夫业会单号地商程期本龄种行农", "姐": "妹", "哥": "们", "叔": "", "姨": "", "导": "致购航游演入出向弹流", "董": "事", "某": "些种个天"}

// wordsOfSurnames are everyday words that begin with a surname: no name begins
// so. Names that do are very rare (and are found behind 姓名 all the same).
var wordsOfSurnames = words(`马上 马虎 马路 马力 马达 马桶 高兴 高效 高级 高速 高度 高新 高端 高达 高峰 高档 高低 高压 高温 高价 高于 高大 高铁 方便 方法 方向 方面 方式 方案 方位 方才 安排 安全 安装 安静 安心 安慰 安逸 常常 常规 常见 常年 常用 常来 常态
关系 关注 关怀 关于 关键 关心 关门 关机 关闭 何时 何必 何况 何在 何处 何种 周到 周末 周一 周二 周三 周四 周五 周六 周日 周天 周期 周边 周围 周年 周转 周全 周密 张嘴 张贴 张口 张罗 张扬 江湖 江苏 江西 江南 江北 陈旧 陈列 陈述 严格 严重 严肃 严厉 严谨 严禁 程度 程序 金额 金属 金融 金牌 金卡 钱包 钱款 温柔 温和 温度 温暖 温馨
康复 黄金 黄色 黄牛 黄山 白天 白色 白跑 白费 白等 白花 石油 石家 林业 田地 史上 路上 路边 路过 路程 路面 路况 左右 左边 左侧 左前 左后 余额 余下 余地 于是 任何 任务 任性 时间 时候 时长 时常 时刻 万一 万分 万能 万元 万里 文明 文化 文件 文字 文员 平时 明白 明显 明天 明年 明明 明确 应该 应当 应付
成功 成本 成绩 成都 华丽 华为 华东 华北 华南 毛病 毛巾 武汉 武断 尤其 水平 水果 苏州 沈阳 杭州 郑州 郑重 唐山 徐州 胡说 胡乱 许多 许久 许可 许诺 孙子 孙女 曾经 季度 夏天 夏季 夏日 包装 包括 包含 包子 包间 包容 包修 向来 向导 洪水 莫名 莫非 莫大 陆续 谢谢 连接 连续 连忙 连带 连锁 易懂 易用 易损 景区 景色 古板 古怪 古老 米饭 单独 单位 单子 单价 单据 单纯 单人
雷同 游戏 游客 熊猫 龙头 龙虎 段时 童车 章程 齐全 齐心 盛情 盛夏 庄重 庄严 祝福 祝愿 祝你 祝贵 祝好 顾客 顾虑 顾及 顾问 范围 范本 施工 施舍 贺卡 贺年 岳阳 桂林 柳州 兰州 宁波 宁愿 宁可 房间 房子 房东 边上 边缘 车主 车辆 车间 车子 车位 车牌 车况 车型 车门 车速 车内 车上 车身 车窗 申请 申诉 申报 池子 阳光 阳台 乔迁 杜绝 鲁莽 甘心 甘愿 牛奶 牛气 牛人 麻烦 麻利 麻木 尚可 尚好 尚未 伍佰 凌晨 凌乱 凌晨 丁点 丁字 和气 容易
王府 王者 李子 张家 朱红 叶子 叶片 宫殿 宋体 毕竟 毕业 蓝色 蓝牙 蓝天 焦急 焦虑 焦味 侯车 秦皇 戴着 戴上 温水 卜卦 欧美 欧洲 欧元 耿直 霍然 凤凰 汤类 汪汪 肖像 游览 冷冰 成天 成为 成交 成了 向您 向你 向他 向上 向前 向左 向右 尤为 应有 应对 边走 边等 边修 连个 连一 连水 连茶 左转 包你 任由 任意 任人 何来 何以 高高 高过 方可 常被 常会 常有 常遇 常在 关了 关上 水泄 水箱 水温 水渍 成熟 明知 明细 明码 明日 时效 时尚 时速 白白 白车 白漆 古镇 米其 单车 单号 房车 路费 路人 路口 路段 文档 文书 史无 石子 江边 田园 丁香 万达 万科 金杯 钱多 钱少 钱花 钱没 钱还 钱都 钱退 钱也 程控 华润 安检 安卓 安徽 马自 常温 马云 任劳 余款 余票 武装 于此 于人 于客 连络 连系 单号 车号 房号 包裹 房产 余数 方便 江门 金华 黄石 黄冈 常德 常州 温州 连云 安庆 安阳 安康 于都 梅州 贺州 池州 单县 万州 江津 白银 白城 武威 武昌 毕节 古田 谢啦 谢了 高铁 石景 关口 向阳 时差 应急 车龄 车款 单项 易车 单程 成品 成熟 常温 何方 何苦 边境 包邮 包年 包月 方圆 温控 温差 温馨 万象 左转 金卡 安保 安利 安康 白班 石膏 石材 水电 路灯 路线 江边 江景 田野 夏令 秋天 秋季 毛坯 毛利 毛衣 段位 段落 章子 宫颈 景观 于此 池子 阳性 严查 付款 许愿 施救 齐备 游泳 牛肉 龙卷 雷电 汤水 康养 莫大 贺喜`)

// pairsBefore are the characters that make another word with a surname that
// follows them: 上周经理 is the manager of last week, no Mr Zhou.
var pairsBefore = map[rune]string{
	'周': "上下每本这一两几整半圆四双首末二三五六前后", '高': "提最很更较升好太增偏过拔特不真挺略", '常': "经非正日平通反异时往照很", '何': "任如为", '方': "理厂司商客地对双各官一处甲乙他我你贵本校店资卖买前后东南西北二三",
	'任': "责担主信现前上就委", '安': "保公平治不西", '时': "及小当随到按准临同何平有暂定超计费", '金': "现资基押奖佣租订定保", '黄': "", '马': "罗宝悍巴人", '田': "丰本农", '白': "明坦空洁表雪", '石': "宝钻", '江': "浙长珠", '程': "流过工里全课路进规行日", '钱': "花付收价的多少省赚要",
	'万': "", '文': "中英人作论语", '关': "相有无机开海把", '成': "完达变构组养促", '于': "由关对等属处至终基位鉴善在急乐", '车': "", '向': "方走偏转取导", '华': "中精豪繁光年", '包': "钱书面背打承", '单': "订工账菜名简下派排开表清保传买孤", '左': "", '连': "接一牵", '水': "", '房': "厂病客住楼库钣", '边': "旁身那这里外前后左右一周", '应': "反供适响相", '路': "公马网道一走线修铁",
	'明': "说证透聪声", '许': "也或允不些", '史': "历", '丁': "", '易': "容交贸不轻", '贾': "", '康': "健", '武': "", '毛': "", '季': "", '齐': "整", '段': "阶路手这那一时", '夏': "", '章': "印盖公文违", '龙': "", '雷': "", '温': "高低保体", '严': "", '叶': "", '余': "多其剩之业有", '施': "措设", '庄': "", '顾': "照不", '范': "规模示防", '祝': "", '童': "儿", '宫': "", '蓝': "", '麻': "", '甘': "",
	'谢': "感致多谢酬答", '林': "园森", '张': "纸紧主扩夸慌一两几", '李': "行", '王': "", '胡': "", '罗': "", '陈': "", '杨': "", '古': "", '景': "风背", '米': "小大公厘毫", '阳': "太沈朝", '宁': "南", '池': "电", '申': "", '尤': "", '尚': "时高", '洪': "",
}

// wordList is a set of words that is made when it is first asked: most runs
// meet no comment, and the lists are long.
type wordList func() map[string]bool

func words(list string) wordList {
	return sync.OnceValue(func() map[string]bool { return wordSet(list) })
}

func (w wordList) has(s string) bool { return w()[s] }

func wordSet(s string) map[string]bool {
	m := make(map[string]bool)
	for _, w := range strings.Fields(s) {
		m[w] = true
	}
	return m
}

// surnameAt gives the length in bytes of the surname at the beginning of s, 0
// for none, and whether it is rarely anything else.
func surnameAt(s string) (n int, plain bool) {
	for _, c := range compoundSurnames {
		if strings.HasPrefix(s, c) {
			return len(c), true
		}
	}
	r, n := utf8.DecodeRuneInString(s)
	switch {
	case n < 3:
		return 0, false
	case strings.ContainsRune(plainSurnames, r):
		return n, true
	case strings.ContainsRune(doubtfulSurnames, r):
		return n, false
	}
	return 0, false
}

// titleAt gives the length in bytes of the title at the beginning of s.
func titleAt(s string) int {
	for _, t := range titles {
		if !strings.HasPrefix(s, t) {
			continue
		}
		if len(t) > 3 {
			if strings.HasPrefix(s[len(t):], "室") {
				return 0 // 经理室 is a place
			}
			return len(t)
		}
		next, _ := utf8.DecodeRuneInString(s[len(t):])
		if !strings.ContainsRune(titleEnds[t], next) {
			return len(t)
		}
	}
	return 0
}
