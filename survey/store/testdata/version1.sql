PRAGMA application_id = 1400271191;
CREATE TABLE servqual_schema (version INTEGER NOT NULL);
INSERT INTO servqual_schema (version) VALUES (1);
CREATE TABLE servqual_counter (name TEXT PRIMARY KEY, last INTEGER NOT NULL);
	CREATE TABLE servqual_study (
		id INTEGER PRIMARY KEY,
		digest TEXT NOT NULL UNIQUE,
		instrument TEXT NOT NULL,
		version TEXT NOT NULL,
		yaml TEXT NOT NULL
	);
	CREATE TABLE servqual_import (
		id INTEGER PRIMARY KEY,
		study INTEGER NOT NULL REFERENCES servqual_study (id),
		summary TEXT NOT NULL,
		issues TEXT NOT NULL
	);
	CREATE TABLE servqual_file (
		import INTEGER NOT NULL REFERENCES servqual_import (id),
		source INTEGER NOT NULL,
		name TEXT NOT NULL,
		sheet TEXT NOT NULL,
		sha256 TEXT NOT NULL,
		PRIMARY KEY (import, source)
	);
	CREATE INDEX servqual_file_sha256 ON servqual_file (sha256);
	CREATE TABLE servqual_part (
		wave TEXT NOT NULL,
		unit TEXT NOT NULL,
		import INTEGER NOT NULL REFERENCES servqual_import (id),
		n INTEGER NOT NULL,
		flagged INTEGER NOT NULL,
		sources TEXT NOT NULL,
		comments TEXT NOT NULL,
		answers BLOB NOT NULL,
		PRIMARY KEY (wave, unit)
	);
	CREATE INDEX servqual_part_import ON servqual_part (import);
INSERT INTO servqual_counter (name, last) VALUES ('study', '1');
INSERT INTO servqual_counter (name, last) VALUES ('import', '2');
INSERT INTO servqual_study (id, digest, instrument, version, yaml) VALUES ('1', 'f1ae3efb58a21e1860c5bbd2905154b199b44955265512a035528c4e09c69e60', 'sample', '1', 'title:
  zh: 服务质量
  en: Service quality
version: "1"
scale:
  min: 1
  max: 7
sides:
  - expectation
  - perception
dimensions:
  - id: TAN
    label:
      zh: 维度TAN
      en: TAN
    weight: 30.0
  - id: REL
    label:
      zh: 维度REL
      en: REL
    weight: 31.0
  - id: RES
    label:
      zh: 维度RES
      en: RES
    weight: 32.0
items:
  - id: TAN1
    dimension: TAN
    label:
      zh: 题TAN1
      en: TAN1
    columns:
      expectation: ETAN1
      perception: PTAN1
  - id: TAN2
    dimension: TAN
    label:
      zh: 题TAN2
      en: TAN2
    columns:
      expectation: ETAN2
      perception: PTAN2
  - id: TAN3
    dimension: TAN
    label:
      zh: 题TAN3
      en: TAN3
    reversed: true
    columns:
      expectation: ETAN3
      perception: PTAN3
  - id: REL1
    dimension: REL
    label:
      zh: 题REL1
      en: REL1
    columns:
      expectation: EREL1
      perception: PREL1
  - id: REL2
    dimension: REL
    label:
      zh: 题REL2
      en: REL2
    columns:
      expectation: EREL2
      perception: PREL2
  - id: REL3
    dimension: REL
    label:
      zh: 题REL3
      en: REL3
    reversed: true
    columns:
      expectation: EREL3
      perception: PREL3
  - id: REL4
    dimension: REL
    label:
      zh: 题REL4
      en: REL4
    columns:
      expectation: EREL4
      perception: PREL4
  - id: RES1
    dimension: RES
    label:
      zh: 题RES1
      en: RES1
    columns:
      expectation: ERES1
      perception: PRES1
  - id: RES2
    dimension: RES
    label:
      zh: 题RES2
      en: RES2
    columns:
      expectation: ERES2
      perception: PRES2
  - id: RES3
    dimension: RES
    label:
      zh: 题RES3
      en: RES3
    reversed: true
    columns:
      expectation: ERES3
      perception: PRES3
weights:
  REL: W_REL
  RES: W_RES
  TAN: W_TAN
fields:
  unit: unit
  region: region
  wave: wave
  overall: overall
  recommend: recommend
  complaint: complaint
outcomes:
  overall:
    min: 1
    max: 7
  recommend:
    min: 0
    max: 10
targets:
  gap/REL: -0.5
report:
  title:
    zh: 月报
    en: Monthly
  colours:
    - "#123456"
  chapters:
    - gap5
');
INSERT INTO servqual_import (id, study, summary, issues) VALUES ('1', '1', '{"files":[{"file":"a.xlsx","sheet":"答卷","platform":"sheet","sha256":"a","header_rows":1,"responses":12,"unfinished":0,"bound":30,"unbound":0,"used":12,"dropped":{"total":1}}],"first_date":"2026-09-01","last_date":"2026-09-28"}', '[{"code":"answer-range","severity":"warning","pos":{"file":"a.xlsx","sheet":"答卷","row":5,"col":3},"subject":"REL2","got":"9","want":{"zh":"1到7","en":"1 to 7"},"effect":{"zh":"视为缺失","en":"missing"},"count":2,"places":[{"file":"a.xlsx","sheet":"答卷","row":9,"col":3}]}]');
INSERT INTO servqual_import (id, study, summary, issues) VALUES ('2', '1', '{"files":[{"file":"b.xlsx","sheet":"答卷","platform":"sheet","sha256":"b","header_rows":1,"responses":15,"unfinished":0,"bound":30,"unbound":0,"used":15,"dropped":{"total":1}}],"first_date":"2026-10-01","last_date":"2026-10-28"}', '[{"code":"answer-range","severity":"warning","pos":{"file":"b.xlsx","sheet":"答卷","row":5,"col":3},"subject":"REL2","got":"9","want":{"zh":"1到7","en":"1 to 7"},"effect":{"zh":"视为缺失","en":"missing"},"count":2,"places":[{"file":"b.xlsx","sheet":"答卷","row":9,"col":3}]}]');
INSERT INTO servqual_file (import, source, name, sheet, sha256) VALUES ('1', '0', 'a.xlsx', '答卷', 'a');
INSERT INTO servqual_file (import, source, name, sheet, sha256) VALUES ('2', '0', 'b.xlsx', '答卷', 'b');
INSERT INTO servqual_part (wave, unit, import, n, flagged, sources, comments, answers) VALUES ('2026-09', '朝阳店', '1', '12', '1', '[{"source":0,"n":12}]', '[{"text":"等了很久 \u003ca\u003e","source":0,"row":4}]', x'28b52ffd44003e024d0c00025b4e326069030098f3ed47942128e636cccbe297d22ffc1868528cbc5069fd8537a4757feaffc6fe7c7fe63bba3588edbd77ceb90f56a600a82a5759b5caaaeac184295a18508185290321035670802102850c3ca622814c2c1428d2d02a652b379090716131218305d385c574e0b960dda37bcbcb1ba83c140a14792e0d6875db279e2713c8e54100a51d301485e3f1878c84e37102171c301e32131115fffb9be1578d4e541f4a565bdaf961d668ed6a2ccfae96796cee69b31d36d117f967775f83c2f1b0e8f84b1f8f85583edf893e1be2d26777cdb3738e6dd1cff61cbbf5bd64b337865fab36a7d4d4363cc393eec45f64f7665e43c2f1b0c86c6b9da5a1e464e20da35c87e818dea12f32b36c96afbde4a849d78cffd1154882b13c91cb630950dff866f1ae024930104ce4b12478043426222aacc080062d2080c3262721a5c8796045869e8d4ebc3a97b67bd1b049c9e39bdd20f1b51cb37666613971006d9aafdd41f265d3ae20f9da6cf772cc2c9d2d70d139303148be6cdaf5757ccbeb290de0924f1d858da2');
INSERT INTO servqual_part (wave, unit, import, n, flagged, sources, comments, answers) VALUES ('2026-10', '朝阳店', '2', '15', '0', '[{"source":0,"n":15}]', '[{"text":"等了很久 \u003cb\u003e","source":0,"row":4}]', x'28b52ffd4400a202850d00629f553160690300c47575468401265e33cc6b317ba3cf69069a14232fefd83fa9c72c958a0a374ac9bfefe8d023727ae79d73ee034d959898c8d4949ae860c22682362c81858dc5830b56a1c106040a1ae68ca5324171a978280c6c4a8965139b52c9208206c6c5c61628d8605c6cac96a762c0c11849daeabfdd3a2b60712a2a1e8a836178d9653d4d413181710e3cd74944628888c48e8ce4c81820818045c483845d7556518b56d7dc13e8bc9919d5b5adcdbe3e5709bd7842fd7df7ff31e18f65acebb9ac1715e9735f4dc324222996cf5c7be9b60e11cdbe33f4fa7807ab9ea7bd586790ff05ddaca932da9096ef37e868fbddc3a2d77e567377d5c79dd5af77f75af2ec5a2c8d7bb31b202292b2233bfff2f157c85957a86ed6e62177adf6fe9bfbaaef90e65a9f1f110f12e59b0baa8d75232d4f2573712818e7028055a5fdb48a7e65792a99890cc5b920700234443c48940007032c203083016c008d3d187d841b63d763aebc03c412a8dc1004018d490f2c304bff3d40bcaa01c3551db73eda2f0603a67066d7a066c1d27cb16a166c6d82a066c1d66d1dae8a5f260c6a162c3d0706667f21ec365af204e80f256e');
