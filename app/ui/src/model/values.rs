//! Values and reasons in words: codes by name, dates as said, flags as yes, why somebody is gone.

use linli_contract::registers::Departure;
use linli_shared::calendar::Date;
use linli_shared::households::{Field, FieldKind};

use crate::i18n::Texts;

/// A value as it is shown.
#[must_use]
pub fn shown(t: &Texts, field: Field, value: &str) -> String {
    match field.kind() {
        FieldKind::Code(list) => (t.name.code)(list, value).map_or_else(|| value.to_owned(), ToOwned::to_owned),
        FieldKind::Flag => t.name.yes.to_owned(),
        FieldKind::Date => day(t, value),
        FieldKind::SquareMetres => format!("{value} {}", t.form.area_unit),
        FieldKind::Text | FieldKind::Phone => value.to_owned(),
    }
}

/// A day written as `YYYY-MM-DD` as it is said; other text as it is.
#[must_use]
pub fn day(t: &Texts, text: &str) -> String {
    Date::parse(text).map_or_else(|| text.to_owned(), t.name.day)
}

/// Why somebody is no longer there; `path` is the door they moved to, empty if it is not known.
#[must_use]
pub fn departure(t: &Texts, why: &Departure, path: &[String]) -> String {
    let said = |on: &Option<String>| on.as_deref().map(|on| day(t, on));
    match why {
        Departure::Died { on } => (t.registers.died)(said(on).as_deref()),
        Departure::Left { on, to } => (t.registers.left)(said(on).as_deref(), to),
        Departure::Moved { .. } => (t.registers.moved)(&path.join(" ")),
        Departure::Mistake => t.registers.was_mistake.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use linli_shared::ids::AreaId;

    use super::*;
    use crate::i18n::Lang;

    #[test]
    fn codes_days_and_measures_are_said_in_words() {
        let (zh, en) = (Lang::Chinese.texts(), Lang::English.texts());
        assert_eq!(shown(zh, Field::HomeUse, "let"), "出租");
        assert_eq!(shown(en, Field::BirthDate, "1958-03-12"), "12 Mar 1958");
        assert_eq!(shown(zh, Field::FloorArea, "68"), "68 平方米");
        assert_eq!(shown(zh, Field::HomeUse, "a code of later"), "a code of later");
    }

    #[test]
    fn every_reason_is_said_with_and_without_its_day() {
        let moved = Departure::Moved { door: AreaId([1; 16]), slot: 0 };
        let all = [
            Departure::Died { on: Some("2026-11-03".into()) },
            Departure::Died { on: None },
            Departure::Left { on: None, to: "苏州".into() },
            Departure::Left { on: Some("2026-11-03".into()), to: String::new() },
            moved.clone(),
            Departure::Mistake,
        ];
        let path = ["12号楼".to_owned(), "301".to_owned()];
        let said = |lang: Lang| all.each_ref().map(|why| departure(lang.texts(), why, &path));
        assert_eq!(
            said(Lang::Chinese),
            [
                "去世（2026年11月3日）",
                "去世",
                "搬离社区，去了苏州",
                "搬离社区（2026年11月3日）",
                "搬到 12号楼 301",
                "登记有误"
            ]
        );
        assert_eq!(said(Lang::English)[..3], ["died (3 Nov 2026)", "died", "left the community for 苏州"]);
        assert_eq!(departure(Lang::Chinese.texts(), &moved, &[]), "搬到别的门");
    }
}
