//! 加入.

use linli_contract::joining::{HeldReason, JoinRefusal, ReplyReason, Wish};

use super::{JoiningTexts, say};
use crate::i18n::Said;

/// The texts.
pub(in crate::i18n) const TEXTS: JoiningTexts = JoiningTexts {
    title: "加入社区",
    scan_to_join: "扫码加入",
    paste_link: "粘贴链接加入",
    where_code: "码在楼门口的海报上，或在居委、楼长的手机上。",
    have_paper: "我有纸质返回卡",
    show_myself: "当面加入：展示我的码",
    show_myself_what: "没有网络也行：填好后给居委扫您的码，再扫对方的码，就加入了。",
    found: "创建社区",
    demo: "示范社区",
    scan: "扫码或粘贴链接",
    open_camera: "打开相机扫码",
    camera_opening: "正在打开相机…如果手机询问，请点「允许」。",
    hold_code: "把码放进框里，会自动识别",
    camera_denied: "没有得到使用相机的许可。可以在浏览器设置里允许，或用下面的办法。",
    camera_none: "这里用不了相机，请用下面的办法。",
    camera_busy: "相机正被别的应用占用，关掉它再试，或用下面的办法。",
    choose_picture: "选一张有码的照片",
    no_code_in_picture: "这张照片里没有找到码，请换一张清楚、完整的。",
    link: "链接",
    link_hint: "别人发给您的、以 http 开头的一长串",
    paste: "粘贴",
    paste_first: "请先把链接粘贴在这里",
    nothing_to_paste: "没有可粘贴的内容：请先复制链接，或长按上面的框选「粘贴」。",
    go_on: "下一步",
    copy_link: "复制链接",
    copied: "链接已复制",
    too_long_to_draw: "内容太长，画不成码，请用「复制链接」。",
    open_there: "去那里打开",
    ask: "申请加入",
    you_join: "您要加入",
    your_name: "姓名",
    name_hint: "身份证上的名字",
    name_missing: "请填姓名",
    as_what: "您是",
    wish_missing: "请选一项",
    your_door: "楼号门牌",
    door_hint: "例如 3号楼2单元502",
    door_hint_else: "不住在这里可以不填",
    door_missing: "请填楼号和门牌",
    your_phone: "手机号（可不填）",
    phone_hint: "方便居委联系您核对",
    phone_wrong: "电话为 5 到 20 位数字",
    add_note: "想补充一句话",
    note: "给审核人的话",
    note_hint: "例如：我是王芳的女儿",
    consent: "请先看一下",
    consent_more: "谁处理、存多久、您的权利",
    agree_and_ask: "同意并申请加入",
    agree_and_show: "同意并出示我的码",
    asking: "正在送出…",
    take: "用这台设备",
    take_what: "这个码会把这台设备加为您的设备，只能用一次。请确认是您自己的码。",
    take_yes: "确认，就用这台",
    paper: "纸质返回卡",
    paper_what: "扫过卡上的码了。现在把卡上的十组数字打进来，空格可以不打。",
    paper_digits: "十组数字",
    paper_hint: "每组六位；打错会告诉您是哪一组",
    paper_take: "回到我的社区",
    wrong_length: "数字不够或多了：共十组，每组六位",
    community_name: "社区名称",
    community_hint: "例如 宝钢一村居委会",
    community_missing: "请填社区名称",
    founding: "正在创建，需要连网…",
    then: "创建以后",
    waiting: "等待加入",
    what_next: "接下来",
    show_this: "请居委扫这个码：",
    scan_answer: "扫对方给的码",
    change_and_ask: "修改后再申请",
    scan_other: "扫别的码",
    you_said: "您填写的",
    withdraw: "撤回申请",
    withdraw_what: "撤回后，申请不再保留在这台设备上；想加入时可以重新扫码。",
    withdraw_yes: "确认撤回",
    keep_waiting: "不撤回",
    desk: "待我处理",
    desk_empty: "没有要处理的",
    desk_empty_next: "有邻居申请加入、有内容要确认时，会出现在这里。",
    requests: "申请加入",
    face_to_face: "当面出示",
    sealed_name: "还打不开的申请",
    scan_newcomer: "扫新邻居的码",
    scan_newcomer_what: "请新邻居在手机上点「当面加入」，扫对方屏幕上的码。",
    proposals: "居民对登记的申请",
    held: "待确认的内容",
    held_what: "写下这些内容的设备或角色已经停用。请核对后决定要不要。",
    held_admit: "采用",
    held_refuse: "不采用",
    held_admit_what: "采用后，这些内容照常进入登记。",
    held_refuse_what: "不采用的内容不会进入登记，写的人会看到已被退回。",
    held_admitted: "已采用",
    held_refused: "没有采用",
    request: "加入申请",
    request_gone: "这份申请已经处理了",
    request_gone_next: "可能是另一位同事办的，或对方撤回了。",
    send_back: "退回",
    send_back_what: "对方会看到原因，改好后可以再申请。",
    sent_back: "已退回，对方会看到原因",
    reason_why: "原因",
    words_to_newcomer: "给对方的话",
    admit: "通过",
    admitted: "已通过，联网后生效",
    says_door: "自己写的门牌",
    means_door: "对应的门",
    by_invitation: "通过哪张海报",
    since: "申请时间",
    neighbours_say: "楼长的意见",
    knows: "认识。",
    knows_not: "不认识。",
    hint_sealed: "这台设备还打不开申请内容，联网同步后再看。",
    hint_no_door: "没找到这个门牌，请问清楚，再在「通过」里选门。",
    hint_registered: "登记里，这扇门有同名的人。",
    hint_not_registered: "登记里，这扇门没有同名的人，请核对身份。",
    do_you_know: "您认识这位邻居吗？",
    do_you_know_what: "您的意见会给居委参考，由居委决定。",
    add_words: "补充一句（可不填）",
    i_know: "我认识",
    i_do_not: "不认识",
    recommended: "已告诉居委",
    let_them_scan: "请对方扫这个码",
    let_them_scan_what: "对方在手机上点「扫对方给的码」，扫完就加入了，不用网络。",
    they_are_in: "对方已扫好",
    admit_as: "作为",
    new_member: "新成员",
    new_device: "成员换手机",
    lives: "住在哪里",
    lives_here: "住在这里",
    lives_away: "不住这里",
    gets_seat: "持有这一户的户主席位",
    role_too: "同时担任（可不选）",
    whole_community: "范围：全社区",
    role_ends: "多久后自动结束",
    which_grid: "哪个网格",
    which_building: "哪栋楼",
    be_sure: "请确认就是本人：当面或打电话问清楚，别只看名字。",
    whose_device: "是谁的新设备",
    another_member: "从全部成员里选",
    remove_old: "停用旧设备（丢了或不用了的打勾）",
    device: "设备",
    invitations: "邀请海报",
    invite: "新建邀请",
    no_invitation: "还没有邀请",
    no_invitation_next: "新建一个，打印海报贴在楼门口，邻居扫码就能申请。",
    used_up: "名额已用完",
    over: "已结束",
    poster: "海报",
    end_invitation: "结束这个邀请",
    end_invitation_what: "结束后，贴出去的海报就不能用了。已加入的邻居不受影响。",
    invitation_ended: "邀请已结束",
    invitation_made: "邀请已建好，联网后海报生效",
    for_whom: "给谁",
    for_all: "全社区",
    for_building: "一栋楼",
    how_long: "有效多久",
    how_many: "最多多少人",
    poster_label: "海报上写的名称（可不填）",
    poster_label_hint: "不填就用社区或楼栋的名称",
    poster_what: "请打印成 A4，贴在楼门口。拿到海报的人都能申请，但要您点「通过」才能加入。",
    poster_gone: "这张海报不能用了",
    poster_gone_next: "邀请已结束，或这台设备打不开它。请新建一个。",
    poster_title: "扫码加入邻里",
    poster_why: "只问姓名、门牌和电话，用来核对您是这里的邻居；加密后只有居委和楼长能打开，随时可以要求删除。",
    poster_contact: "不会用手机？请到居委会，或打电话：",
    code_of_newcomer: say("这是一位新邻居的码", "要由居委的手机来扫。您要加入，请扫楼门口的海报。"),
    not_copied: say("没能复制", "请长按码，或用另一部手机来扫。"),
    elsewhere: |relay| format!("这个码属于另一个地址：{relay}"),
    wish,
    wish_means,
    consent_points: &CONSENT_POINTS,
    consent_details: &CONSENT_DETAILS,
    wrong_group: |group| format!("第 {group} 组有一位不对，请对照卡片"),
    first_steps: &FIRST_STEPS,
    not_sent: say("还没有送出", "连上网会自动送出，不用守着。"),
    asked: say("已送到，等居委核对", "可以关掉，通过后再打开就能用。"),
    asked_since: |when| format!("{when} 送到"),
    to_show: say("请给居委看下面的码", "对方扫完，会给您看另一个码，您再扫它。"),
    returned,
    refused,
    waiting_steps: &WAITING_STEPS,
    known_by: |count| format!("{count} 人认识"),
    unknown_to: |count| format!("{count} 人不认识"),
    held_why,
    reason,
    hint_seat: |name| format!("这一户的户主席位现在是{name}的。"),
    hint_namesakes: |count| format!("已有 {count} 位同名的成员，可能是换了手机。"),
    seat_moves: |name| format!("席位将从{name}转过来。"),
    days,
    people: |count| format!("{count} 人"),
    added: |when| format!("{when} 加入"),
    days_left: |days| format!("还有 {days} 天"),
    used: |used, uses| format!("已加入 {used} 人，最多 {uses} 人"),
    poster_steps: &POSTER_STEPS,
    poster_until: |day| format!("有效至 {day}"),
};

const CONSENT_POINTS: [&str; 3] = [
    "只问姓名、门牌和电话，用来核对您是这里的邻居，并和您联系。",
    "在您的手机上加密后送出，只有本社区的居委和楼长能打开，服务器看不到。",
    "随时可以查看、更正、要求删除或退出，不需要理由。",
];

const CONSENT_DETAILS: [&str; 6] = [
    "谁处理：本社区居民委员会，联系方式见海报。依据是您的同意（《个人信息保护法》第十三条、第十七条）。",
    "加入以后：姓名让社区里的人知道您是谁，电话只给居委看；您所在的一户由网格员登记，登记的内容您自己可以看到。",
    "存多久：在您是成员期间保存；退出后可以要求居委删除，删除后不会再从名单里登记回来。",
    "您的权利：查阅、复制、更正、删除、撤回同意、要求说明（第四十四条至第四十八条）。可在应用里办，也可当面找居委。",
    "不同意也可以：居委照常为您办事，只是不能用这个应用。",
    "不定位，不读通讯录；相机只用来扫码，画面不保存、不上传。",
];

const FIRST_STEPS: [&str; 3] = [
    "打印一张纸质返回卡收好：手机丢了，凭它回来。",
    "加上网格、楼栋和门户，或从表格导入。",
    "新建邀请，打印海报，请居委同事和邻居扫码加入。",
];

const WAITING_STEPS: [&str; 3] = [
    "楼长或居委看到您的申请，核对门牌，可能会给您打电话。",
    "通过后，这里会自动打开，不用再填。",
    "如果退回，会写明原因，改好可以再申请。",
];

const POSTER_STEPS: [&str; 3] =
    ["用手机相机或微信扫上面的码", "填姓名、门牌，点「同意并申请加入」", "居委核对后，您就加入了"];

fn days(days: u16) -> String {
    match days {
        365 => "一年".into(),
        days => format!("{days} 天"),
    }
}

fn wish(wish: Wish) -> &'static str {
    match wish {
        Wish::Seat => "户主",
        Wish::Family => "家人",
        Wish::Worker => "网格员",
        Wish::Property => "物业",
        Wish::Department => "部门",
        Wish::Volunteer => "志愿者",
        Wish::Replacement => "换了手机",
    }
}

fn wish_means(wish: Wish) -> &'static str {
    match wish {
        Wish::Seat => "代表这一户，每户一位",
        Wish::Family => "住在这一户的家人或租客",
        Wish::Worker => "负责一个网格的登记和走访",
        Wish::Property => "物业公司的工作人员",
        Wish::Department => "派出所、城管等部门的工作人员",
        Wish::Volunteer => "帮忙一段时间的志愿者",
        Wish::Replacement => "已经是成员，换了手机或清空了浏览器",
    }
}

fn returned(reason: ReplyReason) -> Said {
    match reason {
        ReplyReason::Unknown => say("退回：这里没有人认得您", "请写明您是谁家的，或直接联系楼长、居委。"),
        ReplyReason::WrongDoor => say("退回：门牌不对", "请核对楼号、单元和门牌，改好再申请。"),
        ReplyReason::SeatTaken => say("退回：这一户已有户主席位", "请改选「家人」，或请户主把席位转给您。"),
        ReplyReason::ComeToOffice => say("请到居委会办理", "带上身份证或房产、租房证明。"),
        ReplyReason::Other => say("退回", "请看下面的话，改好再申请。"),
    }
}

fn reason(reason: ReplyReason) -> &'static str {
    match reason {
        ReplyReason::Unknown => "不认得这个人",
        ReplyReason::WrongDoor => "门牌不对",
        ReplyReason::SeatTaken => "这一户已有户主席位",
        ReplyReason::ComeToOffice => "请来居委会",
        ReplyReason::Other => "其他（写在下面）",
    }
}

fn refused(refusal: JoinRefusal) -> Said {
    match refusal {
        JoinRefusal::Unknown => say("这个邀请不存在", "请重新扫楼门口的海报，或问居委要一张新的。"),
        JoinRefusal::Expired => say("海报已过期", "请问居委要一张新的海报。"),
        JoinRefusal::Ended => say("这个邀请已结束", "请问居委要一张新的海报。"),
        JoinRefusal::UsedUp => say("这张海报的名额已满", "请问居委要一张新的海报。"),
        JoinRefusal::Removed => say("这台设备已被停用", "请联系居委；需要时用另一台设备申请。"),
        JoinRefusal::NewerAppNeeded => say("需要新版本", "请连网更新应用，再申请一次。"),
    }
}

fn held_why(why: HeldReason) -> &'static str {
    match why {
        HeldReason::DeviceRemoved => "写下它的设备已停用，或这位成员已移出。",
        HeldReason::RoleEnded => "写的人当时的角色已结束，或已交给别人。",
        HeldReason::Other => "服务器不能确认写的人有没有权限。",
    }
}
