//! 议题上能做的事.

use linli_contract::topics::TopicMay;

use super::super::TopicActTexts;
use crate::i18n::Said;

/// In Chinese.
pub(super) const ACT: TopicActTexts = TopicActTexts {
    label: "您能做的",
    more: "更多",
    name: |act| match act {
        TopicMay::Support => "我附议",
        TopicMay::Comment => "说一句",
        TopicMay::Gate => "把关",
        TopicMay::OpenBallot => "开投票",
        TopicMay::Vote => "投票",
        TopicMay::PaperVote => "录入纸质票",
        TopicMay::MakeProject => "形成项目",
        TopicMay::Report => "报进展",
        TopicMay::Finish => "项目做完了",
        TopicMay::Judge => "打分",
        TopicMay::CloseEvaluation => "结束评估",
        TopicMay::WriteCovenant => "写公约",
        TopicMay::SettleCovenant => "定下这一版",
        TopicMay::Sign => "签公约",
        TopicMay::Withdraw => "撤回议题",
        TopicMay::Hide => "隐藏评论",
    },
    unsupport: "不附议了",
    vote_again: "改投",
    judge_again: "改打分",
    what: |act| match act {
        TopicMay::Support => "表示您也希望议这件事。大家看得到您附议。",
        TopicMay::Comment => "大家都看得到。",
        TopicMay::Gate => "通过或退回，都请写明理由，大家看得到。",
        TopicMay::OpenBallot => "请大家投票。开了以后问题和选项不能改。",
        TopicMay::Vote => "选一项，再确认。截止前可以改投。",
        TopicMay::PaperVote => "替没有手机的住户录入纸上的票。那一户自己投了票的，以他们自己的为准。",
        TopicMay::MakeProject => "写明商量出了什么、做什么、谁负责、什么时候做完。",
        TopicMay::Report => "告诉大家做到哪里了，最好带照片。",
        TopicMay::Finish => "做完以后请居民打分。",
        TopicMay::Judge => "做得怎么样？请您打分。",
        TopicMay::CloseEvaluation => "写一句评估结果，决定要不要立公约。",
        TopicMay::WriteCovenant => "几个人可以同时写，各人改的会合到一起。",
        TopicMay::SettleCovenant => "定下后请大家签名。以后再改就是新的一版。",
        TopicMay::Sign => "签名表示您同意并遵守。大家看得到您签了名。",
        TopicMay::Withdraw => "议题到此结束，请写明为什么。",
        TopicMay::Hide => "请写明理由，大家看得到。",
    },
    unsupport_what: "您的附议会取消。",
    words: |act| match act {
        TopicMay::Gate => "理由",
        TopicMay::MakeProject => "商量的结果，要做什么",
        TopicMay::Report => "做到哪里了",
        TopicMay::Finish => "做成了什么样",
        TopicMay::CloseEvaluation => "评估结果",
        TopicMay::Withdraw => "为什么撤回",
        TopicMay::Judge => "想说的话（可以不写）",
        TopicMay::Support
        | TopicMay::Comment
        | TopicMay::OpenBallot
        | TopicMay::Vote
        | TopicMay::PaperVote
        | TopicMay::WriteCovenant
        | TopicMay::SettleCovenant
        | TopicMay::Sign
        | TopicMay::Hide => "说明",
    },
    hint: |act| match act {
        TopicMay::Gate => "如：涉及全楼，费用可从维修资金支出，同意协商",
        TopicMay::MakeProject => "如：多数同意装感应灯，先装一单元试一个月",
        TopicMay::Report => "如：灯已装好三盏，周五前全部装完",
        TopicMay::Finish => "如：六个单元都装好了，电费由物业承担",
        TopicMay::CloseEvaluation => "如：多数满意，五楼的灯再调亮一些",
        TopicMay::Withdraw => "如：物业已经修好，不用再议",
        TopicMay::Support
        | TopicMay::Comment
        | TopicMay::OpenBallot
        | TopicMay::Vote
        | TopicMay::PaperVote
        | TopicMay::Judge
        | TopicMay::WriteCovenant
        | TopicMay::SettleCovenant
        | TopicMay::Sign
        | TopicMay::Hide => "",
    },
    done: |act| match act {
        TopicMay::Support => "您附议了",
        TopicMay::Comment => "说出去了",
        TopicMay::Gate => "理由写下了，大家看得到",
        TopicMay::OpenBallot => "投票开始了",
        TopicMay::Vote => "您的票记下了",
        TopicMay::PaperVote => "纸质票录好了",
        TopicMay::MakeProject => "项目定下了",
        TopicMay::Report => "进展报了",
        TopicMay::Finish => "项目做完了，请大家打分",
        TopicMay::Judge => "谢谢您打分",
        TopicMay::CloseEvaluation => "评估结束了",
        TopicMay::WriteCovenant => "公约存好了",
        TopicMay::SettleCovenant => "这一版定下了，可以签名了",
        TopicMay::Sign => "您签了名",
        TopicMay::Withdraw => "议题撤回了",
        TopicMay::Hide => "隐藏了",
    },
    unsupport_done: "附议取消了",
    words_needed: "请写几句，大家要看的。",
    words_long: |max| format!("太长了，最多 {max} 个字。"),
    gate_choose: "您的决定",
    pass: "通过",
    pass_what: "进入下一步",
    send_back: "退回",
    send_back_what: "议题到此结束",
    choose_first: "请先选一项。",
    who: "谁负责",
    who_hint: "人或单位，如「物业张经理」",
    who_needed: "请写明谁负责。",
    due: "什么时候做完",
    no_due: "没有期限",
    in_a_month: "一个月内",
    in_three_months: "三个月内",
    to_a_date: "选日期",
    steps: "分几步做",
    steps_hint: "可以不写",
    step: |number| format!("第 {number} 步"),
    which_step: "做完了哪一步",
    no_step: "还没做完一步",
    photos: "照片",
    stars: "打几颗星",
    stars_needed: "请先点星星。",
    wants_covenant: "接着立公约",
    wants_covenant_hint: "关上就到此结束",
    covenant_text: "公约内容",
    covenant_hint: "一条写一行，字句简单些，人人看得懂",
    covenant_changed: "您写的时候，别人也改了。保存后会合到一起，请再看一遍。",
    covenant_merged: "存好了，并和别人写的合到了一起，请再看一遍",
    covenant_nothing: "没有改动",
    settle_what: "定下的就是下面这些文字：",
    sign_what: |number| format!("您签的是第 {number} 版："),
    sign_confirm: "我同意，签名",
    too_late: Said {
        what: "现在不能做这件事了", next: "可能别人先办了，或者时间已过。画面已更新，请再看看。"
    },
    comment_done: "说出去了",
};
