package privacy

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// headerWords are the heads of columns of personal data, by kind, in Chinese,
// English, Japanese, Korean, Indonesian, Spanish, Portuguese, French, German
// and Vietnamese. A blank inside a head is written as a low line.
var headerWords = map[Kind]string{
	Phone: `手机 手机号 手机号码 电话 电话号 电话号码 联系电话 联系方式 移动电话 手提电话 座机 固定电话 家庭电话 单位电话 办公电话 回访电话 预留电话 预留手机 传真 phone phone_number phone_no phone_no. mobile mobile_number mobile_no mobile_phone cell cell_number cell_phone cellphone telephone telephone_number tel tel. tel_no contact_number contact_no home_phone work_phone fax whatsapp whatsapp_number
		電話 電話番号 携帯 携帯番号 携帯電話 連絡先 전화 전화번호 휴대폰 휴대폰번호 휴대전화 연락처 핸드폰 telepon telp no_telp no_telepon no._telepon nomor_telepon no_hp no._hp nomor_hp hp no_wa nomor_wa teléfono telefono móvil movil celular número_de_teléfono telefone telemóvel número_de_telefone téléphone portable numéro_de_téléphone telefon telefonnummer handy handynummer mobil mobilnummer rufnummer điện_thoại số_điện_thoại sđt sdt di_động`,
	Mail:      `邮箱 电子邮箱 电子邮件 邮箱地址 邮件地址 email e-mail email_address e-mail_address mail mail_address emailaddress recipientemail recipient_email work_email メール メールアドレス 이메일 이메일주소 메일 surel alamat_email correo correo_electrónico correo_electronico courriel adresse_mail adresse_e-mail adresse_email e-mail-adresse email-adresse thư_điện_tử`,
	Messenger: `微信 微信号 微信昵称 微信名 微信id openid open_id unionid wechat wechat_id wechat_name weixin qq qq号 qq号码 qq群 用户标识 企业微信 钉钉 钉钉号 微博 抖音号 支付宝 支付宝账号 line_id skype telegram facebook instagram 카카오톡 카톡 zalo`,
	Identity: `身份证 身份证号 身份证号码 身份证件号 证件号 证件号码 证件编号 社保号 社保卡号 医保号 医保卡号 病历号 病案号 住院号 门诊号 就诊卡号 就诊号 驾驶证号 驾照号 学号 准考证号 工牌号 统一社会信用代码 纳税人识别号 ssn id_card id_card_no id_number id_no national_id identity identity_card identity_number ic_number nric social_security_number driver_license driving_licence license_number medical_record_number mrn patient_id
		マイナンバー 주민등록번호 주민번호 nik ktp no_ktp nomor_ktp dni nie nif cédula cedula curp rfc cpf rg cnpj ausweisnummer personalausweis sozialversicherungsnummer numéro_de_sécurité_sociale cmnd cccd số_cmnd số_cccd`,
	Passport: `护照 护照号 护照号码 通行证号 passport passport_number passport_no パスポート番号 여권번호 paspor no_paspor pasaporte passaporte passeport numéro_de_passeport reisepass reisepassnummer passnummer hộ_chiếu số_hộ_chiếu`,
	Card:     `银行卡 银行卡号 卡号 账号 帐号 银行账号 银行帐号 账户 开户账号 收款账号 信用卡号 card_number card_no credit_card bank_account bank_account_number account_number account_no iban 口座番号 계좌번호 카드번호 no_rekening nomor_rekening rekening cuenta_bancaria conta_bancária kontonummer kreditkartennummer numéro_de_carte số_tài_khoản`,
	Plate:    `车牌 车牌号 车牌号码 牌照 牌照号 车号 plate plate_number plate_no license_plate licence_plate license_plate_number number_plate registration_number vehicle_registration reg_no vehicle_no 車両番号 登録番号 ナンバープレート 차량번호 자동차번호 nomor_polisi no_polisi nopol plat_nomor matrícula matricula placa placa_do_veículo immatriculation plaque plaque_d'immatriculation kennzeichen kfz-kennzeichen nummernschild biển_số biển_số_xe`,
	Vehicle:  `车架号 车架号码 车辆识别代号 车辆识别代码 车辆识别码 底盘号 大架号 发动机号 发动机号码 vin vin码 vin号 vin_number vin_no vin_code vehicle_identification_number chassis chassis_number chassis_no engine_number engine_no 車台番号 차대번호 no_rangka nomor_rangka nomor_mesin bastidor número_de_bastidor chassi número_do_chassi châssis numéro_de_châssis fahrgestellnummer fahrzeug-identnummer fin số_khung số_máy`,
	Network:  `来自ip ip ip地址 登录ip 客户端ip mac地址 ip_address ipaddress ip_addr ipaddr client_ip user_ip submission_ip v6 mac_address ipアドレス ip주소 alamat_ip dirección_ip endereço_ip adresse_ip ip-adresse địa_chỉ_ip`,
	Address:  `地址 家庭住址 家庭地址 住址 居住地址 现住址 户籍地址 通讯地址 联系地址 邮寄地址 收货地址 收件地址 送货地址 详细地址 取送车地址 经度 纬度 经纬度 定位 gps定位 home_address street_address postal_address mailing_address delivery_address billing_address address address_line_1 address_line_2 street zip_code zip postcode postal_code locationlatitude locationlongitude location_latitude location_longitude locationaccuracy location_accuracy gps gps_coordinates latitude longitude lat lon lng 住所 ご住所 주소 집주소 alamat alamat_rumah alamat_lengkap dirección direccion domicilio endereço endereco morada adresse anschrift wohnort straße strasse postleitzahl plz địa_chỉ`,
	Birthday: `生日 出生日期 出生年月 出生年月日 birthday birth_date birthdate date_of_birth dob 生年月日 誕生日 생년월일 생일 tanggal_lahir tgl_lahir fecha_de_nacimiento data_de_nascimento date_de_naissance geburtsdatum geburtstag ngày_sinh`,
	Account: `工单 工单号 工单编号 订单 订单号 订单编号 维修单号 委托书号 委托单号 派工单号 结算单号 服务单号 施工单号 流水号 交易号 交易流水号 合同号 合同编号 保单号 发票号 发票号码 快递单号 运单号 物流单号 预约号 预约单号 受理号 受理单号 投诉单号 案件号 报案号 单号 单据号 单据编号 外部数据 externaldatareference externalreference external_data_reference external_reference network_id deviceid device_id token token_guid tokenguid photo_of_yourself
		work_order work_order_no work_order_number wo_number order_id order_no order_no. order_number orderid repair_order ro_number job_number job_no job_card case_number case_id ticket ticket_id ticket_number ticket_no invoice invoice_no invoice_number booking_id booking_number booking_reference reservation_number confirmation_number tracking_number contract_number contract_no policy_number policy_no transaction_id
		注文番号 受付番号 伝票番号 주문번호 접수번호 예약번호 no_pesanan nomor_pesanan no_order no_invoice número_de_pedido numero_de_pedido número_do_pedido numéro_de_commande numéro_de_dossier auftragsnummer bestellnummer rechnungsnummer vorgangsnummer mã_đơn_hàng số_đơn_hàng số_hợp_đồng`,
	Member: `account_id client_id client_number customer_no customer_no. customer_number kundennummer loyalty_number member_id member_no member_number membership_no membership_number mitgliedsnummer mã_khách_hàng mã_thành_viên no_anggota nomor_anggota nomor_pelanggan numéro_client numéro_de_client número_de_cliente número_de_socio número_de_sócio número_do_cliente user_id userid お客様番号 会员id 会员卡 会员卡号 会员号 会员账号 会員番号 客户代码 客户号 档案号 用户id 用户编号 用户账号 顾客号 고객번호 회원번호`,
	Name: `姓名 名字 客户姓名 顾客姓名 患者姓名 用户姓名 会员姓名 学生姓名 家长姓名 车主 车主姓名 车主名称 送修人 送修人姓名 联系人 联系人姓名 称呼 尊称 昵称 填表人 填写人 答卷人 签名 投保人 被保险人 收件人 收货人 开票人 推荐人 推荐人姓名 full_name first_name last_name middle_name given_name family_name surname forename nickname firstname lastname fullname recipientlastname recipientfirstname recipient_last_name recipient_first_name customer_name client_name guest_name owner_name owner's_name driver_name contact_name contact_person respondent_name participant_name patient_name student_name parent_name your_name user_name account_name signature observer_name v3 v4 v5
		氏名 お名前 名前 御名前 이름 성명 성함 고객명 nama nama_lengkap nama_pelanggan nama_responden nama_depan nama_belakang nombre nombre_completo nombre_y_apellidos apellido apellidos nombre_del_cliente nome nome_completo sobrenome apelido nome_do_cliente nom prénom prenom nom_complet nom_et_prénom nom_du_client vorname nachname familienname vollständiger_name kundenname họ_tên họ_và_tên tên tên_khách_hàng`,
	Staff: `服务顾问 服务顾问姓名 接待顾问 售后顾问 销售顾问 置业顾问 理财顾问 顾问 顾问姓名 sa 技师 技师姓名 维修技师 主修技师 维修工 主修人 维修人员 钣金技师 喷漆技师 班组 接待员 接待人 接待人员 业务员 业务人员 客户经理 理财经理 大堂经理 销售 销售员 销售人员 经办人 经手人 办理人 受理人 负责人 责任人 跟进人 员工 员工姓名 员工编号 员工号 工号 柜员 柜员号 收银员 导购 导购员 店员 服务员 服务人员 服务专员 客服 客服人员 客服专员 客服工号 座席 坐席 坐席工号 主治医生 主治医师 医生 医师 医生姓名 接诊医生 护士 责任护士 教师姓名 任课教师 班主任 教练 调查员 访问员 访员 访员编号 督导 回访员 回访人 回访人员 理赔员 查勘员 配送员 快递员 司机 司机姓名 录入人 录入员 审核人 店长 店长姓名 经理姓名
		advisor adviser service_advisor service_adviser service_consultant sales_consultant sales_advisor consultant technician technician_name mechanic tech salesperson salesman sales_rep sales_representative sales_executive staff staff_name staff_id staff_member employee employee_name employee_id employee_no employee_number agent agent_name agent_id operator operator_name interviewer enumerator enumerator_name doctor physician doctor_name nurse nurse_name cashier teller server served_by attended_by assigned_to handled_by account_manager relationship_manager case_worker case_manager instructor driver supervisor submitted_by _submitted_by
		担当者 担当者名 担当 スタッフ名 담당자 담당자명 직원명 상담원 상담사 petugas nama_petugas nama_karyawan karyawan teknisi mekanik kasir nama_sales pewawancara asesor asesor_de_servicio técnico tecnico empleado vendedor encuestador atendido_por consultor atendente funcionário entrevistador conseiller technicien vendeur employé enquêteur berater serviceberater techniker mechaniker mitarbeiter sachbearbeiter verkäufer bearbeiter ansprechpartner interviewer tư_vấn cố_vấn_dịch_vụ nhân_viên tên_nhân_viên kỹ_thuật_viên`,
}

// bareWords are personal only as the whole head: name, but not company name.
const bareWords = `name 名称 contact user username 用户名 identity staff employee agent server operator driver doctor nurse sa tech token ticket invoice order 订单 销售 客服 员工 顾问 技师 医生 护士 店长 司机 教练 班组 督导 nom tên nombre nome fin hp rg mobile mobil cell mail ip v3 v4 v5 v6 portable lat lon street zip`

var (
	kindOfHeader = sync.OnceValue(headerKinds) // a millisecond, spared where no table is read
	bareHeader   = words(bareWords)
)

func headerKinds() map[string]Kind {
	out := make(map[string]Kind)
	for k := Phone; k <= Staff; k++ {
		for _, w := range strings.Fields(headerWords[k]) {
			w = strings.ToLower(string(fold(w).folded))
			out[w] = k
			out[strings.ReplaceAll(w, "_", " ")] = k
		}
	}
	for w, k := range map[string]Kind{"name": Name, "名称": Name, "contact": Name, "user": Name, "username": Name, "用户名": Name} {
		out[w] = k
	}
	return out
}

// Header says what kind of personal data the head of a column announces: as a
// whole, with a question's number, brackets and words of politeness around it
// (3. 请输入您的手机号：), or at the end of a few characters (维修工单号). A question
// about a telephone or an adviser is none.
func Header(text string) (Kind, bool) {
	s := plainHeader(text)
	if s == "" {
		return 0, false
	}
	if k, ok := kindOfHeader()[s]; ok {
		return k, true
	}
	if i := strings.IndexAny(s, "(["); i > 0 {
		if k, ok := Header(s[:i]); ok {
			return k, true
		}
	}
	body := headerTail().ReplaceAllString(headerLead().ReplaceAllString(s, ""), "")
	if k, ok := kindOfHeader()[body]; ok && body != "" && (body == s || !bareHeader.has(body)) {
		return k, true
	}
	return headerEnd(body)
}

var (
	headerNumber = form(`^(?:第 ?\d{1,3} ?题|q?\d{1,3}(?:\.\d{1,2})* ?(?:[、.．:)\-]|\s)) ?`)
	headerKind   = form(`\[[^\]]{0,8}(?:题|必填|必答|选填|optional|required)\]|\*+|\((?:必填|选填|可选|optional|required)\)`)
	headerLead   = form(`^(?:请(?:输入|填写|留下|提供|写下|选择|告知)|填写|您的|你的|您|你|贵|客户|顾客|患者|车主|用户|会员|受访者|填写人|联系人|本人|员工|please (?:enter|provide|give|type|state|write|leave) |(?:what is |what's )?(?:your|the) |enter |customer'?s? |client'?s? |guest'?s? |respondent'?s? |contact |patient'?s? |owner'?s? |the |ihre? |votre |su |seu |sua |anda )+`)
	headerTail   = form(`[\s::?*。!,，]+$`)
	// asksAbout are words of a question about the thing, not its datum.
	asksAbout = form(`满意|评价|态度|是否|多少|几|费|价|质量|方便|畅通|信号|品牌|型号|类型|使用|清晰|及时|速度|耐心|专业|热情|礼貌|对|吗|如何|怎么|为什么|什么|技术|服务水平|能力|形象|着装|沟通|satisf|rate|how|quality|polite|friendly|helpful|why|which`)
)

// plainHeader brings a head into the form of the lists.
func plainHeader(text string) string {
	s := strings.ToLower(string(fold(text).folded))
	s = headerKind().ReplaceAllString(s, "")
	s = strings.Join(strings.Fields(s), " ")
	if m := headerNumber().FindString(s); len(m) < len(s) {
		s = s[len(m):]
	}
	return headerTail().ReplaceAllString(strings.TrimSpace(s), "")
}

// endWords end short heads of personal data whatever comes before them.
var endWords = []struct {
	word string
	kind Kind
}{
	{"手机号", Phone}, {"手机号码", Phone}, {"电话", Phone}, {"电话号码", Phone}, {"联系方式", Phone}, {"邮箱", Mail}, {"电子邮件", Mail}, {"微信号", Messenger}, {"qq号", Messenger}, {"身份证号", Identity}, {"身份证号码", Identity}, {"证件号", Identity}, {"证件号码", Identity},
	{"护照号", Passport}, {"银行卡号", Card}, {"账号", Card}, {"车牌号", Plate}, {"车牌", Plate}, {"车架号", Vehicle}, {"底盘号", Vehicle}, {"vin", Vehicle}, {"住址", Address}, {"家庭地址", Address}, {"生日", Birthday}, {"出生日期", Birthday},
	{"会员号", Member}, {"会员卡号", Member}, {"单号", Account}, {"银行卡号", Card}, {"卡号", Card}, {"订单编号", Account}, {"工单编号", Account}, {"姓名", Name}, {"工号", Staff}, {"服务顾问", Staff}, {"维修技师", Staff}, {"业务员", Staff}, {"经办人", Staff}, {"负责人", Staff},
	{" phone number", Phone}, {" mobile number", Phone}, {" telephone", Phone}, {" phone", Phone}, {" e-mail", Mail}, {" email", Mail}, {" email address", Mail}, {" full name", Name}, {" first name", Name}, {" last name", Name}, {" date of birth", Birthday}, {" home address", Address}, {" license plate", Plate}, {" plate number", Plate}, {" order number", Account}, {" order no", Account}, {" membership number", Member}, {" passport number", Passport}, {" advisor name", Staff}, {" technician name", Staff}, {" employee name", Staff}, {" staff name", Staff},
}

// longestHeader bounds a head that ends with one of endWords, in characters.
const longestHeader = 24

func headerEnd(s string) (Kind, bool) {
	if utf8.RuneCountInString(s) > longestHeader || asksAbout().MatchString(s) {
		return 0, false
	}
	for _, e := range endWords {
		if strings.HasSuffix(s, e.word) {
			return e.kind, true
		}
	}
	return 0, false
}
