//! 状态、失败与原因的说法：先说是什么，再说怎么办.

use linli_contract::Failure;
use linli_contract::areas::DoorState;
use linli_contract::households::DuplicateReason;
use linli_contract::joining::CodeFault;
use linli_contract::members::{Role, StoreNotice};
use linli_contract::sync::{Link, LinkFault, RecordSync, RefuseReason, WaitReason, Work};
use linli_contract::visits::Outcome;
use linli_shared::households::fields::FieldError;
use linli_shared::identity::IdNumberError;

use crate::i18n::Said;
use crate::model::check::Wrong;

const fn say(what: &'static str, next: &'static str) -> Said {
    Said { what, next }
}

pub(super) fn failure(failure: &Failure) -> Said {
    match failure {
        Failure::Stranger => say("这台设备还没有加入社区", "请先加入，再继续。"),
        Failure::NoRight => say("您没有这里的权限", "请联系居委会调整网格范围。"),
        Failure::NotHere => say("这台设备上还没有这里的数据", "连上服务器同步后再看。"),
        Failure::InvalidField { .. } => say("有一项填得不对", "请按提示改正后再保存。"),
        Failure::InvalidIdNumber => say("身份证号不对", "请对照证件再核一遍。"),
        Failure::InvalidInput => say("填写的内容不能用", "请检查门牌、备注或日期。"),
        Failure::InUse => say("这里还有登记的住户，不能停用", "请先把住户迁走或办理注销。"),
        Failure::LabelTaken => say("这个名称已经用过了", "请换一个名称；如果是停用的，可以恢复使用。"),
        Failure::InvalidCode(fault) => code(*fault),
        Failure::TooManyDevices => say("您名下的设备已经满了", "先在「我的设备」里停用不再用的，再加新的。"),
        Failure::LastSteward => say("这是最后一位居委", "请先把居委的角色交给另一位，再退出。"),
        Failure::Erased => say("这位居民已要求删除", "不能再从名单里登记进来；本人重新登记时请当面办理。"),
        Failure::Locked => say("应用已锁", "输入密码后继续；没传完的内容照常上传。"),
        Failure::WrongSecret { wait: 0 } => say("密码不对", "请再试一次。"),
        Failure::WrongSecret { .. } => say("密码不对", "请过一会儿再试。"),
        Failure::SecretTooSimple => say("密码太简单", "至少 6 位数字且不要连号或重复，或至少 8 个字符。"),
        Failure::LeaseOver => say("太久没有连网，暂时不能查看", "连上网就恢复；没传完的内容照常上传。"),
        Failure::UnsentWork => say("还有内容没有上传", "请先连网上传，再退出。"),
        Failure::DiskFull => say("手机存储已满，没有保存", "请先清理照片或视频，再点一次保存；填的内容还在这里。"),
        Failure::StoreFailed => say("读写本机数据失败", "请关闭后重新打开；仍不行请告诉居委会。"),
        Failure::OpenElsewhere => say("邻里已在另一个窗口打开", "请用那个窗口，或关掉它再试一次。"),
        Failure::TooLate => say("已经有人先处理了", "看看现在的进展，再决定怎么做。"),
        Failure::ReasonNeeded => say("需要写明原因", "用几个字说明为什么。"),
        Failure::BadPhoto => say("这张照片或文件不能用", "请换一张：照片用 JPEG、PNG 或 WebP，文件用 PDF。"),
        Failure::TooManyPhotos => say("放不下更多照片了", "请先去掉一张。"),
        Failure::SeatTaken => say("没有这个席位，或已被占用", "请核对席位名称，或向居委会要一个新的。"),
        Failure::Unreachable => say("连不上服务器", "请检查网络和地址，再试一次。"),
        Failure::NewerAppNeeded => say("需要新版本才能打开", "连网后更新应用。"),
        Failure::Defect => say("应用出了差错", "请再试一次；仍不行请告诉居委会。"),
    }
}

const fn code(fault: CodeFault) -> Said {
    match fault {
        CodeFault::NotOurs => say("这不是邻里的码", "请扫居委会海报或成员手机上的码。"),
        CodeFault::Newer => say("这个码要新版本才能读", "连网更新应用后再扫一次。"),
        CodeFault::Damaged => say("码不完整", "请把整个码放进框里再扫，或重新复制整条链接。"),
        CodeFault::NotForThis => say("这个码不能用在这里", "请核对是不是这个社区的码，或请对方重新出示。"),
        CodeFault::WrongGroup(_) => say("有一组数字抄错了", "请对照纸上标出的那一组。"),
        CodeFault::WrongLength => say("数字不够或多了", "纸上共有十组，每组六位。"),
    }
}

pub(super) fn notice(notice: StoreNotice) -> &'static str {
    match notice {
        StoreNotice::Rebuilt => "本机数据曾打不开，已用安全副本和服务器恢复，请核对最近的登记。",
        StoreNotice::OpenElsewhere => "邻里已在另一个窗口打开，这里只能查看。",
        StoreNotice::MayBeEvicted => "存储不足时浏览器可能清除数据，请把邻里安装到桌面，并常同步。",
    }
}

pub(super) fn role(role: Role) -> &'static str {
    match role {
        Role::Resident => "居民",
        Role::BuildingLeader => "楼长",
        Role::GridWorker => "网格员",
        Role::Steward => "居委",
        Role::Property => "物业",
        Role::Department => "职能部门",
        Role::Volunteer => "志愿者",
        Role::Observer => "上级观察员",
    }
}

pub(super) fn door(state: DoorState) -> &'static str {
    match state {
        DoorState::Conflict => "有冲突",
        DoorState::Due => "走访到期",
        DoorState::NobodyHome => "没人在家",
        DoorState::Refused => "拒绝登记",
        DoorState::Vacant => "空置",
        DoorState::Done => "已登记",
        DoorState::Unregistered => "未登记",
    }
}

pub(super) fn door_short(state: DoorState) -> &'static str {
    match state {
        DoorState::Conflict => "冲突",
        DoorState::Due => "到期",
        DoorState::NobodyHome => "无人",
        DoorState::Refused => "拒访",
        DoorState::Vacant => "空置",
        DoorState::Done => "已登",
        DoorState::Unregistered => "未登",
    }
}

pub(super) fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Met => "见到了",
        Outcome::NobodyHome => "没人在家",
        Outcome::Refused => "拒绝登记",
        Outcome::Vacant => "空置",
    }
}

pub(super) fn record(sync: RecordSync) -> &'static str {
    match sync {
        RecordSync::OnThisDevice => "只在本机",
        RecordSync::WithRelay => "已上传",
        RecordSync::Refused => "被退回",
    }
}

pub(super) fn duplicate(reason: DuplicateReason) -> &'static str {
    match reason {
        DuplicateReason::IdNumber => "身份证号相同",
        DuplicateReason::NameAndBirth => "姓名和出生日期相同",
        DuplicateReason::Name => "姓名相同",
        DuplicateReason::Phone => "电话相同",
    }
}

pub(super) fn line(waiting: usize, link: Link, last_met: Option<&str>) -> String {
    let what = match link {
        Link::Meeting { received: 0 } => return "正在同步…".into(),
        Link::Meeting { received } => return format!("正在同步，已收到 {received} 条"),
        Link::NotTried | Link::Up | Link::Down(_) if waiting > 0 => format!("{waiting} 条等待上传"),
        Link::Down(LinkFault::Unreachable) => "没有网络，可照常工作".into(),
        Link::Down(problem) => fault(problem).what.into(),
        Link::NotTried | Link::Up => "都已上传".into(),
    };
    match last_met {
        Some(when) => format!("{what} · 上次连通 {when}"),
        None => format!("{what} · 还没有连通过"),
    }
}

pub(super) fn link(link: Link) -> Said {
    match link {
        Link::NotTried => say("还没有连接", "稍后会自动连接，也可以立即同步。"),
        Link::Meeting { .. } => say("正在同步", "可以继续工作，不用等。"),
        Link::Up => say("已连通", "有新内容会自动收发。"),
        Link::Down(problem) => fault(problem),
    }
}

pub(super) fn fault(fault: LinkFault) -> Said {
    match fault {
        LinkFault::Unreachable => say("没有网络，或服务器没有应答", "照常工作，内容都在本机；有网络时会自动上传。"),
        LinkFault::RelayInTrouble => say("服务器暂时不能用", "照常工作，稍后会自动再试；超过半天请告诉居委会。"),
        LinkFault::NotARelay => {
            say("这个地址不是邻里的服务器", "可能连到了要登录的公共网络：先打开浏览器登录，或换个网络。")
        }
        LinkFault::NotAdmitted => say("服务器不再认得这台设备", "内容仍在本机。请联系居委会重新加入。"),
        LinkFault::NewerAppNeeded => say("应用版本太旧，不能同步", "内容仍在本机。请更新应用。"),
        LinkFault::ForkedRelay => say("服务器的记录与本机见过的不符", "已停止同步以保护数据，请立即告诉居委会。"),
        LinkFault::ClonedDevice => {
            say("本机数据比服务器旧，或被复制到了别处", "请联系居委会重新加入；没上传的内容会保留。")
        }
    }
}

pub(super) fn work(work: Work) -> &'static str {
    match work {
        Work::Household => "住户登记",
        Work::IdNumber => "身份证号",
        Work::Visit => "走访",
        Work::Door => "新门户",
        Work::Profile => "个人资料",
        Work::Members => "成员与权限",
        Work::Record => "个人登记的申请",
        Work::Notice => "公告",
        Work::Ticket => "报事或工单",
        Work::Post => "邻里帖子",
        Work::Topic => "议题或投票",
        Work::Activity => "活动",
        Work::Guide => "便民信息",
        Work::Message => "消息",
        Work::Tables => "事项分类与时限",
        Work::Other => "其他记录",
    }
}

pub(super) fn why_waits(reason: WaitReason) -> &'static str {
    match reason {
        WaitReason::NotSent => "还没有发送",
        WaitReason::AnswerMissing => "等服务器确认",
        WaitReason::EarlierMissing => "等前面的内容先送到",
        WaitReason::Quarantined => "等居委会确认",
    }
}

pub(super) fn why_refused(reason: RefuseReason) -> Said {
    match reason {
        RefuseReason::NoRight => say("您没有写这里的权限", "请居委会代为登记，或调整权限。"),
        RefuseReason::OutsideScope => say("这一户不在您的网格内", "请告诉该网格的网格员。"),
        RefuseReason::TooLarge => say("内容太长", "请删短备注后重新保存。"),
        RefuseReason::Malformed => say("内容无法读取", "请重新填写并保存；再出现请告诉居委会。"),
        RefuseReason::Renewed => say("这一户已换住户或已清除", "打开这一户，在新的登记上重填。"),
        RefuseReason::TooLate => say("别人已先一步处理", "请打开工单，看看现在办到哪一步。"),
        RefuseReason::Other => say("服务器没有接受", "更新应用后可以看到原因。"),
    }
}

pub(super) fn wrong(wrong: Wrong) -> &'static str {
    match wrong {
        Wrong::NameMissing => "请填姓名",
        Wrong::NothingChanged => "还没有填写或修改任何内容",
        Wrong::Field(FieldError::NotOneLine) => "太长了，最多 200 个字，不能换行",
        Wrong::Field(FieldError::NotADate) => "日期不对，请写成 1958-03-12 或 19580312",
        Wrong::Field(FieldError::NotAPhone) => "电话为 5 到 20 位数字",
        Wrong::Field(FieldError::NotAnArea) => "请写平方米数，例如 68 或 68.5",
        Wrong::Field(FieldError::NotACode) => "请从列表中选择",
        Wrong::IdNumber(fault) => id_number(fault),
    }
}

fn id_number(fault: IdNumberError) -> &'static str {
    match fault {
        IdNumberError::Empty => "请填身份证号",
        IdNumberError::OldForm { .. } => "这是 15 位旧号，请看新身份证，填 18 位",
        IdNumberError::Spreadsheet => "号码被表格软件截短了，请对照证件重新填",
        IdNumberError::Length { .. } => "身份证号是 18 位，请数一数",
        IdNumberError::Character { .. } => "只能是数字，最后一位可以是 X",
        IdNumberError::BirthDate => "号码里的出生日期不存在，请核对第 7 到 14 位",
        IdNumberError::CheckCharacter => "校验位不对，有一位填错了，请对照证件核对",
    }
}
