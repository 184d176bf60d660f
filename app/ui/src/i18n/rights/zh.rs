//! 我的登记、更正、删除、谁看过.

use linli_contract::rights::ShownWhat;

use super::RightTexts;
use crate::model::rights::Purpose;

/// In Chinese.
pub(in crate::i18n) const ZH: RightTexts = RightTexts {
    title: "我的登记",
    what: "这是居委会登记的您家的情况。您可以查看、更正、下载，也可以要求删除（个人信息保护法第四十四条至第四十七条）。",
    none: "还没有和您关联的住户",
    none_next: "住在这里的话，请告诉网格员或居委会，由他们把您和家里的登记连起来。",
    not_made: "登记还没有送到这台手机",
    not_made_next: "由网格员或居委会的设备整理后加密送来，只有您的设备能打开。",
    asked: "已经申请",
    asked_next: "等网格员或居委会的设备连上网，整理好就送来。",
    ask_fresh: "请居委会重新整理一份",
    fresh_sent: "已申请，连上网后送出",
    made: |when| format!("{when} 整理"),
    made_unknown: "整理时间不明",
    home: "房屋",
    no_people: "没有登记人员",
    purpose,
    purpose_name,
    trail: "谁看过",
    trail_what: "工作人员用邻里查看完整身份证号、打开这一户、导出名单时会记在这里。",
    trail_none: "还没有人看过",
    trail_more: |number| format!("再显示 {number} 条"),
    shown,
    somebody: "一位工作人员",
    correct: "不对？提出更正",
    correct_what: "改好后送给网格员和居委会，他们核对后写进登记。",
    whose: "谁的",
    which: "哪一项不对",
    stands: |value| format!("现在登记的是：{value}"),
    stands_nothing: "现在没有登记",
    id_number: "身份证号",
    care: "关爱人群",
    words: "说明",
    words_hint: "例如为什么要改、凭什么证件（可不填）",
    send: "送出申请",
    sent: "申请已保存，连上网后送出",
    erase: "要求删除",
    erase_what: &[
        "您可以要求删除自己和家人的登记。由居委会核对后删除，删除后不能恢复。",
        "删除后，服务器和每台设备上的登记内容都会清掉，从旧名单里也不能再登记进来。",
    ],
    erase_remains_title: "会留下的",
    erase_remains: &[
        "一个认不出是谁的记号，只用来防止误登记回来。",
        "已经打印、导出的纸和文件不在邻里里，请向居委会要求销毁。",
        "法律、行政法规要求保存的，居委会可以只停止使用、暂不删除，并要告诉您理由（个人信息保护法第四十七条）。",
    ],
    erase_whom: "删除谁的登记",
    erase_whole: "整户",
    erase_send: "要求删除",
    erase_choose: "请选一位，或选整户",
    wishes: "我的申请",
    edits: |number| format!("已改 {number} 处"),
    newer: "有一部分是用新版本写的，更新应用后才能看到。",
    wish_fresh: "重新整理一份",
    wish_correct: |number| format!("更正 {number} 处"),
    wish_erase: "要求删除",
    wish_waits: "等答复",
    wish_done: "已办",
    wish_declined: "没有办",
    answered: |words| format!("答复：{words}"),
    download: "下载",
    download_hint: "存成 JSON 文件，可以带走或交给别的程序。文件不加密，请收好。",
    downloaded: "已下载，请到「下载」里查看",
    downloaded_to: |path| format!("已保存到 {path}"),
    download_failed: "没有存成文件",
    download_failed_next: "请清理存储空间后再试一次。",
    print: "打印",
    file_name: "我的登记",
    proposal_of: |name| format!("{name}的申请"),
    asks_fresh: "请重新整理一份登记给本人",
    asks_correct: "请更正",
    asks_erase_people: |names| format!("请删除{names}的登记"),
    asks_erase_household: "请删除整户的登记",
    of_home: "房屋",
    nothing: "（空）",
    do_correct: "改成新的",
    do_fresh: "整理并送出",
    do_erase: "删除…",
    decline: "不办，说明理由",
    decline_words: "理由",
    decline_hint: "本人会看到这段话，最多 200 个字",
    decline_needs_words: "请写明理由，本人有权知道",
    decline_send: "送出理由",
    done: "已办，连上网后告诉本人",
    declined: "理由已保存，连上网后告诉本人",
    only_committee: "删除由居委会办理。",
    confirm_erase: "删除，不能恢复",
    erase_record: "按本人要求删除",
    erase_sentence: |whom| format!("永久删除{whom}的登记。"),
    erase_goes: &[
        "姓名、电话、身份证号、走访和变更记录，在服务器和每台设备上都清掉。",
        "这些人以后不能从名单导入，登记时会提醒。",
        "不能撤销。服务器的旧备份里还有密文，请按期销毁旧备份。",
        "只在本人要求或法律规定时使用。搬走、去世请用「搬离」「去世」，填错请用「登记有误」。",
    ],
    erase_type: |word| format!("请输入「{word}」确认"),
    erase_word: "删除",
    erase_people: "删除谁",
    erased_before: "有一位很像的人曾要求删除登记。只有本人现在愿意重新登记时才填。",
    erased: "已删除，连上网后各台设备都会清掉",
};

const fn purpose(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Home => "用于知道哪些房子有人住、空置或出租，出事时联系房主",
        Purpose::Contact => "用于认人、上门和紧急时联系",
        Purpose::Papers => "用于核对身份、防止重复登记；身份证号平时不显示，谁看过都有记录",
        Purpose::Residence => "用于办理居住登记、居住证等事务",
        Purpose::Work => "用于就业、助学等服务；可以不填",
        Purpose::Care => "用于上门看望、帮助和紧急时优先照顾；可以不填",
    }
}

const fn purpose_name(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Home => "房屋",
        Purpose::Contact => "联系方式",
        Purpose::Papers => "证件",
        Purpose::Residence => "户籍和居住",
        Purpose::Work => "学历和工作",
        Purpose::Care => "照护",
    }
}

const fn shown(what: ShownWhat) -> &'static str {
    match what {
        ShownWhat::IdNumber => "查看了完整身份证号",
        ShownWhat::Opened => "打开了这一户",
        ShownWhat::Exported => "导出了这一户",
    }
}
