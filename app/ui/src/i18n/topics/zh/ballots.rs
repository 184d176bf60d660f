//! 投票和重新计票.

use linli_contract::topics::{VoteBy, WhyNot};

use super::super::{BallotTexts, RecountTexts};
use crate::i18n::Said;
use crate::model::topics::{BallotMistake, Standing, Vote};

/// In Chinese.
pub(super) const BALLOT: BallotTexts = BallotTexts {
    title: "投票",
    standing: |standing| match standing {
        Standing::Open => "正在投票",
        Standing::Grace => "已截止，等路上的票",
        Standing::Over => "投票已结束",
    },
    by: |by| match by {
        VoteBy::Household => "一户一票",
        VoteBy::Person => "一人一票",
    },
    by_what: |by| match by {
        VoteBy::Household => "每户一票，由这一户的代表投。",
        VoteBy::Person => "每位居民一票。",
    },
    open: "公开投票",
    sealed: "不公开的投票",
    open_what: "谁投了什么，大家都看得到，也都能重新数一遍。",
    sealed_what: |names| {
        if names.is_empty() {
            "谁投了什么，只有居委的计票人能打开看，别人看不到。结果由计票人公布。".to_owned()
        } else {
            format!("谁投了什么，只有计票人（{names}）能打开看，别人看不到。结果由计票人公布。")
        }
    },
    closes: |when| format!("投到 {when}"),
    closed: |when| format!("{when} 截止"),
    grace: |when| format!("没有信号的手机，{when} 前送到的票也算"),
    turnout: |votes, roll| format!("应有 {roll} 票，已计 {votes} 票"),
    count: |count, percent| format!("{count} 票，{percent}%"),
    most: "最多",
    own_mark: "您选的",
    counts_sealed: "票封着，计票人公布后才看得到结果。",
    so_far: "到现在为止，这部手机数到的",
    chose: |choice, when| format!("您选了「{choice}」（{when}）"),
    chose_paper: |choice, when| format!("按您家交的纸质票，录的是「{choice}」（{when}）"),
    voted_elsewhere: |when| format!("您已在另一台设备上投过票（{when}）"),
    vote_state: |vote| match vote {
        Vote::Here => Said { what: "还在这部手机上", next: "有网时自动送出，不用再投一次。" },
        Vote::Refused => {
            Said { what: "没有送成", next: "打开「同步」看原因，还没截止可以再投一次。" }
        }
        Vote::Counts => Said { what: "已计入", next: "截止前可以改投，以最后一次为准。" },
        Vote::Elsewhere => Said {
            what: "票已交给计票人",
            next: "投的内容封着，这台设备上不显示。截止前可以在这里改投，以最后一次为准。",
        },
        Vote::Not(why) => Said { what: "没有计入", next: why_not(why) },
    },
    cannot: |why| match why {
        WhyNot::NoSeat => "您家的票由户代表投。想换代表，请找居委或网格员。",
        WhyNot::NotInRoll => "开投票时您还不在名册里，或不住在投票范围内，这次没有票。",
        WhyNot::Removed => "您现在不是本社区的成员，这次没有票。",
        WhyNot::TooLate => "投票已经截止。",
        WhyNot::VotedThemselves => "您家已经自己投了票。",
        WhyNot::VotedAgain => "您家已经投过票，可以改投。",
        WhyNot::NoSuchChoice => "这次投票没有您选的那一项。",
        WhyNot::Newer => "这次投票是用新版本开的，更新应用后才能投。",
    },
    why_not,
    recount: "自己数一遍",
    recount_what: "每张票都看得到，能和邻居的手机对一对",
    tell: "公布计票结果",
    tell_what: "用这部手机数出的结果会让大家看到，各人投了什么不会公开。",
    told: "结果公布了",
    question: "问什么",
    question_hint: "一句话，如「要不要装感应灯」",
    choices: "可以选什么",
    choice: |number| format!("选项 {number}"),
    yes_no: &["同意", "不同意", "弃权"],
    fill_yes_no: "填上：同意、不同意、弃权",
    who_votes: "谁有票",
    seal: "不公开",
    seal_hint: "只有计票人能看谁投了什么",
    seal_who: "不公开时，每张票都封给居委的计票人，别人打不开。大家看得到总数，但不能自己数。",
    open_hint: "公开时，谁投了什么大家都看得到，也都能自己数一遍。",
    last_day: "投到哪天",
    in_days: |days| format!("{days} 天"),
    other_day: "选日期",
    closes_rule: |days, hours| match hours {
        0 => format!("按规则至少 {days} 天，投到那天结束。"),
        hours => format!("按规则至少 {days} 天，投到那天结束，再宽限 {hours} 小时。"),
    },
    mistake: |mistake| match mistake {
        BallotMistake::Question => "请写一句话：问什么（不超过 100 字）。",
        BallotMistake::Few => "请写至少两个选项。",
        BallotMistake::Alike => "有两个选项一样，请改一个。",
        BallotMistake::Long => "有的选项太长，请短一些。",
        BallotMistake::Early => "开的天数比规则少，请选晚一些的日期。",
        BallotMistake::Late => "请选一年以内的日期。",
    },
    which: "选一项",
    which_ballot: "哪次投票",
    confirm: |choice| format!("确认投「{choice}」"),
    vote_now: "投票",
    again: "您已经投过，再投以这一次为准。",
    none_open: "现在没有正在进行的投票。",
    building: "哪栋楼",
    door: "哪一户",
    find_door: "门牌，如 301",
    no_door: "没有这样的门牌，请再看看。",
    chosen_door: "录入这一户的票",
    choose_again: "重新选",
    paper_people: |names| format!("登记在这一户：{names}"),
    paper_seat: |name| format!("应用里由{name}代表这一户"),
    paper_no_seat: "应用里没有人代表这一户，以纸质票为准。",
    paper_voted: |names| format!("{names}已在应用里为这一户投了票，纸质票不会计入。"),
    paper_again: "这一户的纸质票录过了，再录以这一次为准。",
    paper_photo: "纸质票的照片",
    paper_photo_hint: "拍下纸票，大家核对时看得到。请不要拍进证件。",
    paper_needed: "请选好哪一户、选了什么，并拍下纸票。",
    paper_save: "录入这张票",
};

fn why_not(why: WhyNot) -> &'static str {
    match why {
        WhyNot::VotedAgain => "后来又投了一次，以最后一次为准。",
        WhyNot::TooLate => "截止和宽限都过了才送到。",
        WhyNot::NoSeat => "投票的人不是这一户的代表，或者代表已经换了人。",
        WhyNot::Removed => "投票的人或那部手机已不在本社区。",
        WhyNot::NotInRoll => "开投票时不在名册里，或不住在投票范围内。",
        WhyNot::NoSuchChoice => "选的是没有的选项。",
        WhyNot::VotedThemselves => "这一户自己投了票，所以纸质票不算。",
        WhyNot::Newer => "是用新版本投的，更新应用后才能数。",
    }
}

/// In Chinese.
pub(super) const RECOUNT: RecountTexts = RecountTexts {
    title: "自己数一遍",
    what: "这部手机把收到的每一张票按规则重新数了一遍，没有用别人算好的结果。您可以逐张看，也可以和邻居的手机对一对。",
    sealed_what: "这是不公开的投票，每张票只有计票人能打开。别人这里只看得到总数，不能逐张数。",
    complete: "到现在为止的票，这部手机都收齐了。",
    incomplete: "还有票没有收到。",
    incomplete_next: "连上网等一会儿，数目可能还会变。",
    seal: "对票码",
    seal_what: "邻居的手机上是同一个码，就说明两部手机数的是同样的票。",
    totals: "数出来的",
    valid: |count| format!("有效 {count} 票"),
    paper: |count| format!("其中纸质 {count} 票"),
    void: |count| format!("不计入 {count} 票"),
    agrees: "逐张加起来，和上面公布的一样。",
    differs: "逐张加起来和公布的不一样，请把这一页给居委看。",
    own: "您家的票",
    votes: "每一张票",
    nowhere: "未写明楼栋",
    of_building: |building, count| format!("{building}（{count} 票）"),
    not_counted: |count| format!("不计入的 {count} 票"),
    more: |left| format!("再看一些（还有 {left} 票）"),
    by_paper: "纸质票",
    paper_by: |who| format!("由{who}录入"),
    no_such_choice: "没有的选项",
    none: "还没有人投票",
    none_next: "有人投了票，这里会一张一张列出来。",
    copy: "复制成文字",
    copied: "复制好了，可以贴到别处",
    save: "存成文件",
    saved: "存好了",
    saved_to: |path| format!("存到了 {path}"),
    file_name: "计票",
};
