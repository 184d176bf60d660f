//! Names of fields, codes and moments in English. Code names follow the national lists named at [`CodeList`].

use linli_shared::calendar::Date;
use linli_shared::households::{CareGroup, CodeList, Field};

use crate::model::clock::Moment;

pub(super) fn field(field: Field) -> &'static str {
    match field {
        Field::HomeUse => "Use of the home",
        Field::FloorArea => "Floor area",
        Field::LandlordName => "Landlord’s name",
        Field::LandlordPhone => "Landlord’s phone",
        Field::BookletNumber => "Register booklet no.",
        Field::HomeNote => "Note on the home",
        Field::Name => "Name",
        Field::Relation => "Relation to householder",
        Field::Phone => "Phone",
        Field::Sex => "Sex",
        Field::BirthDate => "Date of birth",
        Field::FormerName => "Former name",
        Field::Ethnicity => "Ethnicity",
        Field::Marital => "Marital status",
        Field::Residence => "Residence",
        Field::NativePlace => "Native place",
        Field::RegisteredAddress => "Registered address",
        Field::InflowReason => "Reason for coming",
        Field::Dwelling => "Kind of dwelling",
        Field::PermitKind => "Permit",
        Field::PermitFrom => "Registered on",
        Field::PermitUntil => "Valid until",
        Field::Education => "Education",
        Field::Occupation => "Occupation",
        Field::Workplace => "Workplace",
        Field::Politics => "Political affiliation",
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
        CareGroup::AloneElder => "Elder living alone",
        CareGroup::VeryOld => "80 or older",
        CareGroup::Disabled => "Disabled",
        CareGroup::SeriouslyIll => "Seriously ill",
        CareGroup::ChildInNeed => "Child in need",
        CareGroup::LeftBehind => "Left behind",
    }
}

pub(super) fn code(list: CodeList, code: &str) -> Option<&'static str> {
    let at = list.codes().iter().position(|known| *known == code)?;
    let names: &[&str] = match list {
        CodeList::HomeUse => &["Owner lives here", "Let", "Vacant"],
        CodeList::Sex => &["Male", "Female", "Unknown", "Not stated"],
        CodeList::Relation => &[
            "Householder",
            "Spouse",
            "Son",
            "Daughter",
            "Grandchild",
            "Parent",
            "Grandparent",
            "Sibling",
            "Other relative",
            "Not related (tenant, lodger)",
        ],
        CodeList::Residence => &["Registered here", "From elsewhere"],
        CodeList::Marital => &["Single", "Married", "Widowed", "Divorced", "Not stated"],
        CodeList::Education => &[
            "Postgraduate",
            "University",
            "College",
            "Vocational secondary",
            "Technical school",
            "High school",
            "Middle school",
            "Primary school",
            "Other",
        ],
        CodeList::Politics => &[
            "Communist Party member",
            "Probationary Party member",
            "Youth League member",
            "RCCK member",
            "Democratic League member",
            "CNDCA member",
            "CAPD member",
            "CPWDP member",
            "Zhi Gong Party member",
            "Jiusan Society member",
            "TDSGL member",
            "Independent",
            "No affiliation",
        ],
        CodeList::Ethnicity => &[
            "Han",
            "Mongol",
            "Hui",
            "Tibetan",
            "Uyghur",
            "Miao",
            "Yi",
            "Zhuang",
            "Bouyei",
            "Korean",
            "Manchu",
            "Dong",
            "Yao",
            "Bai",
            "Tujia",
            "Hani",
            "Kazakh",
            "Dai",
            "Li",
            "Lisu",
            "Va",
            "She",
            "Gaoshan",
            "Lahu",
            "Sui",
            "Dongxiang",
            "Naxi",
            "Jingpo",
            "Kyrgyz",
            "Tu",
            "Daur",
            "Mulao",
            "Qiang",
            "Blang",
            "Salar",
            "Maonan",
            "Gelao",
            "Xibe",
            "Achang",
            "Pumi",
            "Tajik",
            "Nu",
            "Uzbek",
            "Russian",
            "Evenki",
            "De’ang",
            "Bonan",
            "Yugur",
            "Gin",
            "Tatar",
            "Derung",
            "Oroqen",
            "Hezhen",
            "Monba",
            "Lhoba",
            "Jino",
        ],
        CodeList::Dwelling => &["Rented home", "Employer’s dormitory", "With relatives", "Own home", "Site", "Other"],
        CodeList::InflowReason => &["Work", "Business", "Study", "Joining family", "Medical care", "Other"],
        CodeList::PermitKind => &["Residence permit", "Registration receipt", "None"],
    };
    names.get(at).copied()
}

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

fn month(date: Date) -> &'static str {
    MONTHS.get(usize::from(date.month).saturating_sub(1)).copied().unwrap_or("")
}

pub(super) fn moment(moment: Moment) -> String {
    match moment {
        Moment::Today(time) => format!("{:02}:{:02}", time.hour, time.minute),
        Moment::Yesterday(time) => format!("yesterday {:02}:{:02}", time.hour, time.minute),
        Moment::ThisYear(date, time) => format!("{} {} {:02}:{:02}", date.day, month(date), time.hour, time.minute),
        Moment::Day(date) => day(date),
        Moment::Unknown => "time unknown".into(),
    }
}

pub(super) fn day(date: Date) -> String {
    format!("{} {} {}", date.day, month(date), date.year)
}
