//! 议事厅.

mod acts;
mod ballots;

use linli_contract::topics::{Asked, Rules, Stage, StepWhat};

use super::{OneTopicTexts, ProposeTexts, RuleTexts, TopicTexts};
use crate::model::topics::{Lack, PointState, RuleLack};

/// In Chinese.
pub(in crate::i18n) const ZH: TopicTexts = TopicTexts {
    title: "议事厅",
    stage,
    stage_what: |stage| match stage {
        Stage::Proposed => "邻居都可以提，先看有多少人附议。",
        Stage::Screened => "居委看是不是大家的事、能不能办。通过还是退回，都要写明理由。",
        Stage::Consulted => "大家一起商量，需要时投票。",
        Stage::Project => "定下来做什么、谁负责、什么时候做完。",
        Stage::CarriedOut => "一边做一边报进展，有照片可看。",
        Stage::Evaluated => "做完了，请居民打分。",
        Stage::Covenant => "把说好的写成公约，大家签名遵守。",
    },
    seven: "一件事怎么议：七步",
    seven_what: "每一步是谁、什么时候、为什么，人人都看得到。",
    propose: "提一个议题",
    asked_title: "等您办的",
    running_title: "正在议的",
    over_title: |count| format!("已结束的 {count} 件"),
    asked: |asked| match asked {
        Asked::Vote => "请您投票",
        Asked::Gate => "等居委把关",
        Asked::Next => "等您走下一步",
        Asked::Judge => "请您打分",
        Asked::Sign => "请您签公约",
    },
    filter: "只看哪一步",
    all_stages: |count| format!("全部 {count}"),
    stage_with: |one, count| format!("{} {count}", stage(one)),
    none: "还没有议题",
    none_next: "楼里有什么事想和大家商量？点下面的「提一个议题」。",
    none_next_reader: "邻居提了议题，这里就会出现。",
    none_fits: "这一步上没有议题",
    none_fits_next: "点「全部」看其他步骤的。",
    draft: "您有一个没写完的议题",
    draft_go: "接着写",
    rules: "议事规则",
    rules_see: "要多少人附议、多久答复、怎么投票",
    supporters: |count| format!("{count} 人附议"),
    closes: |when| format!("投票到 {when}"),
    ended: "已结束",
    newer: "有一部分是用新版本写的，更新应用后才能看全。",
    propose_form: ProposeTexts {
        title: "提一个议题",
        rules_first: "先看规则",
        who_reads: "本社区的居民和工作人员都能看到这个议题和您的名字。请不要写别人的电话、证件号等个人信息。",
        form_title: "议什么",
        form_title_hint: "一句话说清楚，如「单元门口装一盏感应灯」",
        text: "说说情况",
        text_hint: "现在怎么样、希望怎么办",
        area: "和哪里有关",
        whole: "全社区",
        photos: "照片",
        lack: |lack| match lack {
            Lack::Title => "请写一句话：议什么。",
            Lack::TitleLong => "标题太长，请短一些。",
            Lack::Text => "请说说情况。",
            Lack::TextLong => "内容太长，请短一些。",
        },
        send: "提出议题",
        sent: "议题提出来了",
        restored: "这是您上次没写完的，接着写就行。",
        discard: "不要了，重新写",
        discarded: "已清空",
        kept_hint: "写的内容会自动存在这部手机上。",
        may_not: "您不能提议题",
        may_not_next: "居民和居委可以提。您有想法，可以告诉楼长或居委。",
    },
    ruling: RuleTexts {
        title: "议事规则",
        lines: rules,
        more_words: "居委的补充说明",
        set_by: |who, when| format!("{who} {when} 定的"),
        default_set: "居委还没有另定，用的是通用规则。",
        change: "修改规则",
        change_what: "改了以后，新提的议题和新开的投票按新规则办。人人都能看到是谁改的。",
        supporters: "要多少人附议",
        supporters_hint: "填 0 就是不需要附议，直接交居委把关",
        answer_days: "居委几天内答复",
        ballot_days: "投票至少开几天",
        ballot_days_hint: "让出门在外的人也来得及",
        grace_hours: "截止后宽限几小时",
        grace_hint: "有的手机当时没有信号，宽限里送到的也算",
        text: "补充说明",
        text_hint: "可以不写",
        not_a_number: "请填数字",
        lack: |lack| match lack {
            RuleLack::Supporters => "附议人数太多了，最多 500 人。",
            RuleLack::AnswerDays => "答复天数请填 1 到 90。",
            RuleLack::BallotDays => "投票天数请填 1 到 90。",
            RuleLack::Grace => "宽限最多 168 小时（七天）。",
            RuleLack::TextLong => "补充说明太长，请短一些。",
        },
        save: "保存规则",
        saved: "规则改好了",
    },
    one: OneTopicTexts {
        line: "走到哪一步了",
        state: |state| match state {
            PointState::Done => "已过",
            PointState::Now => "现在在这一步",
            PointState::Ended => "到这里结束",
            PointState::Ahead => "还没到",
        },
        nothing_yet: "这一步还没有动静",
        step: |step| match step {
            StepWhat::Proposed => "提出了议题",
            StepWhat::Supported => "附议的人够了",
            StepWhat::Passed => "通过",
            StepWhat::Returned => "退回",
            StepWhat::Withdrawn => "撤回了议题",
            StepWhat::BallotOpened => "开了投票",
            StepWhat::BallotClosed => "投票截止",
            StepWhat::Counted => "公布了计票结果",
            StepWhat::ProjectMade => "定下了项目",
            StepWhat::Reported => "报了进展",
            StepWhat::Finished => "说做完了",
            StepWhat::Evaluated => "结束了评估",
            StepWhat::CovenantSettled => "定下了一版公约",
            StepWhat::Newer => "用新版本应用做了一步",
        },
        void: "这一步没有生效：轮到它时，议题已经不在能做这件事的步骤上，多半是别人先办了。",
        area: "和哪里有关",
        whole: "全社区",
        supported_by: |count, needed| {
            if needed == 0 { format!("{count} 人附议") } else { format!("{count} 人附议，需要 {needed} 人") }
        },
        needs_differs: |said, needs| {
            format!("提议里写的是 {said} 人，但送出时规则要求 {needs} 人，以 {needs} 人为准。")
        },
        you_support: "您已附议",
        discussion: "大家怎么说",
        project: "项目",
        who_answers: "谁负责",
        due: |when| format!("{when} 前做完"),
        project_steps: |done, all| format!("步骤：做完 {done} 个，共 {all} 个"),
        step_done: "已做完",
        step_open: "还没做",
        reports: |count| format!("进展 {count} 条"),
        report_done: |step| format!("做完了：{step}"),
        evaluation: "居民打分",
        stars: |stars| match stars {
            1 => "1 星，很不满意",
            2 => "2 星，不太满意",
            3 => "3 星，一般",
            4 => "4 星，满意",
            _ => "5 星，很满意",
        },
        stars_sum: |count, tenths| format!("{count} 人打分，平均 {}.{} 星", tenths / 10, tenths % 10),
        stars_line: |stars, count| format!("{stars} 星 {count} 人"),
        nobody_judged: "还没有人打分。",
        own_stars: |stars| format!("您打了 {stars} 星"),
        covenant: "公约",
        covenant_empty: "还没有写。可以几个人一起写，会自动合到一起。",
        covenant_draft: "正在写的公约",
        covenant_draft_what: "还在改，定下一版后请大家签名。",
        covenant_unsent: "您写的还在这部手机上，有网时自动送出，和别人写的合到一起。",
        version: |number| format!("第 {number} 版公约"),
        settled_by: |who, when| format!("{who} {when} 定下"),
        signed: |count| format!("{count} 人签了名"),
        nobody_signed: "还没有人签名",
        you_signed: "您已签名",
        muted: "不再看他说的话",
        unmuted: "又能看到他说的话了",
    },
    act: acts::ACT,
    ballot: ballots::BALLOT,
    recount: ballots::RECOUNT,
};

pub(super) const fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Proposed => "提出议题",
        Stage::Screened => "把关筛选",
        Stage::Consulted => "开展协商",
        Stage::Project => "形成项目",
        Stage::CarriedOut => "推动实施",
        Stage::Evaluated => "效果评估",
        Stage::Covenant => "建立公约",
    }
}

fn rules(rules: &Rules) -> Vec<String> {
    let supporters = match rules.supporters {
        0 => "提出后不需要附议，直接交居委把关。".to_owned(),
        count => format!("有 {count} 位邻居附议，就交居委把关。"),
    };
    let grace = match rules.grace_hours {
        0 => "投票到点截止。".to_owned(),
        hours => format!("投票截止后再等 {hours} 小时：当时没有信号的手机，这段时间里送到的票也算。"),
    };
    vec![
        supporters,
        format!("居委 {} 天内答复，通过还是退回都写明理由。", rules.answer_days),
        format!("投票至少开 {} 天。谁有票，以开投票那一刻的名册为准。", rules.ballot_days),
        grace,
        "截止前可以改投，以最后一次为准。票数谁都可以在自己手机上重新数一遍。".to_owned(),
    ]
}
