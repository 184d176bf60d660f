//! In Chinese.

use linli_contract::posts::{GoodsState, OwnAsk, Section};

use super::super::Said;
use super::{PostTexts, talk};
use crate::model::posts::{Lack, Shown};

/// In Chinese.
pub(in crate::i18n) const ZH: PostTexts = PostTexts {
    title: "邻里",
    hub: "邻里有什么",
    hub_hall: "议事厅",
    hub_hall_what: "提议、讨论、投票",
    hub_activities: "活动",
    hub_activities_what: "报名、志愿",
    hub_guides: "便民查询",
    hub_guides_what: "电话、值班、服务",
    hub_chats: "消息",
    hub_chats_what: "群、私信",
    hub_notices: "公告",
    hub_notices_what: "居委会、物业",
    unread: |number| format!("{number} 条未读"),
    ballots: |number| format!("{number} 项等您投票"),
    section,
    section_hint: |section| match section {
        Section::Around => "看到的、想说的",
        Section::Help => "求助或愿意帮忙",
        Section::Goods => "不要钱，送给邻居",
    },
    sections: "看哪一类",
    shown: |shown| match shown {
        Shown::All => "全部",
        Shown::Of(one) => section(one),
        Shown::Mine => "我的",
    },
    nothing: |shown| match shown {
        Shown::All => {
            Said { what: "还没有人发帖", next: "点下面的「发一条」，跟邻居打个招呼。" }
        }
        Shown::Of(Section::Around) => {
            Said { what: "身边事里还没有内容", next: "看到什么新鲜事，发一条让邻居知道。" }
        }
        Shown::Of(Section::Help) => {
            Said { what: "现在没有求助", next: "需要搭把手，或者愿意帮忙，都可以发一条。" }
        }
        Shown::Of(Section::Goods) => {
            Said { what: "现在没有闲置物品", next: "家里用不上的东西，拍张照片送给邻居。" }
        }
        Shown::Mine => {
            Said { what: "还没有您的帖子", next: "您发的、评论过的、关注的，都会在这里。" }
        }
    },
    nothing_fits: "没有找到",
    nothing_fits_next: "换个说法试试，或者选「全部」。",
    search: "在帖子里找",
    search_clear: "清空",
    total: |number| format!("{number} 条"),
    list: "帖子",
    write: "发一条",
    draft: "您有一条没写完，接着写",
    complaints_wait: |number| format!("{number} 条邻居反映等您看"),
    new: "有新回复",
    edited: "改过",
    withdrawn: "已撤回",
    rumour: "不属实",
    hidden: "已隐藏",
    hidden_words: "居委会隐藏了这条内容，点开看原因。",
    photos: |number| format!("{number} 张照片"),
    likes: |number| format!("{number} 人点赞"),
    goods: |state| match state {
        GoodsState::Offered => "可以要",
        GoodsState::Reserved => "已有人约",
        GoodsState::Given => "已送出",
    },
    rumour_by: |who, when| format!("{who} {when} 说明：这不属实"),
    home_title: "邻里",
    home_new: |number| format!("您关注的 {number} 条帖子有新回复"),
    home_ballots: |number| format!("{number} 项表决等您投票"),
    home_next: |title, when| format!("{when} · {title}"),
    home_messages: |number| format!("{number} 条未读消息"),
    all: "去邻里看看",
    post: "帖子",
    earlier: |number| format!("改过 {number} 次，看看原来怎么写的"),
    said_until: |when| format!("{when} 以前写的是："),
    was_withdrawn: |when| format!("作者 {when} 撤回了这条。"),
    needs_newer: "有一部分是用新版本写的，更新应用后才能看到。",
    not_sent: "现在只在这台手机上，连上网邻居才看得到。",
    like: |number| if number == 0 { "点赞".to_owned() } else { format!("点赞 {number}") },
    follow: "关注",
    following: "已关注",
    followed_done: "有新回复会告诉您",
    unfollowed_done: "不再告诉您新回复",
    more: "更多",
    edit: "修改",
    withdraw: "撤回这条",
    withdraw_what: "撤回后邻居看不到内容了，只看得到您撤回过；不能恢复。",
    withdraw_why: "为什么撤回",
    withdraw_why_hint: "例如：问题解决了（可不填）",
    withdrawn_done: "已撤回",
    rumour_say: "标为不属实",
    rumour_what: "内容还在，上面会写明不属实和真实情况。",
    rumour_why: "真实情况是什么",
    rumour_why_hint: "例如：供水公司确认水质正常",
    rumour_off: "取消不属实",
    rumour_done: "已标明不属实",
    rumour_off_done: "已取消",
    ask_ticket: "请作者报成一件事",
    ask_ticket_done: "已请作者报事；报不报由作者决定",
    ticket_asked: |who| format!("{who} 希望您把它报给居委会处理"),
    make_ticket: "报成一件事",
    make_ticket_what: "文字和照片会作为您的报事交给居委会、物业处理，您能看到办到哪一步。",
    ticket_category: "是哪一类事",
    ticket_public: "邻居也能看到办理进度",
    ticket_public_hint: "不写您的名字",
    ticket_make: "报给居委会",
    ticket_choose: "请选是哪一类事",
    ticket_done: "已报给居委会",
    is_ticket: "已经报给居委会处理",
    is_ticket_see: "看看办到哪一步",
    goods_title: "送给邻居",
    own_ask: |own| match own {
        OwnAsk::Asked => "已替您约了。是不是最先，连上网就知道。".to_owned(),
        OwnAsk::KeptForMe => "东西给您留着，和主人约个时间去取吧。".to_owned(),
        OwnAsk::Behind(before) => {
            format!("已有邻居先约了，您排在第 {} 位。要是让出来，会按次序轮到您。", before.max(1))
        }
        OwnAsk::GivenToMe => "东西已经送给您了。".to_owned(),
    },
    want: "我想要",
    want_done: "已替您约上",
    not_want: "不要了，让给别人",
    not_want_done: "已让出来，谢谢您",
    askers: "想要的邻居，按先后",
    no_askers: "还没有人要",
    has_it: "给 TA 留着",
    give: |name| format!("已送给 {name}"),
    give_away: "已送给别人",
    given_done: "已标为送出",
    free_again: "重新放出来",
    free_done: "又可以要了",
    writing: "发一条",
    editing: "修改",
    editing_what: "原来写的会留着，邻居能看到改过。",
    form_section: "发在哪里",
    form_title: "标题（可不写）",
    form_title_hint: "例如：送一张儿童床",
    form_text: "内容",
    form_text_hint: |section| match section {
        Section::Around => "例如：小区东门的早点摊今天没来。",
        Section::Help => "写清楚：什么事、什么时候、怎么找到您。",
        Section::Goods => "写清楚：什么东西、几成新、什么时候能来取。",
    },
    form_photos: "照片",
    who_reads: "本社区的居民、居委会、网格员、楼长和物业看得到，写着您的名字。社区外的人看不到，服务器也看不懂。",
    lack: |lack| match lack {
        Lack::Words => "写一句话，或者放一张照片",
        Lack::TitleLong => "标题太长了，最多 40 个字",
        Lack::TextLong => "内容太长了，最多 2000 个字",
    },
    kept_hint: "写的内容会自动存在本机，发出去以后邻居才看得到。",
    send: "发出去",
    save: "保存修改",
    sending: "正在保存…",
    sent: "已发出，连上网邻居就能看到",
    saved: "已修改",
    may_not_edit: "这条不能修改",
    may_not_edit_next: "只有作者能改；已经撤回的不能再改。",
    complaints: "邻居反映",
    complaints_none: "没有要看的反映",
    complaints_none_next: "邻居觉得哪条帖子不妥，会反映到这里，只有居委会看得到。",
    complained_by: |who, when| format!("{who} {when} 反映"),
    about_comment: "反映的是下面这条评论：",
    about_gone: "反映的帖子不在这台设备上，也许已经删去。",
    settled: "已处理",
    open_post: "打开看看",
    hide_it: "隐藏它",
    talk: talk::ZH,
};

const fn section(section: Section) -> &'static str {
    match section {
        Section::Around => "身边事",
        Section::Help => "互助",
        Section::Goods => "闲置物品",
    }
}
