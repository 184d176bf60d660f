//! 简体中文.

use linli_contract::registers::{Ending, Source};

use super::RegisterTexts;
use crate::model::acts::{HouseholdAct, PersonAct};

/// In Chinese.
pub(in crate::i18n) const ZH: RegisterTexts = RegisterTexts {
    history: "变更记录",
    history_empty: "这一户还没有记录",
    history_empty_next: "登记或修改之后，谁在何时改了什么都会列在这里。",
    history_short: "只列出最近的 500 次改动。",
    registered: "登记了这一户",
    entered: "新登记",
    stated: |field, value| format!("{field}：{value}"),
    changed: |field, before, after| format!("{field}：{before} → {after}"),
    nothing_there: "无",
    and_also: |one, other| format!("{one}；{other}"),
    id_number_written: "填写了身份证号",
    who_did: |name, what| format!("{name} {what}"),
    is_back: |name| format!("{name} 又住在这里"),
    joined: |keep, merge| format!("{keep}和{merge}是同一个人，已合并"),
    told_apart: |one, other| format!("{one}和{other}是两个人"),
    ended,
    reopened: "这一户恢复了登记",
    unknown_change: "有新版本才看得懂的改动",
    today: "今天",
    yesterday: "昨天",
    died: |day| day.map_or_else(|| "去世".into(), |day| format!("去世（{day}）")),
    left: |day, to| {
        let day = day.map(|day| format!("（{day}）")).unwrap_or_default();
        if to.is_empty() { format!("搬离社区{day}") } else { format!("搬离社区{day}，去了{to}") }
    },
    moved: |path| if path.is_empty() { "搬到别的门".into() } else { format!("搬到 {path}") },
    was_mistake: "登记有误",
    source,
    names: |names| names.join("、"),
    more_of_person: |name| format!("{name}：搬走、去世等"),
    more_of_household: "这一户：记录、搬走、合并等",
    this_household: "这一户",
    person_act,
    household_act,
    person_confirm,
    household_confirm,
    person_done,
    household_done,
    will_leave: |names| format!("{names}移到「以前住在这里的人」，注明搬离社区。"),
    will_die: |names| format!("{names}移到「以前住在这里的人」，注明去世。"),
    will_be_mistake: |names| format!("{names}从这一户移出，注明登记有误。以后还能恢复。"),
    will_split: |names| format!("{names}仍在这扇门，单独成一户，资料一起过去。"),
    will_move: |names, path| format!("{names}搬到 {path}，单独成一户，资料一起过去。"),
    will_join: |names, path, whom| format!("{names}搬到 {path}，和{whom}同一户，资料一起过去。"),
    will_all_leave: |names| format!("{names}都注明搬离，这一户结束，这扇门可以重新登记。以后还能恢复。"),
    will_change_tenants: |names| format!("{names}这一户结束，下一步用空白表登记新租户，旧资料不会带进去。"),
    will_change_door: |path| format!("这一户的人和房屋资料都挪到 {path}，这扇门就空出来。"),
    will_merge: |keep, merge| format!("{merge}并入{keep}这一户；像是同一个人的，会再请您确认。"),
    will_withdraw: |names| format!("{names}这一户是登记有误，从这扇门撤回。以后还能恢复。"),
    nobody_named: "没有登记人员的一户",
    who_else: "哪些人",
    choose_somebody: "至少选一个人",
    which_day: "哪一天",
    day_unknown: "不清楚",
    where_to: "去了哪里",
    where_to_hint: "例如 苏州、女儿家（可不填）",
    which_door: "搬到哪扇门",
    door_filter_hint: "写门牌，如 301、12-301，或从下面选",
    recent_doors: "刚才去过的",
    no_door_fits: "没有找到，换个写法试试，或从楼栋里选。",
    choose_again: "重选",
    which_household: "到那里和谁一户",
    own_household: "单独成一户",
    household_of: |names| format!("和{names}一户"),
    which_other: "和哪一户",
    nothing_done: "没有要改的",
    undone: |values, kept| match (values, kept) {
        (0, 0) => "已撤销".into(),
        (0, kept) => format!("没有撤销：{kept} 处后来又有人改过"),
        (values, 0) => format!("已撤销，{values} 处恢复原样"),
        (values, kept) => format!("已撤销，{values} 处恢复原样；{kept} 处后来又有人改过，没有动"),
    },
    former: |number| format!("以前住在这里的人（{number}）"),
    ended_household: |names| format!("{names}一户"),
    person_back: "回来了，或是记错了",
    person_is_back: |name| format!("{name}已回到名单里"),
    reopen: "恢复这一户",
    household_is_back: "这一户已恢复",
    how_known: "怎么知道的",
    how_known_hint: "记在这次填的每一项旁边",
    at_the_door: "上门当面",
    by_phone: "电话里",
    from_paper: "看证件",
    from_list: |name| format!("名单「{name}」"),
    remove_registered_hint: "只在填错时用。搬走、去世请保存后点这个人旁边的「…」，记录更清楚。",
    alike: |name, born, path, reason| {
        let born = born.map(|year| format!("，{year} 年生")).unwrap_or_default();
        format!("{name}{born}，登记在 {path}（{reason}）")
    },
    alike_title: "这个人可能已经登记过",
    go_there: "去那扇门看看",
    not_the_same: "不是同一个人",
    moves_here: "是，搬来这里",
    moves_here_hint: "点「是，搬来这里」后，这里刚填的这个人收起，用原来登记的资料。",
};

fn ended(why: Ending) -> &'static str {
    match why {
        Ending::Left => "全都搬走了",
        Ending::Moved => "整户搬到别的门",
        Ending::TenantsChanged => "换了租户",
        Ending::Mistake => "整户登记有误",
    }
}

fn source(source: &Source) -> String {
    match source {
        Source::AtTheDoor => "上门说的".into(),
        Source::ByPhone => "电话里说的".into(),
        Source::Paper => "看证件填的".into(),
        Source::List { name } => format!("来自名单「{name}」"),
        Source::Moved => "从别处的登记带来".into(),
        Source::ByMember => "住户本人在手机上提出".into(),
    }
}

fn person_act(act: PersonAct) -> &'static str {
    match act {
        PersonAct::Edit => "修改资料",
        PersonAct::Move => "搬到别的门",
        PersonAct::OtherHousehold => "属于这里的另一户",
        PersonAct::Split => "在这里单独成一户",
        PersonAct::Left => "搬离社区",
        PersonAct::Died => "去世",
        PersonAct::Mistake => "填错了，没有这个人",
    }
}

fn household_act(act: HouseholdAct) -> &'static str {
    match act {
        HouseholdAct::History => "变更记录",
        HouseholdAct::AllLeft => "全都搬走了",
        HouseholdAct::Tenants => "换了租户",
        HouseholdAct::WrongDoor => "登错了门，整户挪走",
        HouseholdAct::Merge => "和这里的另一户是一家",
        HouseholdAct::Withdraw => "整户填错了，撤回",
    }
}

fn person_confirm(act: PersonAct) -> &'static str {
    match act {
        PersonAct::Edit => "修改",
        PersonAct::Move | PersonAct::OtherHousehold => "搬过去",
        PersonAct::Split => "单独成一户",
        PersonAct::Left => "注明搬离",
        PersonAct::Died => "注明去世",
        PersonAct::Mistake => "移出",
    }
}

fn household_confirm(act: HouseholdAct) -> &'static str {
    match act {
        HouseholdAct::History => "查看",
        HouseholdAct::AllLeft => "注明搬走",
        HouseholdAct::Tenants => "结束这一户",
        HouseholdAct::WrongDoor => "整户挪过去",
        HouseholdAct::Merge => "合成一户",
        HouseholdAct::Withdraw => "撤回这一户",
    }
}

fn person_done(act: PersonAct, names: &str) -> String {
    match act {
        PersonAct::Edit => format!("{names}已修改"),
        PersonAct::Move => format!("{names}已搬过去"),
        PersonAct::OtherHousehold => format!("{names}已归到另一户"),
        PersonAct::Split => format!("{names}已单独成一户"),
        PersonAct::Left => format!("已注明{names}搬离"),
        PersonAct::Died => format!("已注明{names}去世"),
        PersonAct::Mistake => format!("{names}已移出"),
    }
}

fn household_done(act: HouseholdAct) -> &'static str {
    match act {
        HouseholdAct::History => "",
        HouseholdAct::AllLeft => "已注明全都搬走",
        HouseholdAct::Tenants => "旧租户已结束，请登记新租户",
        HouseholdAct::WrongDoor => "整户已挪过去",
        HouseholdAct::Merge => "已合成一户",
        HouseholdAct::Withdraw => "这一户已撤回",
    }
}
