//! 字段、代码和时刻的名称. Code names follow the national lists named at [`CodeList`].

use linli_shared::calendar::Date;
use linli_shared::households::{CareGroup, CodeList, Field};

use crate::model::clock::Moment;

pub(super) fn field(field: Field) -> &'static str {
    match field {
        Field::HomeUse => "房屋使用",
        Field::FloorArea => "面积",
        Field::LandlordName => "房主姓名",
        Field::LandlordPhone => "房主电话",
        Field::BookletNumber => "户号",
        Field::HomeNote => "房屋备注",
        Field::Name => "姓名",
        Field::Relation => "与户主关系",
        Field::Phone => "电话",
        Field::Sex => "性别",
        Field::BirthDate => "出生日期",
        Field::FormerName => "曾用名",
        Field::Ethnicity => "民族",
        Field::Marital => "婚姻状况",
        Field::Residence => "户籍/流动",
        Field::NativePlace => "籍贯",
        Field::RegisteredAddress => "户籍地址",
        Field::InflowReason => "流入原因",
        Field::Dwelling => "住所类型",
        Field::PermitKind => "办证类型",
        Field::PermitFrom => "登记日期",
        Field::PermitUntil => "到期日期",
        Field::Education => "学历",
        Field::Occupation => "职业",
        Field::Workplace => "工作单位",
        Field::Politics => "政治面貌",
        Field::CareAloneElder => care(CareGroup::AloneElder),
        Field::CareVeryOld => care(CareGroup::VeryOld),
        Field::CareDisabled => care(CareGroup::Disabled),
        Field::CareSeriouslyIll => care(CareGroup::SeriouslyIll),
        Field::CareChildInNeed => care(CareGroup::ChildInNeed),
        Field::CareLeftBehind => care(CareGroup::LeftBehind),
    }
}

pub(super) fn care(group: CareGroup) -> &'static str {
    match group {
        CareGroup::AloneElder => "独居老人",
        CareGroup::VeryOld => "高龄",
        CareGroup::Disabled => "残疾",
        CareGroup::SeriouslyIll => "重病",
        CareGroup::ChildInNeed => "困境儿童",
        CareGroup::LeftBehind => "留守",
    }
}

pub(super) fn code(list: CodeList, code: &str) -> Option<&'static str> {
    let at = list.codes().iter().position(|known| *known == code)?;
    let names: &[&str] = match list {
        CodeList::HomeUse => &["自住", "出租", "空置"],
        CodeList::Sex => &["男", "女", "未知", "未说明"],
        CodeList::Relation => {
            &["户主", "配偶", "儿子", "女儿", "孙辈", "父母", "祖父母", "兄弟姐妹", "其他亲属", "非亲属（租客等）"]
        }
        CodeList::Residence => &["户籍", "流动"],
        CodeList::Marital => &["未婚", "已婚", "丧偶", "离婚", "未说明"],
        CodeList::Education => &["研究生", "大学本科", "大学专科", "中专", "技工学校", "高中", "初中", "小学", "其他"],
        CodeList::Politics => &[
            "中共党员",
            "中共预备党员",
            "共青团员",
            "民革党员",
            "民盟盟员",
            "民建会员",
            "民进会员",
            "农工党党员",
            "致公党党员",
            "九三学社社员",
            "台盟盟员",
            "无党派人士",
            "群众",
        ],
        CodeList::Ethnicity => &[
            "汉族",
            "蒙古族",
            "回族",
            "藏族",
            "维吾尔族",
            "苗族",
            "彝族",
            "壮族",
            "布依族",
            "朝鲜族",
            "满族",
            "侗族",
            "瑶族",
            "白族",
            "土家族",
            "哈尼族",
            "哈萨克族",
            "傣族",
            "黎族",
            "傈僳族",
            "佤族",
            "畲族",
            "高山族",
            "拉祜族",
            "水族",
            "东乡族",
            "纳西族",
            "景颇族",
            "柯尔克孜族",
            "土族",
            "达斡尔族",
            "仫佬族",
            "羌族",
            "布朗族",
            "撒拉族",
            "毛南族",
            "仡佬族",
            "锡伯族",
            "阿昌族",
            "普米族",
            "塔吉克族",
            "怒族",
            "乌孜别克族",
            "俄罗斯族",
            "鄂温克族",
            "德昂族",
            "保安族",
            "裕固族",
            "京族",
            "塔塔尔族",
            "独龙族",
            "鄂伦春族",
            "赫哲族",
            "门巴族",
            "珞巴族",
            "基诺族",
        ],
        CodeList::Dwelling => &["租赁房屋", "单位宿舍", "借住亲友家", "自购房", "工地", "其他"],
        CodeList::InflowReason => &["务工", "经商", "求学", "投靠亲属", "就医", "其他"],
        CodeList::PermitKind => &["居住证", "居住登记回执", "未办"],
    };
    names.get(at).copied()
}

pub(super) fn moment(moment: Moment) -> String {
    match moment {
        Moment::Today(time) => format!("{:02}:{:02}", time.hour, time.minute),
        Moment::Yesterday(time) => format!("昨天 {:02}:{:02}", time.hour, time.minute),
        Moment::ThisYear(date, time) => {
            format!("{}月{}日 {:02}:{:02}", date.month, date.day, time.hour, time.minute)
        }
        Moment::Day(date) => day(date),
        Moment::Unknown => "时间不明".into(),
    }
}

pub(super) fn day(date: Date) -> String {
    format!("{}年{}月{}日", date.year, date.month, date.day)
}
