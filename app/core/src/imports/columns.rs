//! What columns hold: proposed from the words of their headings and from what stands in them.
//!
//! **Invariant:** a proposal is only ever confirmed by a person; a heading nobody knows and whose cells look like nothing is left out.

use linli_contract::imports::Column;
use linli_contract::tables::Cell;
use linli_shared::areas::writing::DoorText;
use linli_shared::calendar::Date;
use linli_shared::households::{CodeList, Field};

use super::cells::{self, Read, half_width};
use super::headings::Heading;
use super::words;

/// Words in headings, the more telling ones first: the first line of which a heading holds a word decides.
const WORDS: &[(Column, &[&str])] = &[
    (
        Column::Ignore,
        &[
            "序号",
            "证件类型",
            "证件种类",
            "年龄",
            "更新时间",
            "填表",
            "更新日期",
            "出生地",
            "户口性质",
            "户口类型",
            "登记人",
            "审核",
            "图片",
        ],
    ),
    (Column::IdNumber, &["身份证", "身份号码", "证件号", "公民身份", "身分证", "证件编号"]),
    (
        Column::Field(Field::LandlordPhone),
        &["房东电话", "房主电话", "房东手机", "房东联系", "房主联系", "房主手机", "产权人电话", "产权人联系"],
    ),
    (Column::Field(Field::LandlordName), &["房东", "房主", "产权人"]),
    (Column::Field(Field::FormerName), &["曾用名", "别名"]),
    (Column::Field(Field::Relation), &["关系", "称谓"]),
    (Column::Field(Field::Phone), &["电话", "手机", "联系方式", "联系号码", "联系人号码"]),
    (Column::Field(Field::BookletNumber), &["户号", "户口簿号", "户口本号", "户口簿编号"]),
    (Column::Household, &["家庭编号", "家庭号", "户序号", "户编号"]),
    (Column::Field(Field::Name), &["姓名", "名字"]),
    (Column::Field(Field::Sex), &["性别"]),
    (Column::Field(Field::BirthDate), &["出生", "生日"]),
    (Column::Field(Field::Ethnicity), &["民族"]),
    (Column::Field(Field::Marital), &["婚姻", "婚否"]),
    (Column::Field(Field::PermitUntil), &["到期", "有效期", "截止日期"]),
    (Column::Field(Field::PermitFrom), &["登记日期", "办证日期", "办理日期", "签发日期", "发证日期"]),
    (Column::Field(Field::PermitKind), &["办证", "居住证", "暂住证"]),
    (
        Column::Field(Field::InflowReason),
        &["流入原因", "事由", "来沪原因", "来本地原因", "流动原因", "居住原因", "来沪事由"],
    ),
    (Column::Field(Field::RegisteredAddress), &["户籍地", "户籍所在", "户口所在", "户口地"]),
    (Column::Field(Field::NativePlace), &["籍贯", "原籍"]),
    (Column::Field(Field::Residence), &["人口类型", "户籍", "人口性质", "人户", "流动人口", "人口类别", "居住性质"]),
    (Column::Field(Field::Education), &["学历", "文化程度", "教育程度", "文化"]),
    (Column::Field(Field::Occupation), &["职业", "工种"]),
    (
        Column::Field(Field::Workplace),
        &["工作单位", "服务处所", "就业单位", "工作地", "单位名称", "就读学校", "单位/学校"],
    ),
    (Column::Field(Field::Politics), &["政治面貌", "党员", "政治"]),
    (
        Column::Care,
        &[
            "人员类别",
            "人群类别",
            "重点人群",
            "特殊人群",
            "关爱",
            "困难类型",
            "特殊类别",
            "人员类型",
            "特殊情况",
            "关注类型",
        ],
    ),
    (Column::Field(Field::CareAloneElder), &["独居"]),
    (Column::Field(Field::CareVeryOld), &["高龄", "80岁", "八十岁"]),
    (Column::Field(Field::CareDisabled), &["残疾", "残障"]),
    (Column::Field(Field::CareSeriouslyIll), &["重病", "大病", "重疾"]),
    (Column::Field(Field::CareChildInNeed), &["困境儿童", "孤儿"]),
    (Column::Field(Field::CareLeftBehind), &["留守"]),
    (Column::Field(Field::FloorArea), &["面积"]),
    (
        Column::Field(Field::HomeUse),
        &[
            "房屋使用",
            "用房性质",
            "房屋性质",
            "居住情况",
            "房屋用途",
            "房屋状态",
            "使用情况",
            "房屋类型",
            "使用性质",
            "居住状态",
            "房屋情况",
        ],
    ),
    (Column::Field(Field::Dwelling), &["住所类型", "居住类型", "居住方式", "居住处所"]),
    (Column::Field(Field::HomeNote), &["备注", "说明"]),
    (Column::Address, &["地址", "住址", "居住地", "住处", "楼室", "详址"]),
    (Column::Grid, &["网格"]),
    (Column::Building, &["楼栋", "楼号", "栋号", "幢号", "座号", "几号楼", "号楼", "楼幢", "楼宇", "门牌楼"]),
    (Column::Stair, &["单元", "门洞", "楼道", "门栋", "楼梯"]),
    (Column::Door, &["室号", "房号", "房间", "门牌", "户室", "门号", "房屋号", "门户"]),
];

/// Headings so short that they count only as a whole.
const WHOLE: &[(Column, &[&str])] = &[
    (Column::Ignore, &["ID", "NO", "编号", "日期", "层", "楼层"]),
    (Column::Building, &["楼", "栋", "幢", "座", "楼座", "楼房"]),
    (Column::Stair, &["门", "梯"]),
    (Column::Door, &["室", "房", "户", "门室"]),
    (Column::Field(Field::Workplace), &["单位", "学校"]),
    (Column::Field(Field::HomeUse), &["使用", "用途", "自住/出租"]),
    (Column::Field(Field::Phone), &["联系", "TEL", "号码"]),
    (Column::Field(Field::Name), &["居民", "成员", "住户", "业主", "名"]),
    (Column::Household, &["户主"]),
];

/// A heading without spaces, brackets and numbers at its ends.
pub(super) fn plain(heading: &str) -> String {
    let word = words::plain(heading);
    let trimmed =
        word.trim_matches(|one: char| one.is_ascii_digit() || matches!(one, '*' | ':' | '.' | '、' | '-' | '_' | '#'));
    if trimmed.is_empty() { word } else { trimmed.to_owned() }
}

/// What a heading says on its own.
pub(super) fn known(heading: &str) -> Option<Column> {
    let word = plain(heading);
    if word.is_empty() {
        return None;
    }
    let whole = WHOLE.iter().find(|(_, words)| words.contains(&word.as_str()));
    whole
        .or_else(|| WORDS.iter().find(|(_, words)| words.iter().any(|one| word.contains(one))))
        .map(|(column, _)| *column)
}

/// Proposes what each column holds.
pub(super) fn propose(headings: &[Heading], rows: &[Vec<Cell>]) -> Vec<Column> {
    let mut columns: Vec<Column> = headings.iter().map(|heading| heading.column().unwrap_or(Column::Ignore)).collect();
    let samples: Vec<Vec<&Cell>> = (0..columns.len()).map(|at| sample(rows, at)).collect();
    householder(headings, &mut columns);
    for (at, sample) in samples.iter().enumerate() {
        if sample.is_empty() {
            continue;
        }
        match columns[at] {
            Column::Ignore if headings[at].column().is_none() => {
                if let Some(found) = by_content(sample, &columns) {
                    columns[at] = found;
                }
            }
            // A booklet's number is long; a short one only numbers the families of a list.
            Column::Field(Field::BookletNumber) if share(sample, |text| text.chars().count() <= 4) > 0.8 => {
                columns[at] = Column::Household;
            }
            Column::Door
                if share(sample, |text| DoorText::parse(text).is_some_and(|door| door.building.is_some())) > 0.5 =>
            {
                columns[at] = Column::Address;
            }
            Column::Address if share(sample, is_door_alone) > 0.8 && !columns.contains(&Column::Door) => {
                columns[at] = Column::Door;
            }
            Column::Ignore
            | Column::Grid
            | Column::Building
            | Column::Stair
            | Column::Door
            | Column::Address
            | Column::Household
            | Column::Field(_)
            | Column::IdNumber
            | Column::Care => {}
        }
    }
    once(&mut columns);
    columns
}

fn is_door_alone(text: &str) -> bool {
    DoorText::parse(text).is_some_and(|door| door.building.is_none() && door.stair.is_none())
        && text.chars().any(|one| one.is_ascii_digit())
}

/// 户主姓名 groups the people of a list that has a name beside it; on its own it is the name.
fn householder(headings: &[Heading], columns: &mut [Column]) {
    let is_of_head = |at: usize| headings[at].text().contains("户主");
    let name = Column::Field(Field::Name);
    let others = (0..columns.len()).any(|at| columns[at] == name && !is_of_head(at));
    let has_own =
        |wanted: Column, columns: &[Column]| (0..columns.len()).any(|at| columns[at] == wanted && is_of_head(at));
    let is_person = has_own(Column::IdNumber, columns) || has_own(Column::Field(Field::Phone), columns);
    for at in 0..columns.len() {
        if columns[at] == Column::Household && headings[at].text().ends_with("户主") && !others {
            columns[at] = name;
        } else if columns[at] == name && is_of_head(at) && others && !is_person {
            columns[at] = Column::Household;
        }
    }
}

/// Columns of which a sheet has one: the first stays.
fn once(columns: &mut [Column]) {
    let mut seen: Vec<Column> = Vec::new();
    for column in columns.iter_mut() {
        let is_single = match *column {
            Column::Grid | Column::Building | Column::Stair | Column::Door | Column::Address | Column::Household => {
                true
            }
            Column::Field(field) => field.is_home() && field != Field::HomeNote,
            Column::Ignore | Column::IdNumber | Column::Care => false,
        };
        if is_single && seen.contains(column) {
            *column = Column::Ignore;
        } else {
            seen.push(*column);
        }
    }
}

fn sample(rows: &[Vec<Cell>], at: usize) -> Vec<&Cell> {
    const ENOUGH: usize = 200;
    rows.iter().filter_map(|row| row.get(at)).filter(|cell| !cells::is_blank(cell)).take(ENOUGH).collect()
}

fn share(sample: &[&Cell], fits: impl Fn(&str) -> bool) -> f64 {
    sample.iter().filter(|cell| fits(&cells::text(cell))).count() as f64 / sample.len().max(1) as f64
}

/// What cells look like where the heading says nothing.
fn by_content(sample: &[&Cell], taken: &[Column]) -> Option<Column> {
    const MOST: f64 = 0.6;
    const LONGEST_ADDRESS: usize = 40;
    if sample.len() < 2 {
        return None;
    }
    let of = |fits: &dyn Fn(&Cell) -> bool| {
        sample.iter().filter(|cell| fits(cell)).count() as f64 / sample.len() as f64 >= MOST
    };
    let word = |list: CodeList| {
        share(sample, |text| !text.bytes().all(|byte| byte.is_ascii_digit()) && words::code(list, text).is_some())
    };
    let is_number = |cell: &Cell| matches!(cells::id_number(cell), Read::Value(_));
    let is_mobile =
        |cell: &Cell| matches!(cells::phone(cell), Read::Value(phone) if phone.len() == 11 && phone.starts_with('1'));
    // Whatever day it is, the same sheet is read alike.
    let some_day = Date { year: 2026, month: 1, day: 1 };
    let is_day =
        |cell: &Cell| !matches!(cell, Cell::Number(_)) && matches!(cells::date(cell, some_day), Read::Value(_));
    let is_address = |cell: &Cell| {
        let text = cells::text(cell);
        DoorText::parse(&text).is_some_and(|door| door.building.is_some() && door.door.is_some())
            && text.chars().any(|one| one.is_ascii_digit())
            && text.chars().count() <= LONGEST_ADDRESS
    };
    let is_name = |cell: &Cell| {
        let text = cells::text(cell);
        (2..=4).contains(&text.chars().count()) && text.starts_with(|one| SURNAMES.contains(one))
    };
    let tests: [(Column, &dyn Fn() -> bool); 7] = [
        (Column::IdNumber, &|| of(&is_number)),
        (Column::Field(Field::Phone), &|| of(&is_mobile)),
        (Column::Field(Field::Sex), &|| word(CodeList::Sex) > 0.9),
        (Column::Field(Field::BirthDate), &|| of(&is_day)),
        (Column::Field(Field::Relation), &|| word(CodeList::Relation) > 0.9),
        (Column::Address, &|| !taken.contains(&Column::Door) && of(&is_address)),
        (Column::Field(Field::Name), &|| of(&is_name)),
    ];
    let free = tests.into_iter().filter(|(column, _)| !taken.contains(column));
    free.into_iter().find(|(_, fits)| fits()).map(|(column, _)| column)
}

/// The commonest surnames, to know names without a heading.
const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严";

/// Whether a heading is in brackets or full width all the same.
pub(super) fn same(one: &str, other: &str) -> bool {
    let bare = |text: &str| text.chars().map(half_width).filter(|one| !one.is_whitespace()).collect::<String>();
    bare(one) == bare(other)
}
