package privacy

// everydayWords are English words that comments write with a capital and that
// are no names: a sentence begins with them, or they are shouted. Words of
// other languages that stand behind a title or at the start are among them.
var everydayWords = words(`mr mrs ms miss mx dr prof sir madam uber amazon fee fees a an the and or but if then so not no yes on in at to of for from with by as is are was were be been am it its it's i my me mine we our us you your he his she her they their them this that these those there here who what when where why how which while
very really extremely quite too just still always never often sometimes already again also only even totally absolutely completely highly fully more most much many less least some any all both each every few several other another same such own
good great bad best worst better worse nice poor excellent terrible awful horrible fantastic wonderful amazing awesome perfect super ok okay fine happy unhappy satisfied dissatisfied disappointed disgusted angry upset pleased impressed glad sad sorry tired sick afraid sure confused frustrated grateful thankful ridiculous unacceptable outrageous disgraceful
new old first second third last next previous current long short big small high low early late fast slow quick clean dirty cheap expensive free full empty open closed
chinese english american british german french japanese korean indian indonesian vietnamese italian spanish russian canadian australian european asian african
monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december today tomorrow yesterday morning afternoon evening night noon
please thank thanks thankyou hello hi dear hey welcome regards sincerely cheers best kind yours faithfully call called calling phone tel telephone mobile cell email e-mail mail contact number name address date order ticket invoice case reference account card plate vin line id
service services customer customers client staff team manager advisor adviser technician mechanic receptionist doctor nurse desk office store shop branch dealer dealership garage workshop company hotel hospital clinic bank car vehicle model repair maintenance warranty quality price cost waiting time times parking lounge toilet coffee battery engine brake brakes oil tyre tyres tire tires gearbox clutch
nobody someone somebody anyone anybody everyone everybody nothing something anything everything none one two three four five six seven eight nine ten hundred thousand
do does did done have has had can could will would shall should may might must need want wait waited waiting wish hope think know see seen say said tell told ask asked get got give gave go went come came take took make made keep kept let put left right back up down out over under after before about around between during without within because since until unless although though however therefore
word excel teams outlook windows office powerpoint android apple google bmw audi toyota honda mazda ford volkswagen golf mercedes benz nissan hyundai kia tesla volvo lexus porsche skoda seat renault peugeot fiat jeep chevrolet buick byd nio street avenue road lane drive
list form screen paper missing misspelled misspelt wrong incorrect correct spelled written printed changed known confidential anonymous withheld unknown private deleted removed used shown called payment app group pay work works working failed fail never ever help support number numbers reply answer chat message messages yet now later soon`)

// givenNames are common given names that are no everyday words.
var givenNames = words(`James John Robert Michael William David Richard Joseph Thomas Charles Christopher Daniel Matthew Anthony Donald Steven Steve Paul Andrew Joshua Kenneth Kevin Brian George Edward Ronald Timothy Jason Jeffrey Ryan Jacob Gary Nicholas Eric Jonathan Stephen Larry Justin Scott Brandon Benjamin Samuel Gregory Alexander Patrick Jack Dennis Jerry Tyler Aaron Jose Adam Nathan Henry Zachary Douglas Peter Kyle Noah Ethan Jeremy Walter Christian Keith Roger Terry Sean Gerald Carl Harold Dylan Arthur Lawrence Jordan Jesse Bryan Billy Bruce Gabriel Joe Logan Alan Juan Albert Willie Elijah Wayne Randy Vincent Mason Roy Ralph Bobby Russell Bradley Philip Eugene Tom Mike Dave Chris Matt Dan Tony Nick Ben Sam Alex Greg Tim Jeff Jim Bob Ken Fred Frank Harry Oliver Liam Lucas Oscar Simon Stuart Ian Neil Colin Graham Derek Nigel Trevor Ahmed Mohammed Muhammad Ali Omar Hassan Ibrahim Carlos Miguel Luis Diego Pedro Javier Antonio Manuel Hans Klaus Jürgen Stefan Wolfgang Uwe Dieter Pierre Jean Luc Marc Giovanni Marco Luca Andrea Ivan Dmitri Sergei Hiroshi Kenji Takashi Raj Rahul Sanjay Amit Vijay
Mary Patricia Jennifer Linda Elizabeth Barbara Susan Jessica Sarah Karen Lisa Nancy Betty Sandra Margaret Ashley Kimberly Emily Donna Michelle Carol Amanda Melissa Deborah Stephanie Rebecca Sharon Laura Cynthia Dorothy Amy Kathleen Angela Shirley Emma Brenda Pamela Nicole Anna Samantha Katherine Christine Helen Debra Rachel Carolyn Janet Maria Catherine Heather Diane Olivia Julie Joyce Victoria Ruth Virginia Lauren Kelly Christina Joan Evelyn Judith Andrea Hannah Megan Cheryl Jacqueline Martha Madison Teresa Gloria Sara Janice Ann Kathryn Abigail Sophia Frances Jean Alice Judy Isabella Julia Denise Amber Danielle Marilyn Beverly Charlotte Theresa Natalie Diana Brittany Doris Kayla Alexis Lori Marie Kate Lucy Jane Claire Fiona Chloe Zoe Ella Sophie Ingrid Ursula Sabine Petra Monika Heike Anja Chantal Brigitte Isabelle Camille Carmen Lucia Elena Rosa Fatima Aisha Layla Priya Anjali Yuki Sakura Siti Dewi Putri Nguyen Linh`)

// nameTitles stand before a name.
var nameTitles = wordSet(`mr mrs ms miss mx messrs dr prof professor sir herr frau monsieur madame mme señor señora sr sra senhor senhora bapak pak ibu tuan puan anh chị`)

// roleWords are those who serve, and relatives: a name may follow them.
var roleWords = wordSet(`advisor adviser technician mechanic manager receptionist salesman saleswoman salesperson consultant cashier nurse doctor waiter waitress agent representative rep supervisor director assistant clerk driver specialist operator engineer teller husband wife son daughter mother father brother sister colleague friend`)

// personWords come before somebody one has met, where a given name follows.
var personWords = wordSet(`to thanks thank you thx by with from and kudos ask asked told tell met called named spoke saw seeing guy lady girl man woman ma'am hi dear hello`)

// selfWords are how people introduce themselves.
var selfWords = map[string]bool{"i am": true, "this is": true, "i'm": true, "here is": true, "it's": true}

// nameCues announce a name.
var nameCues = []string{"name is", "name was", "named", "name's", "nama saya", "ich heisse", "ich heiße", "name ist", "je m'appelle", "nom est", "me llamo", "nombre es", "nome é", "chamo-me", "tên tôi là", "tôi tên", "contact person", "contact name", "attn", "attention", "ask for", "speak to", "speak with", "spoke to", "spoke with", "on behalf of", "姓名", "英文名", "名为", "名叫", "我叫", "联系人", "名字", "名字是", "叫", "contact"}

// signOffs end a letter; a comma and the name follow.
var signOffs = []string{"signed", "sincerely", "regards", "rgds", "best wishes", "cheers", "yours truly", "faithfully", "respectfully", "grüßen", "gruß", "cordialement", "saludos", "salam", "thanks", "thank you", "owner"}

// hanRoles and hanTitles stand around a foreign name in a Chinese sentence.
var (
	hanRoles  = []string{"顾问", "前台", "客服", "技师", "销售", "接待", "经理", "店长", "导购", "主管", "护士", "医生", "老师"}
	hanTitles = []string{"小姐", "女士", "先生", "经理", "老师", "顾问", "师傅", "总监", "主管", "店长", "医生"}
)
