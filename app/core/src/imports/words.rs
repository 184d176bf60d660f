//! Words of lists and remarks as codes of the register.
//!
//! **Invariant:** a word is a code only if it stands here; a code given back is one of its list.

use linli_shared::households::{CareGroup, CodeList};

/// Words that say yes in a column of a flag.
const YES: [&str; 16] = ["是", "√", "✓", "✔", "☑", "●", "1", "有", "Y", "YES", "TRUE", "对", "V", "★", "√是", "享受"];
/// Words that say no.
const NO: [&str; 9] = ["否", "×", "✗", "0", "没有", "N", "NO", "FALSE", "不是"];

/// Whether a text says yes or no; `None` if it says something else.
pub(super) fn yes(text: &str) -> Option<bool> {
    let text = plain(text);
    if YES.contains(&text.as_str()) {
        return Some(true);
    }
    (NO.contains(&text.as_str()) || super::cells::is_nothing(&text)).then_some(false)
}

/// Without spaces, brackets and what stands in them; capital letters.
pub(super) fn plain(text: &str) -> String {
    let mut depth = 0usize;
    let mut out = String::new();
    for one in text.chars().map(super::cells::half_width) {
        match one {
            '(' | '[' | '【' => depth += 1,
            ')' | ']' | '】' => depth = depth.saturating_sub(1),
            _ if depth > 0 || one.is_whitespace() => {}
            other => out.extend(other.to_uppercase()),
        }
    }
    out
}

/// The code of a word on a list.
pub(super) fn code(list: CodeList, text: &str) -> Option<&'static str> {
    let word = plain(text);
    let word = word.strip_suffix(".0").unwrap_or(&word);
    if let Some(code) = list.codes().iter().find(|code| **code == word.to_lowercase()) {
        return Some(code);
    }
    match list {
        CodeList::HomeUse => of(HOME_USE, word),
        CodeList::Sex => of(SEX, word),
        CodeList::Relation => relation(word),
        CodeList::Residence => of(RESIDENCE, word),
        CodeList::Marital => of(MARITAL, word).or_else(|| first_digit(list, word)),
        CodeList::Education => of(EDUCATION, word).or_else(|| first_digit(list, word)),
        CodeList::Politics => of(POLITICS, word).or_else(|| padded(list, word)),
        CodeList::Ethnicity => ethnicity(word).or_else(|| padded(list, word)),
        CodeList::Dwelling => of(DWELLING, word),
        CodeList::InflowReason => of(INFLOW, word),
        CodeList::PermitKind => of(PERMIT, word),
    }
}

type Words = &'static [(&'static str, &'static [&'static str])];

fn of(words: Words, word: &str) -> Option<&'static str> {
    words.iter().find(|(_, said)| said.contains(&word)).map(|(code, _)| *code)
}

/// `21` of a list whose codes are the first level of a national one: `20`.
fn first_digit(list: CodeList, word: &str) -> Option<&'static str> {
    let [first, second] = word.as_bytes() else { return None };
    let level = [*first, b'0'];
    let is_code = first.is_ascii_digit() && second.is_ascii_digit();
    list.codes().iter().copied().find(|code| is_code && code.as_bytes() == level)
}

/// `1` for `01`.
fn padded(list: CodeList, word: &str) -> Option<&'static str> {
    let number: u8 = word.parse().ok()?;
    list.codes().iter().copied().find(|code| *code == format!("{number:02}"))
}

fn relation(word: &str) -> Option<&'static str> {
    let national = |word: &str| match word.as_bytes() {
        b"01" | b"02" => Some("0"),
        [first, second] if first.is_ascii_digit() && second.is_ascii_digit() => {
            CodeList::Relation.codes().iter().copied().find(|code| code.as_bytes() == [*first])
        }
        _ => None,
    };
    let bare = ["户主之", "户主的", "户主", "之", "其"].iter().find_map(|before| word.strip_prefix(before));
    national(word).or_else(|| of(RELATION, word)).or_else(|| of(RELATION, bare.filter(|bare| !bare.is_empty())?))
}

fn ethnicity(word: &str) -> Option<&'static str> {
    let bare = word.strip_suffix('族').filter(|bare| !bare.is_empty()).unwrap_or(word);
    let at = PEOPLES.iter().position(|people| *people == bare)?;
    CodeList::Ethnicity.codes().get(at).copied()
}

const SEX: Words =
    &[("1", &["男", "男性", "M", "男孩"]), ("2", &["女", "女性", "F", "女孩"]), ("0", &["未知"]), ("9", &["未说明"])];
const HOME_USE: Words = &[
    ("owner", &["自住", "自有", "自用", "自有自住", "业主自住", "常住", "自购", "产权", "住宅", "在住"]),
    (
        "let",
        &["出租", "租赁", "出租房", "租房", "租住", "租用", "出租屋", "群租", "公租", "公租房", "整租", "合租", "承租"],
    ),
    (
        "vacant",
        &[
            "空置",
            "空关",
            "空房",
            "空",
            "空置房",
            "空关房",
            "无人",
            "无人居住",
            "闲置",
            "空户",
            "未入住",
            "长期空关",
            "无人住",
        ],
    ),
];
const RESIDENCE: Words = &[
    (
        "local",
        &[
            "户籍",
            "户籍人口",
            "本地",
            "本市",
            "本区",
            "常住户籍",
            "人户一致",
            "户在人在",
            "人在户在",
            "沪籍",
            "本地户籍",
            "人户分离",
            "1",
        ],
    ),
    (
        "migrant",
        &[
            "流动",
            "流动人口",
            "外来",
            "外来人口",
            "来沪人员",
            "外地",
            "外来人员",
            "非沪籍",
            "户不在",
            "人在户不在",
            "非户籍",
            "暂住",
            "寄住",
            "2",
        ],
    ),
];
const MARITAL: Words = &[
    ("10", &["未婚", "单身", "1"]),
    ("20", &["已婚", "有配偶", "初婚", "再婚", "复婚", "结婚", "2"]),
    ("30", &["丧偶", "3"]),
    ("40", &["离婚", "离异", "4"]),
    ("90", &["未说明", "其他", "9"]),
];
const EDUCATION: Words = &[
    ("10", &["研究生", "硕士", "博士", "硕士研究生", "博士研究生", "研究生及以上"]),
    ("20", &["大学本科", "本科", "大学", "学士", "大学本科毕业"]),
    ("30", &["大学专科", "大专", "专科", "高职", "专科毕业"]),
    ("40", &["中专", "中等专科", "中技", "职高", "中职"]),
    ("50", &["技工学校", "技校"]),
    ("60", &["高中", "普通高中"]),
    ("70", &["初中", "初级中学"]),
    ("80", &["小学"]),
    ("90", &["其他", "文盲", "文盲半文盲", "半文盲", "学龄前", "未上学", "不识字", "幼儿园"]),
];
const POLITICS: Words = &[
    ("01", &["中共党员", "党员", "共产党员", "中国共产党党员", "是"]),
    ("02", &["中共预备党员", "预备党员"]),
    ("03", &["共青团员", "团员", "共青团"]),
    ("04", &["民革党员", "民革", "民革会员"]),
    ("05", &["民盟盟员", "民盟"]),
    ("06", &["民建会员", "民建"]),
    ("07", &["民进会员", "民进"]),
    ("08", &["农工党党员", "农工党"]),
    ("09", &["致公党党员", "致公党"]),
    ("10", &["九三学社社员", "九三学社", "九三"]),
    ("11", &["台盟盟员", "台盟"]),
    ("12", &["无党派人士", "无党派", "无党派民主人士"]),
    ("13", &["群众", "普通群众", "一般群众", "否", "少先队员"]),
];
const DWELLING: Words = &[
    ("rented", &["租赁房屋", "租赁", "出租屋", "租房", "租住", "租赁房", "出租房"]),
    ("employer", &["单位宿舍", "宿舍", "单位内部", "集体宿舍", "员工宿舍"]),
    ("relatives", &["借住亲友家", "借住", "亲友家", "投亲靠友", "寄住", "亲属家"]),
    ("own", &["自购房", "自购", "自有", "自有住房", "购房", "自住"]),
    ("site", &["工地", "工棚", "工地现场"]),
    ("other", &["其他", "其它", "旅馆"]),
];
const INFLOW: Words = &[
    ("work", &["务工", "打工", "工作", "就业", "上班", "务工经商"]),
    ("business", &["经商", "做生意", "个体", "开店"]),
    ("study", &["求学", "学习", "读书", "上学", "培训", "学习培训"]),
    ("family", &["投靠亲属", "投靠", "随迁", "随亲", "投亲", "照顾孙辈", "带孩子", "投靠亲友", "婚嫁", "婚姻"]),
    ("medical", &["就医", "看病", "治病", "治病疗养"]),
    ("other", &["其他", "其它"]),
];
const PERMIT: Words = &[
    ("permit", &["居住证", "已办", "有", "是", "已办理", "有效居住证", "居住证C", "居住证B"]),
    ("receipt", &["居住登记回执", "回执", "居住登记", "临时居住证", "暂住证", "登记回执"]),
    ("none", &["未办", "无", "没有", "否", "未办理", "无证"]),
];
const RELATION: Words = &[
    ("0", &["户主", "本人", "户主本人", "房主", "承租人", "业主", "自己"]),
    ("1", &["配偶", "妻", "夫", "妻子", "丈夫", "爱人", "老婆", "老公", "夫妻"]),
    (
        "2",
        &[
            "儿子",
            "子",
            "长子",
            "次子",
            "三子",
            "四子",
            "独子",
            "独生子",
            "儿",
            "二子",
            "大儿子",
            "小儿子",
            "继子",
            "养子",
            "幼子",
            "五子",
        ],
    ),
    (
        "3",
        &[
            "女儿",
            "女",
            "长女",
            "次女",
            "三女",
            "四女",
            "独女",
            "独生女",
            "二女",
            "大女儿",
            "小女儿",
            "继女",
            "养女",
            "幼女",
            "五女",
        ],
    ),
    ("4", &["孙辈", "孙子", "孙女", "外孙", "外孙女", "外孙子", "孙", "孙子女", "曾孙", "外孙子女", "曾孙女", "重孙"]),
    (
        "5",
        &[
            "父母",
            "父",
            "母",
            "父亲",
            "母亲",
            "岳父",
            "岳母",
            "公公",
            "婆婆",
            "爸爸",
            "妈妈",
            "继父",
            "继母",
            "养父",
            "养母",
            "公婆",
            "岳父母",
        ],
    ),
    (
        "6",
        &[
            "祖父母",
            "祖父",
            "祖母",
            "爷爷",
            "奶奶",
            "外祖父",
            "外祖母",
            "外公",
            "外婆",
            "姥姥",
            "姥爷",
            "曾祖父",
            "曾祖母",
        ],
    ),
    (
        "7",
        &[
            "兄弟姐妹",
            "兄",
            "弟",
            "姐",
            "妹",
            "哥哥",
            "弟弟",
            "姐姐",
            "妹妹",
            "兄弟",
            "姐妹",
            "兄妹",
            "姐弟",
            "嫂",
            "弟媳",
            "姐夫",
            "妹夫",
        ],
    ),
    (
        "8",
        &[
            "其他亲属",
            "儿媳",
            "女婿",
            "媳妇",
            "侄子",
            "侄女",
            "外甥",
            "外甥女",
            "叔",
            "姑",
            "舅",
            "姨",
            "亲戚",
            "亲属",
            "孙媳",
            "孙女婿",
            "其他",
            "伯父",
            "叔父",
            "姑母",
            "儿媳妇",
            "表兄",
            "堂弟",
        ],
    ),
    (
        "9",
        &[
            "非亲属",
            "租客",
            "租户",
            "房客",
            "保姆",
            "朋友",
            "同事",
            "室友",
            "合租",
            "寄住",
            "同住",
            "雇员",
            "护工",
            "住家保姆",
            "合租人",
            "同学",
            "非亲属租客等",
        ],
    ),
];
const PEOPLES: [&str; 56] = [
    "汉",
    "蒙古",
    "回",
    "藏",
    "维吾尔",
    "苗",
    "彝",
    "壮",
    "布依",
    "朝鲜",
    "满",
    "侗",
    "瑶",
    "白",
    "土家",
    "哈尼",
    "哈萨克",
    "傣",
    "黎",
    "傈僳",
    "佤",
    "畲",
    "高山",
    "拉祜",
    "水",
    "东乡",
    "纳西",
    "景颇",
    "柯尔克孜",
    "土",
    "达斡尔",
    "仫佬",
    "羌",
    "布朗",
    "撒拉",
    "毛南",
    "仡佬",
    "锡伯",
    "阿昌",
    "普米",
    "塔吉克",
    "怒",
    "乌孜别克",
    "俄罗斯",
    "鄂温克",
    "德昂",
    "保安",
    "裕固",
    "京",
    "塔塔尔",
    "独龙",
    "鄂伦春",
    "赫哲",
    "门巴",
    "珞巴",
    "基诺",
];

const CARE: [(CareGroup, &[&str]); 6] = [
    (CareGroup::AloneElder, &["独居老人", "独居", "独居高龄", "孤寡", "孤老", "孤寡老人", "独居老年人", "纯老独居"]),
    (
        CareGroup::VeryOld,
        &[
            "高龄",
            "高龄老人",
            "80岁以上",
            "80岁以上老人",
            "八十岁以上",
            "90岁以上",
            "80周岁以上",
            "高龄独居",
            "独居高龄",
        ],
    ),
    (
        CareGroup::Disabled,
        &[
            "残疾",
            "残疾人",
            "肢体残疾",
            "视力残疾",
            "听力残疾",
            "智力残疾",
            "精神残疾",
            "言语残疾",
            "多重残疾",
            "残障",
            "肢残",
            "重残",
            "肢体",
            "视力",
            "听力",
            "智力",
            "精神",
            "言语",
            "盲人",
        ],
    ),
    (CareGroup::SeriouslyIll, &["重病", "大病", "重疾", "重病患者", "重大疾病", "大病患者", "重症"]),
    (CareGroup::ChildInNeed, &["困境儿童", "孤儿", "事实无人抚养", "事实无人抚养儿童", "困难儿童"]),
    (CareGroup::LeftBehind, &["留守", "留守儿童", "留守老人", "留守妇女"]),
];

/// The care groups a text names, and what else it says.
pub(super) fn care(text: &str) -> (Vec<CareGroup>, String) {
    let (mut groups, mut rest) = (Vec::new(), Vec::new());
    for piece in text
        .split([',', '，', '、', ';', '；', '/', '。', ' ', '+', '|'])
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
    {
        let word = plain(piece);
        let found: Vec<CareGroup> =
            CARE.iter().filter(|(_, words)| words.contains(&word.as_str())).map(|(group, _)| *group).collect();
        if found.is_empty() {
            rest.push(piece);
        }
        groups.extend(found.into_iter().filter(|group| !groups.contains(group)).collect::<Vec<_>>());
    }
    if groups.is_empty() { (groups, text.to_owned()) } else { (groups, rest.join("，")) }
}

/// Whether a name's cell says that nobody lives there.
pub(super) fn is_vacant(text: &str) -> bool {
    of(HOME_USE, &plain(text)) == Some("vacant")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_lists_become_codes() {
        for (list, word, expected) in [
            (CodeList::Relation, "户主", Some("0")),
            (CodeList::Relation, "之妻", Some("1")),
            (CodeList::Relation, "户主之女", Some("3")),
            (CodeList::Relation, "10", Some("1")),
            (CodeList::Relation, "02", Some("0")),
            (CodeList::Relation, "租客", Some("9")),
            (CodeList::Relation, "不知道", None),
            (CodeList::Ethnicity, "汉", Some("01")),
            (CodeList::Ethnicity, "基诺族", Some("56")),
            (CodeList::Ethnicity, "3", Some("03")),
            (CodeList::Education, "21", Some("20")),
            (CodeList::Education, "大专", Some("30")),
            (CodeList::Marital, "已婚", Some("20")),
            (CodeList::Marital, "22", Some("20")),
            (CodeList::HomeUse, "出租（合租）", Some("let")),
            (CodeList::Politics, "党员", Some("01")),
            (CodeList::Sex, "男", Some("1")),
            (CodeList::Sex, "2.0", Some("2")),
        ] {
            assert_eq!(code(list, word), expected, "{word}");
        }
    }

    #[test]
    fn every_code_of_the_lists_is_its_own_word_and_words_say_only_codes() {
        let lists = [
            (CodeList::HomeUse, HOME_USE),
            (CodeList::Sex, SEX),
            (CodeList::Relation, RELATION),
            (CodeList::Residence, RESIDENCE),
            (CodeList::Marital, MARITAL),
            (CodeList::Education, EDUCATION),
            (CodeList::Politics, POLITICS),
            (CodeList::Dwelling, DWELLING),
            (CodeList::InflowReason, INFLOW),
            (CodeList::PermitKind, PERMIT),
        ];
        for (list, words) in lists {
            for (code_said, said) in words {
                assert!(list.codes().contains(code_said), "{list:?} {code_said}");
                for word in *said {
                    let first = words.iter().find(|(_, others)| others.contains(word)).map(|(code, _)| *code);
                    assert_eq!(first, Some(*code_said), "{list:?} {word} stands twice");
                }
            }
            for code_said in list.codes() {
                assert_eq!(code(list, code_said), Some(*code_said));
            }
        }
    }

    #[test]
    fn care_groups_are_found_in_remarks_and_the_rest_is_kept() {
        assert_eq!(care("独居老人，每周三透析"), (vec![CareGroup::AloneElder], "每周三透析".into()));
        assert_eq!(care("残疾、80岁以上"), (vec![CareGroup::Disabled, CareGroup::VeryOld], String::new()));
        assert_eq!(care("养狗，慎入"), (vec![], "养狗，慎入".into()));
    }
}
