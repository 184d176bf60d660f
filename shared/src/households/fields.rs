//! The register's fields, one list for document, form and view.
//!
//! Names and code lists follow GB/T 31000-2015 as implemented in open systems; conformity is not claimed.
//! **Invariant:** a field's `key` is written into documents and never changes or is used again.

use serde::{Deserialize, Serialize};

use crate::ids::PersonId;

/// What an entry speaks of: the home and household as a whole, or one person in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Subject {
    /// The household and its home.
    Household,
    /// One person of it.
    Person(PersonId),
}

/// Who a field belongs to, and where the form shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Group {
    /// The home: use, area, landlord.
    Home,
    /// A person's name, sex, birth, relation, phone.
    Person,
    /// Where a person is registered and why they came.
    Residence,
    /// Schooling and work.
    Work,
    /// Care groups.
    Care,
    /// Off unless a purpose is chosen.
    Sensitive,
}

/// What a field's text may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum FieldKind {
    /// Free text on one line, at most 200 characters.
    Text,
    /// `YYYY-MM-DD`.
    Date,
    /// A telephone number.
    Phone,
    /// A number of square metres, at most one decimal.
    SquareMetres,
    /// `1`, or absent.
    Flag,
    /// A code of a list.
    Code(CodeList),
}

/// The code lists a field draws from; the codes themselves are in [`CodeList::codes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum CodeList {
    /// Use of the home 房屋使用: `owner`, `let`, `vacant`.
    HomeUse,
    /// 性别, GB/T 2261.1: `0` unknown, `1` male, `2` female, `9` unstated.
    Sex,
    /// 与户主关系, GB/T 4761, first level: `0` the householder 户主, `1` spouse, `2` son, `3` daughter, `4` grandchild, `5` parent, `6` grandparent, `7` sibling, `8` other, plus `9` not related (tenant, lodger).
    Relation,
    /// 户籍/流动: `local`, `migrant`.
    Residence,
    /// 婚姻状况, GB/T 2261.2: `10`, `20`, `30`, `40`, `90`.
    Marital,
    /// 学历, GB/T 4658, first level.
    Education,
    /// 政治面貌, GB/T 4762.
    Politics,
    /// 民族, GB/T 3304: `01` to `56`.
    Ethnicity,
    /// 住所类型 of a migrant: `rented`, `employer`, `relatives`, `own`, `site`, `other`.
    Dwelling,
    /// 流入原因: `work`, `business`, `study`, `family`, `medical`, `other`.
    InflowReason,
    /// 办证类型: `permit` 居住证, `receipt` 居住登记回执, `none`.
    PermitKind,
}

/// Care groups 关爱人群.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum CareGroup {
    /// 独居老人.
    AloneElder,
    /// 高龄 (80 and over).
    VeryOld,
    /// 残疾.
    Disabled,
    /// 重病.
    SeriouslyIll,
    /// 困境儿童.
    ChildInNeed,
    /// 留守.
    LeftBehind,
}

impl CareGroup {
    /// All groups in the order the form shows them.
    pub const ALL: [Self; 6] =
        [Self::AloneElder, Self::VeryOld, Self::Disabled, Self::SeriouslyIll, Self::ChildInNeed, Self::LeftBehind];
}

macro_rules! fields {
    ($($(#[$doc:meta])* $name:ident $key:literal $group:ident $kind:expr;)+) => {
        /// One field of a household or of a person in it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Field {
            $($(#[$doc])* $name,)+
        }

        impl Field {
            /// Every field, in the order of the form.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The key in documents.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key),+ }
            }

            /// The group it is shown in.
            #[must_use]
            pub const fn group(self) -> Group {
                match self { $(Self::$name => Group::$group),+ }
            }

            /// What its text may be.
            #[must_use]
            pub const fn kind(self) -> FieldKind {
                use CodeList as C;
                use FieldKind::{Code, Date, Flag, Phone, SquareMetres, Text};
                match self { $(Self::$name => $kind),+ }
            }

            /// The field of a document key; `None` for a key of a newer release.
            #[must_use]
            pub fn from_key(key: &str) -> Option<Self> {
                match key { $($key => Some(Self::$name),)+ _ => None }
            }
        }
    };
}

fields! {
    /// Use of the home: owner-occupied, let, vacant.
    HomeUse "use" Home Code(C::HomeUse);
    /// 面积, m².
    FloorArea "area" Home SquareMetres;
    /// 房主姓名, where the home is let.
    LandlordName "landlord" Home Text;
    /// 房主联系方式.
    LandlordPhone "landlord_phone" Home Phone;
    /// 户号 of the household register booklet.
    BookletNumber "booklet" Home Text;
    /// Anything the next visitor should know about the home (dog, steep stair).
    HomeNote "note" Home Text;
    /// 姓名.
    Name "name" Person Text;
    /// 与户主关系.
    Relation "relation" Person Code(C::Relation);
    /// 联系方式.
    Phone "phone" Person Phone;
    /// 性别.
    Sex "sex" Person Code(C::Sex);
    /// 出生日期.
    BirthDate "birth" Person Date;
    /// 曾用名.
    FormerName "former_name" Person Text;
    /// 民族.
    Ethnicity "ethnicity" Person Code(C::Ethnicity);
    /// 婚姻状况.
    Marital "marital" Person Code(C::Marital);
    /// 户籍/流动.
    Residence "residence" Residence Code(C::Residence);
    /// 籍贯.
    NativePlace "native_place" Residence Text;
    /// 户籍地详址.
    RegisteredAddress "registered_address" Residence Text;
    /// 流入原因.
    InflowReason "inflow" Residence Code(C::InflowReason);
    /// 住所类型.
    Dwelling "dwelling" Residence Code(C::Dwelling);
    /// 办证类型.
    PermitKind "permit" Residence Code(C::PermitKind);
    /// 登记日期.
    PermitFrom "permit_from" Residence Date;
    /// 到期日期.
    PermitUntil "permit_until" Residence Date;
    /// 学历.
    Education "education" Work Code(C::Education);
    /// 职业.
    Occupation "occupation" Work Text;
    /// 服务处所.
    Workplace "workplace" Work Text;
    /// 政治面貌.
    Politics "politics" Work Code(C::Politics);
    /// 独居老人.
    CareAloneElder "care_alone_elder" Care Flag;
    /// 高龄.
    CareVeryOld "care_very_old" Care Flag;
    /// 残疾.
    CareDisabled "care_disabled" Care Flag;
    /// 重病.
    CareSeriouslyIll "care_seriously_ill" Care Flag;
    /// 困境儿童.
    CareChildInNeed "care_child_in_need" Care Flag;
    /// 留守.
    CareLeftBehind "care_left_behind" Care Flag;
}

impl Field {
    /// Whether the field is of the home (else of a person).
    #[must_use]
    pub const fn is_home(self) -> bool {
        matches!(self.group(), Group::Home)
    }

    /// The flag that puts a person into a care group.
    #[must_use]
    pub const fn care(group: CareGroup) -> Self {
        match group {
            CareGroup::AloneElder => Self::CareAloneElder,
            CareGroup::VeryOld => Self::CareVeryOld,
            CareGroup::Disabled => Self::CareDisabled,
            CareGroup::SeriouslyIll => Self::CareSeriouslyIll,
            CareGroup::ChildInNeed => Self::CareChildInNeed,
            CareGroup::LeftBehind => Self::CareLeftBehind,
        }
    }
}

impl CodeList {
    /// The list's codes in the order a form offers them.
    #[must_use]
    pub const fn codes(self) -> &'static [&'static str] {
        match self {
            Self::HomeUse => &["owner", "let", "vacant"],
            Self::Sex => &["1", "2", "0", "9"],
            Self::Relation => &["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
            Self::Residence => &["local", "migrant"],
            Self::Marital => &["10", "20", "30", "40", "90"],
            Self::Education => &["10", "20", "30", "40", "50", "60", "70", "80", "90"],
            Self::Politics => &["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13"],
            Self::Ethnicity => &[
                "01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12", "13", "14", "15", "16", "17",
                "18", "19", "20", "21", "22", "23", "24", "25", "26", "27", "28", "29", "30", "31", "32", "33", "34",
                "35", "36", "37", "38", "39", "40", "41", "42", "43", "44", "45", "46", "47", "48", "49", "50", "51",
                "52", "53", "54", "55", "56",
            ],
            Self::Dwelling => &["rented", "employer", "relatives", "own", "site", "other"],
            Self::InflowReason => &["work", "business", "study", "family", "medical", "other"],
            Self::PermitKind => &["permit", "receipt", "none"],
        }
    }
}

/// The longest text a field takes, in characters.
pub const FIELD_LENGTH: usize = 200;

/// Why a value cannot stand in a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum FieldError {
    /// Longer than [`FIELD_LENGTH`] characters, or with line breaks or control characters.
    #[error("not one line of at most 200 characters")]
    NotOneLine,
    /// Not a day of the calendar as `YYYY-MM-DD`, from 1850 on.
    #[error("not a date")]
    NotADate,
    /// Not 5 to 20 digits with optional `+`, spaces and hyphens.
    #[error("not a telephone number")]
    NotAPhone,
    /// Not a number above 0 and at most 100,000 with one decimal at most.
    #[error("not a number of square metres")]
    NotAnArea,
    /// Not a code of the field's list.
    #[error("not a code of the list")]
    NotACode,
}

impl Field {
    /// Checks a value as the form and every receiving device do.
    ///
    /// # Errors
    /// The [`FieldError`] that says what the value is not.
    pub fn check(self, value: &str) -> Result<(), FieldError> {
        if value.is_empty() || value.chars().count() > FIELD_LENGTH || value.chars().any(char::is_control) {
            return Err(FieldError::NotOneLine);
        }
        match self.kind() {
            FieldKind::Text => Ok(()),
            FieldKind::Date => crate::calendar::Date::parse(value).map(drop).ok_or(FieldError::NotADate),
            FieldKind::Phone => is_phone(value).then_some(()).ok_or(FieldError::NotAPhone),
            FieldKind::SquareMetres => is_area(value).then_some(()).ok_or(FieldError::NotAnArea),
            FieldKind::Flag => (value == "1").then_some(()).ok_or(FieldError::NotACode),
            FieldKind::Code(list) => list.codes().contains(&value).then_some(()).ok_or(FieldError::NotACode),
        }
    }
}

fn is_phone(value: &str) -> bool {
    let digits = value.bytes().filter(u8::is_ascii_digit).count();
    (5..=20).contains(&digits)
        && value
            .bytes()
            .enumerate()
            .all(|(at, byte)| byte.is_ascii_digit() || byte == b' ' || byte == b'-' || (at == 0 && byte == b'+'))
}

fn is_area(value: &str) -> bool {
    let decimals = value.split_once('.').map_or(0, |(_, after)| after.len());
    let plain = value.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    plain && decimals <= 1 && value.parse::<f64>().is_ok_and(|number| number > 0.0 && number <= 100_000.0)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn keys_are_unique_and_read_back() {
        let keys: BTreeSet<_> = Field::ALL.iter().map(|field| field.key()).collect();
        assert_eq!(keys.len(), Field::ALL.len());
        for field in Field::ALL {
            assert_eq!(Field::from_key(field.key()), Some(*field));
        }
    }

    #[test]
    fn values_are_checked_by_kind() {
        assert_eq!(Field::Phone.check("021-5678 9012"), Ok(()));
        assert_eq!(Field::Phone.check("call me"), Err(FieldError::NotAPhone));
        assert_eq!(Field::FloorArea.check("88.5"), Ok(()));
        assert_eq!(Field::FloorArea.check("0"), Err(FieldError::NotAnArea));
        assert_eq!(Field::Relation.check("77"), Err(FieldError::NotACode));
        assert_eq!(Field::BirthDate.check("2023-02-29"), Err(FieldError::NotADate));
        assert_eq!(Field::Name.check("李\n清"), Err(FieldError::NotOneLine));
    }
}
