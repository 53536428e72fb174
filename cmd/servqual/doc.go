/*
Servqual turns survey spreadsheets into service-quality scores and reports.

	servqual COMMAND FILE… [flags]

FILE is a spreadsheet (.xlsx, .xlsm, .xls, .csv, .tsv, .zip), a folder or a
pattern that stands for all its files, or - for standard input. Several files
are read as one survey. Flags work before and after the file names.

# Commands

The monthly report, as a page, a PDF and a workbook:

	servqual report fixtures/aftersales/2026-10.xlsx --lang zh --out out

The scores, for people and for machines:

	servqual score fixtures/aftersales/2026-10.csv
	servqual score fixtures/aftersales/2026-10.xlsx --by unit --format json

Up to 1,000 segments each holds all figures. Above that, each holds the core
figures – n, means and standard deviations, weights, alpha, the totals – and
"figures":"core" says so. The total at the top always has all. --figures core or
all overrides that:

	servqual score fixtures/aftersales/2026-10.xlsx --by unit --figures core --format json

The same as a workbook to filter: a row for each segment, a column for each
figure:

	servqual score fixtures/aftersales/2026-10.xlsx --by unit,wave --format xlsx --lang zh --out out/scores.xlsx

What is wrong with the data:

	servqual check fixtures/aftersales/2026-10.xlsx

All five gaps and their causes, from the answers of customers, managers and
contact staff: a file each, one workbook with three sheets, or one sheet with a
column that says who answered:

	servqual gap --customers fixtures/gaps/customers.xlsx --managers fixtures/gaps/managers.xlsx --staff fixtures/gaps/staff.xlsx --lang zh
	servqual gap fixtures/gaps/three-sheets.xlsx --format json
	servqual gap fixtures/gaps/one-sheet.xlsx --lang zh

The same as chapters of the monthly report:

	servqual report fixtures/gaps/customers.xlsx --managers fixtures/gaps/managers.xlsx --staff fixtures/gaps/staff.xlsx --lang zh --out out

How a figure came about: columns, counts, the formula with the numbers put in:

	servqual explain gap/REL fixtures/oracle/customers.csv

How well the form measures, what drives satisfaction, the indices; each also as
json, html, pdf or xlsx:

	servqual reliability fixtures/oracle/customers.csv
	servqual drivers fixtures/oracle/customers.csv --lang zh
	servqual index fixtures/oracle/customers.csv --format html,xlsx --out out

The same in a copy of the data, the cells coloured and commented, in front a
list of all problems with links to them:

	servqual check fixtures/aftersales/2026-10.xlsx --mark out/marked.xlsx

The structure of the answers – KMO, Bartlett, factors, a confirmatory model of
the dimensions – with the tables that SPSS prints:

	servqual factors fixtures/oracle/customers.csv
	servqual factors fixtures/oracle/customers.csv --rotation varimax --factors 5 --lang zh

How many answers to collect, and how exact they will be; FILE lists the units
and their customers:

	servqual plan --population 800 --margin 5 --response-rate 30
	servqual plan --units cmd/servqual/testdata/units-gbk.csv --lang zh

Units compared: three tiers, ranks as intervals, best practice, each unit's
page; known customer numbers weight the region. --batch also writes every
unit's monthly report, with a list of which file is whose, and goes on where it
stopped:

	servqual benchmark fixtures/aftersales/2026-10.xlsx --lang zh
	servqual benchmark fixtures/aftersales/2026-10.xlsx --last 6 --targets gap=-0.8,gap/REL=-1 --format html,pdf,xlsx --out out
	servqual benchmark fixtures/aftersales/2026-10.xlsx --batch --format html --out out/units

A score, item or share over the waves: noise or not, before and after an event;
with --table a column of a table of months, or a count over its base:

	servqual trend fixtures/aftersales/2026-10.xlsx --measure gap/REL --event 2026-03=培训
	servqual trend fixtures/aftersales/2026-10.xlsx --measure below/REL --format json
	servqual trend --table fixtures/oracle/monthly.csv --measure complaints/n --lang zh

What was recognised, to be looked over: a mapping workbook to edit in Excel, with
a row for each column, the words of the answers with their numbers, and the names
of units; or a study file (YAML), which says the same. Either is read when
--study names it, or when it lies beside the data as mapping.xlsx, 对应表.xlsx or
servqual.yaml. A draft stays one until Confirmed is set to yes (confirmed: true):

	servqual init fixtures/aftersales/2026-10.csv --out out/mapping.xlsx
	servqual init fixtures/aftersales/2026-10.csv --out -

Files, waves, sides or blocks that were answered on different scales are each
scored on their own and compared on 0–100, which check, the scores and the first
page say; where a file does not show its own scale, it is asked. Both are stated
in the study file, the last line that fits counting:

	scales:
	  - {wave: 2026-09, min: 1, max: 5}
	  - {file: 朝阳店.csv, min: 1, max: 10}
	  - {side: importance, min: 1, max: 5}
	  - {dimension: D2, min: 1, max: 7, best: 1}

A blank form to collect answers with: an answer sheet with drop-downs and a
questionnaire to print, a form for KoboToolbox and ODK, a text that 问卷星
imports. What comes back filled in is recognised without a study file:

	servqual template --lang both --out out/form.xlsx
	servqual template --instrument gap-managers --lang zh --out out/managers.xlsx
	servqual template --kind xlsform --lang both --out out/kobo.xlsx
	servqual template --kind wjx --lang zh --out out/wjx.txt

Month after month in one workspace: servqual.db in the current folder, a file
that --workspace names, or a PostgreSQL database that an office shares, as
postgres://user@host/database. Wave and unit come from the data, or from --wave
and --unit. A file speaks only of its own waves and units: branch files imported
one by one add up. A file that is stored already changes nothing. One in which
every stored response of its waves and units is found again, by id, else by time,
else by the answers, takes their place and says what changed: a correction, or a
later export with more responses. One that lacks some of them, such as a filtered
or cut-off export, is refused with what would be lost, unless --replace is given:

	servqual import fixtures/aftersales/2026-10.xlsx --workspace out/servqual.db
	servqual waves --workspace out/servqual.db
	servqual waves show 2026-10 --workspace out/servqual.db --format json
	servqual waves remove 2026-09 --unit 大兴店 --yes --workspace out/servqual.db

The workspace has a register of units: their names, the other names that the
data has for them, and what they belong to. Names that may be one unit in two
writings keep an import from being stored, with exit code 3, until --alias or
"units alias" says that they are one, or "units add" that they are two. To rename
a unit or to merge it into another one changes all that is stored. Units that had
answers in one of the three waves before and have none now are named by import,
report and benchmark:

	servqual units --workspace out/servqual.db
	servqual units alias 朝阳门店=朝阳店 --workspace out/servqual.db
	servqual units parent 朝阳店 华北 北京 --workspace out/servqual.db
	servqual units rename 大兴店 大兴旗舰店 --workspace out/servqual.db
	servqual units merge 大兴旗舰店 朝阳店 --workspace out/servqual.db
	servqual units missing --workspace out/servqual.db --format json

Where neither ids nor times tell responses apart, a file passes as a correction
when it has no fewer responses and at most one in ten of a wave and unit differs.

Every change of the workspace, by this and the commands below, can be taken
back: it makes a version, and the last 30 versions are kept. To go back to one is
a change too, and can be taken back in the same way:

	servqual waves history --workspace out/servqual.db
	servqual waves restore 2 --workspace out/servqual.db

Until then what was removed is still in the workspace. To delete it for good,
with all earlier versions:

	servqual waves forget --yes --workspace out/servqual.db

A workspace on a failing disk, or copied badly, gives wrong numbers in silence.
All that it keeps is held against checksums made when it was written; what
differs is named, and the exit code is 3 (answers that differ are never
reported on):

	servqual waves check --workspace out/servqual.db

Scores, reports and charts take their answers from it; earlier waves make the
trend:

	servqual score --workspace out/servqual.db --by wave --unit 朝阳店
	servqual report --workspace out/servqual.db --wave 2026-10 --unit 朝阳店 --out out

It also keeps what is done about the gaps, and what the units reached, to
compare later waves with:

	servqual actions add 交车前逐项确认 --gap gap/REL --owner 李雷 --due 2026-11-30 --workspace out/servqual.db
	servqual actions done 1 --date 2026-11-15 --workspace out/servqual.db
	servqual targets set gap/REL -0.3 --workspace out/servqual.db
	servqual targets set gap/REL -0.5 --unit 朝阳店 --workspace out/servqual.db
	servqual events add 2026-09-05 服务礼仪培训 --kind training --workspace out/servqual.db
	servqual norms save 2026 --wave 2026-10 --workspace out/servqual.db

The report from the workspace then lists the actions, sets the waves after an
action that is done against those before, and the measures against their
targets. The targets and events are listed by

	servqual targets --workspace out/servqual.db
	servqual events --workspace out/servqual.db --format json

One chart:

	servqual chart fixtures/aftersales/2026-10.xlsx --kind radar --out out/radar.svg

# Names

Values of flags may be said in the words of the reader, in upper or lower case:
by their labels in Chinese or English, a field also by the header of its column,
a wave by its month or quarter in any common form where only one fits, a unit by
a part of its name that only one has. What is not understood is answered with
what is near and what there is:

	servqual score fixtures/aftersales/2026-10.csv --by 门店 --format 表格
	servqual score fixtures/aftersales/2026-10.xlsx --wave 2026年9月 --unit 朝阳
	servqual trend fixtures/aftersales/2026-10.xlsx --measure 差距/可靠性
	servqual chart fixtures/aftersales/2026-10.xlsx --kind 雷达图 --out out/雷达图.svg
	servqual explain 可靠性 fixtures/oracle/customers.csv --lang 中文
	servqual help score --lang zh

# Flags of every command

	--workspace NAME    take the answers from a workspace instead of files
	--study FILE        mapping workbook or study file; default mapping.xlsx,
	                    对应表.xlsx or servqual.yaml beside the data
	--instrument NAME   servqual-22, servqual-22-1988, servperf-22, five-elements,
	                    gap-managers, gap-staff, gap-three-groups,
	                    libqual-22, libqual-ip
	--sheet NAME        read only this sheet of workbooks
	--encoding NAME     of text files: gb18030, big5, cp949, latin1 …
	--by FIELD,FIELD    segment: unit, wave, region or any field of the study, by
	                    its name, its label or the header of its column
	--unit, --wave      look at one of them
	--lang zh|en|both   default from the locale, on Windows from the system
	--confidence 0.95   level of all intervals
	--reversed-ok       score although items seem to point the wrong way (a
	                    reversal forgotten, or done twice): you have looked
	--strict            exit with code 3 when the data has errors
	--quiet             print nothing but results

CSV in a file (--format csv --out FILE) begins with a byte-order mark, without
which Excel reads Chinese as something else; on standard output it has none
unless --csv-bom asks for it.

# Personal data

Columns of names, telephone numbers, addresses, plates, orders, members or
advisers, known by their heads or by their cells, are neither printed nor stored
unless the study file names them. Comments, causes in customers' own words and
all that is quoted from cells are masked (***) before they are printed or
stored. A marked copy (check --mark) is the file itself with all its columns:
delete those of personal data before you pass it on.

# Exit codes

	0  done
	1  could not run, or was interrupted
	2  the command line is wrong
	3  the data has errors (check, and every command under --strict), or a
	   question has to be answered first

Ctrl-C ends every command within a second, with code 1 and a line that says what
was done and what not; a second Ctrl-C kills it. No file is left half-written,
the formats of one report appear together, and a workspace is as it was. A batch
that was interrupted goes on where it stopped. What a killed run left behind in
an output folder, named .servqual-…, goes with the next run.

Results go to standard output, everything else to standard error. A file
appears whole or not at all. Its name carries the kind of document, the unit and
the wave, as in 服务质量报告-朝阳店-2026-10.html; a name that some disk would not
take, or not tell from another's, ends in eight digits of its own.
*/
package main
