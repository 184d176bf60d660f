//! Records made up to measure the search over everything: as many as wished, of every kind, the same work natively and in a page.
//!
//! It never ships: nothing of the app calls it.

use linli_contract::search::FoundKind;
use linli_shared::calendar::Millis;
use linli_shared::ids::{MemberId, RecordId};

use super::index::FindIndex;
use super::of_kind;
use super::query::Query;
use super::shown;
use super::words::Words;
use crate::chats::Spoken;

/// Messages of a part.
const PART: usize = 64;

const BEGINNINGS: [&str; 12] = [
    "关于小区东门",
    "十二号楼",
    "地下车库",
    "儿童乐园",
    "垃圾分类",
    "周末",
    "物业费",
    "电梯",
    "楼道照明",
    "社区食堂",
    "老年活动室",
    "非机动车棚",
];
const ENDINGS: [&str; 12] = [
    "改造方案征求意见",
    "停水通知",
    "夜间有人喧哗",
    "设施坏了",
    "志愿者招募",
    "义诊活动报名",
    "收费标准说明",
    "维修进度",
    "捡到一串钥匙",
    "闲置婴儿车送人",
    "拼车去地铁站",
    "办理须知",
];
const TEXTS: [&str; 8] = [
    "厨房水管漏水，一直滴，楼下邻居家天花板也湿了，麻烦师傅尽快来看一下",
    "昨天晚上散步时发现路灯坏了两盏，老人走路看不见台阶，希望尽快修好，谢谢大家",
    "本周六上午九点在活动室集合，自带手套，结束后一起吃饺子，欢迎带孩子参加",
    "请携带身份证、户口本原件和复印件，工作日到居委会一楼窗口办理，资料齐全当场办结",
    "家里有一辆八成新的婴儿车和一些绘本，孩子大了用不上，送给需要的邻居，自取",
    "接到自来水公司通知，因管网检修，明天下午两点到六点停水，请提前储水，关好龙头",
    "楼上装修午休时间还在打电钻，孩子睡不着觉，物业说已经提醒过，还是没有用",
    "建议在南门加装人脸识别门禁，现在外卖和快递随便进出，晚上不太安全，大家怎么看",
];

/// Texts as they are typed, each letter by letter.
pub const TYPED: [&str; 14] = [
    "dianti",
    "ldzm",
    "lajifenlei",
    "电梯",
    "电t",
    "停水通知",
    "婴儿车",
    "东门 方案",
    "wifi",
    "身份证",
    "sqstbl",
    "路灯坏了两盏",
    "louxialinju",
    "zxwxsj",
];

/// Records with their index.
#[derive(Debug)]
pub struct FindSpeed {
    words: Vec<(FoundKind, RecordId, Words)>,
    index: FindIndex,
}

impl FindSpeed {
    /// So many records: a quarter messages, a quarter posts and tickets, the rest of every other kind.
    #[must_use]
    pub fn new(records: usize) -> Self {
        let words = (0..records).map(made_up).collect();
        let mut speed = Self { words, index: FindIndex::default() };
        speed.build();
        speed
    }

    /// Builds the index again, as the first search after a start does.
    pub fn build(&mut self) {
        self.index = FindIndex::default();
        let (said, other): (Vec<_>, Vec<_>) = self.words.iter().partition(|(kind, ..)| *kind == FoundKind::Message);
        for (kind, id, words) in other {
            self.index.put(*kind, *id, Some(words.clone()), 0);
        }
        for (number, part) in (0..).zip(said.chunks(PART)) {
            let spoken = |(_, id, words): &&(FoundKind, RecordId, Words)| Spoken {
                id: *id,
                by: MemberId::default(),
                at: words.at.unwrap_or(Millis(0)),
                words: words.text.clone(),
            };
            let spoken = part.iter().map(spoken).collect();
            self.index.messages.put((RecordId::default(), number), spoken, &self.index.pinyin);
        }
    }

    /// Searches; gives how much fits.
    #[must_use]
    pub fn find(&self, text: &str) -> u32 {
        let Some(query) = Query::read(text) else { return 0 };
        super::KINDS.into_iter().map(|kind| self.of(kind, &query)).sum()
    }

    /// How many messages fit.
    #[must_use]
    pub fn find_messages(&self, text: &str) -> u32 {
        Query::read(text).map_or(0, |query| self.of(FoundKind::Message, &query))
    }

    fn of(&self, kind: FoundKind, query: &Query) -> u32 {
        of_kind(&self.index, kind, (query, 50), |_| true, shown::row).map_or(0, |(_, group)| group.total)
    }

    /// How many of the records are messages.
    #[must_use]
    pub fn messages(&self) -> usize {
        self.words.iter().filter(|(kind, ..)| *kind == FoundKind::Message).count()
    }

    /// The plainest search there is, to compare with: every text is looked through for the letters as they were typed.
    #[must_use]
    pub fn plain(&self, text: &str) -> usize {
        self.words.iter().filter(|(.., words)| words.title.contains(text) || words.text.contains(text)).count()
    }
}

fn made_up(number: usize) -> (FoundKind, RecordId, Words) {
    let kind = match number % 8 {
        0 => FoundKind::Post,
        1 | 3 => FoundKind::Message,
        2 => FoundKind::Ticket,
        4 => FoundKind::Public,
        5 => FoundKind::Notice,
        6 => [FoundKind::Topic, FoundKind::Activity, FoundKind::Guide, FoundKind::Chat][number / 8 % 4],
        _ => FoundKind::Member,
    };
    let id = RecordId::derive("linli speed found", &[&number.to_be_bytes()]);
    let pick = |from: &[&'static str], by: usize| from[(number / by) % from.len()];
    let title = match kind {
        FoundKind::Ticket | FoundKind::Public | FoundKind::Message => String::new(),
        FoundKind::Member => {
            let surname = "王李张刘陈杨赵黄周吴徐孙".chars().nth(number / 8 % 12).unwrap_or('王');
            let given: String = "伟芳娜敏静丽强磊军洋勇艳".chars().skip(number / 96 % 11).take(2).collect();
            format!("{surname}{given}")
        }
        FoundKind::Register
        | FoundKind::Guide
        | FoundKind::Notice
        | FoundKind::Post
        | FoundKind::Topic
        | FoundKind::Activity
        | FoundKind::Chat => format!("{}{}", pick(&BEGINNINGS, 8), pick(&ENDINGS, 96)),
    };
    let words = Words::new(&title, Millis(number as i64));
    let text = format!("{}（{number}）{}", pick(&TEXTS, 8), pick(&TEXTS, 64));
    (kind, id, if kind == FoundKind::Member { words } else { words.text(&text) })
}
