//! Texts: the first-run tour.

use super::Said;

texts! {
    /// The first-run tour.
    TourTexts {
        label,
        skip,
        next,
        done,
        again,
        step: fn(usize, usize) -> String,
        cards: [Said; 3],
    }
}

/// In Chinese.
pub(super) const ZH: TourTexts = TourTexts {
    label: "使用介绍",
    skip: "跳过",
    next: "下一张",
    done: "开始使用",
    again: "再看一遍介绍",
    step: |at, of| format!("第 {at} 张，共 {of} 张"),
    cards: [
        Said {
            what: "没有信号，照样登记",
            next: "点保存，就已经存在这台手机里。地下室、电梯间都不怕；有网络时自动上传，不用等。",
        },
        Said {
            what: "一栋楼，一张图",
            next: "每个门是一格：空白是没登记，绿色是好了，黄色是今天该去，红色是两边写得不一样。点一下就进门。",
        },
        Said {
            what: "输错了？点“撤销”",
            next: "迁出、搬家、合并都能撤回。谁在什么时候改了什么，每户都有记录；两个人写得不同，两边都留着，由您来选。",
        },
    ],
};

/// In English.
pub(super) const EN: TourTexts = TourTexts {
    label: "Introduction",
    skip: "Skip",
    next: "Next",
    done: "Start",
    again: "Show the introduction again",
    step: |at, of| format!("Card {at} of {of}"),
    cards: [
        Said {
            what: "No signal? Register anyway",
            next: "What you save is on this phone at once, in the basement and in the lift too. It is sent by itself when there is a network.",
        },
        Said {
            what: "A building is one picture",
            next: "Every door is a square: empty is not registered, green is done, yellow is due today, red means two people wrote different things. Tap it to go in.",
        },
        Said {
            what: "A mistake? Tap “Undo”",
            next: "Moves, departures and merges can be taken back. Every household shows who changed what and when; where two people differ both values stay until you choose.",
        },
    ],
};
