//! Texts: home.

texts! {
    /// Home.
    HomeTexts {
        title,
        hello: fn(Option<&str>) -> String,
        waiting: fn(usize) -> String,
        waiting_hint,
        record,
        record_made: fn(&str) -> String,
        record_there,
        record_missing,
        record_missing_next,
        record_asked,
        record_none,
        record_none_next,
        my_home,
        home_unknown,
        caretakers,
        no_caretakers,
        arriving,
        arriving_next,
        nothing_yet,
        nothing_yet_next,
        coming,
        role_ends: fn(&str, &str) -> String,
        wishes_wait: fn(usize) -> String,
        wishes_answered: fn(usize) -> String,
    }
}

/// In Chinese.
pub(super) const ZH: HomeTexts = HomeTexts {
    title: "首页",
    hello: |name| name.map_or_else(|| "您好".to_owned(), |name| format!("您好，{name}")),
    waiting: |number| format!("{number} 件事等您看一看"),
    waiting_hint: "加入申请、更正申请",
    record: "我的登记",
    record_made: |when| format!("{when} 整理，可以查看、更正和下载"),
    record_there: "已经整理好，可以查看、更正和下载",
    record_missing: "还没有送到这台手机",
    record_missing_next: "点开可以请居委会整理一份给您",
    record_asked: "已经申请，等网格员或居委会连网后送来",
    record_none: "还没有和您关联的住户",
    record_none_next: "住在这里的话，请告诉网格员或居委会",
    my_home: "我的家",
    home_unknown: "门牌还没有收到",
    caretakers: "有事找谁",
    no_caretakers: "名单还没有收到，连上网后会出现在这里。",
    arriving: "正在取回社区的内容",
    arriving_next: "第一次要连上网，通常几秒钟就好。",
    nothing_yet: "这里还没有给您的内容",
    nothing_yet_next: "有内容转给您时会出现在这里。需要别的角色，请联系居委会。",
    coming: "请留意",
    role_ends: |role, day| format!("您的「{role}」到{day}为止"),
    wishes_wait: |number| format!("{number} 份申请还没有答复"),
    wishes_answered: |number| format!("{number} 份申请有了答复"),
};

/// In English.
pub(super) const EN: HomeTexts = HomeTexts {
    title: "Home",
    hello: |name| name.map_or_else(|| "Hello".to_owned(), |name| format!("Hello, {name}")),
    waiting: |number| {
        if number == 1 { "One thing waits for you".to_owned() } else { format!("{number} things wait for you") }
    },
    waiting_hint: "Requests to join, corrections",
    record: "My record",
    record_made: |when| format!("Made {when}; read it, correct it, take it along"),
    record_there: "It is here; read it, correct it, take it along",
    record_missing: "It is not on this phone yet",
    record_missing_next: "Open this to ask the committee for it",
    record_asked: "You have asked; it comes once a grid worker or the committee is online",
    record_none: "No household is linked to you yet",
    record_none_next: "If you live here, tell your grid worker or the committee",
    my_home: "My home",
    home_unknown: "The door is not known here yet",
    caretakers: "Whom to turn to",
    no_caretakers: "The names are not here yet; they come when you are online.",
    arriving: "Fetching what is yours",
    arriving_next: "The first time needs the network; it takes some seconds.",
    nothing_yet: "There is nothing for you yet",
    nothing_yet_next: "What is sent to you appears here. If you need another role, ask the committee.",
    coming: "Good to know",
    role_ends: |role, day| format!("Your role “{role}” ends on {day}"),
    wishes_wait: |number| {
        if number == 1 {
            "One wish waits for its answer".to_owned()
        } else {
            format!("{number} wishes wait for an answer")
        }
    },
    wishes_answered: |number| {
        if number == 1 { "One wish has its answer".to_owned() } else { format!("{number} wishes have their answers") }
    },
};
