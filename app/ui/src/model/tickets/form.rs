//! A report as it is written: what it still needs, what is sent of it, when similar ones can be looked for.

use linli_contract::tickets::ReportForm;
use linli_shared::ids::AreaId;
use linli_shared::tickets::TEXT;

use crate::model::dates::narrow;
use crate::model::joining::is_phone;

/// What a report lacks, in the order of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lack {
    /// What it is about.
    Category,
    /// Where it is.
    Place,
    /// Neither words nor a photo.
    Words,
    /// More words than are taken.
    TooLong,
    /// Not a telephone number.
    Phone,
    /// For somebody else, but not for whom.
    ForWhom,
}

/// Where a report is, as its chips say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Where {
    /// Nothing was chosen.
    Open,
    /// One of the own places.
    Own(AreaId),
    /// Another place: a building, or words alone.
    Other,
}

/// Which chip a form's place is; `is_other` when "another place" was tapped.
#[must_use]
pub fn where_of(form: &ReportForm, own: &[(AreaId, Vec<String>)], is_other: bool) -> Where {
    match form.area {
        _ if is_other => Where::Other,
        Some(area) if own.iter().any(|(one, _)| *one == area) => Where::Own(area),
        Some(_) => Where::Other,
        None if !form.place.trim().is_empty() => Where::Other,
        None => Where::Open,
    }
}

/// What is missing or wrong.
#[must_use]
pub fn lacks(form: &ReportForm, is_for_other: bool) -> Vec<Lack> {
    let mut lacks = Vec::new();
    if form.category.is_empty() {
        lacks.push(Lack::Category);
    }
    if !form.is_service && form.area.is_none() && form.place.trim().is_empty() {
        lacks.push(Lack::Place);
    }
    if form.words.trim().is_empty() && form.attached.is_empty() {
        lacks.push(Lack::Words);
    }
    if form.words.chars().count() > TEXT {
        lacks.push(Lack::TooLong);
    }
    let phone = phone_of(form);
    if !phone.is_empty() && !is_phone(&phone) {
        lacks.push(Lack::Phone);
    }
    if is_for_other && form.for_member.is_none() && form.for_person.trim().is_empty() {
        lacks.push(Lack::ForWhom);
    }
    lacks
}

/// The form as it is sent: without blanks around what was typed, and without a name for nobody.
#[must_use]
pub fn to_send(form: &ReportForm, is_for_other: bool) -> ReportForm {
    let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    ReportForm {
        place: line(&form.place),
        words: form.words.trim().to_owned(),
        phone: phone_of(form),
        for_person: if is_for_other { line(&form.for_person) } else { String::new() },
        for_member: form.for_member.filter(|_| is_for_other),
        ..form.clone()
    }
}

/// The telephone number without blanks, in plain digits.
fn phone_of(form: &ReportForm) -> String {
    form.phone.chars().map(narrow).filter(|letter| !letter.is_whitespace()).collect()
}

/// Whether nothing was typed or chosen, so that there is no draft to keep.
#[must_use]
pub fn is_empty(form: &ReportForm) -> bool {
    let blank = ReportForm { is_service: form.is_service, ..ReportForm::default() };
    to_send(form, true) == blank
}

/// Whether it is known well enough what it is about and where, so that similar ones can be looked for.
#[must_use]
pub fn worth_asking(form: &ReportForm) -> bool {
    !form.category.is_empty() && (form.area.is_some() || form.place.trim().chars().count() >= 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(number: u8) -> AreaId {
        AreaId([number; 16])
    }

    fn whole() -> ReportForm {
        ReportForm {
            category: "lift".into(),
            area: Some(area(1)),
            words: " 电梯停在三楼 ".into(),
            ..ReportForm::default()
        }
    }

    #[test]
    fn a_report_says_what_where_and_a_word_or_a_photo() {
        assert!(lacks(&whole(), false).is_empty());
        let photo =
            ReportForm { words: String::new(), attached: vec![linli_shared::blobs::BlobId([1; 32])], ..whole() };
        assert!(lacks(&photo, false).is_empty());
        assert_eq!(lacks(&ReportForm::default(), false), [Lack::Category, Lack::Place, Lack::Words]);
        let in_words = ReportForm { area: None, place: "小区北门".into(), ..whole() };
        assert!(lacks(&in_words, false).is_empty());
    }

    #[test]
    fn what_is_wrong_is_told_before_it_is_sent() {
        let long = ReportForm { words: "长".repeat(TEXT + 1), phone: "123".into(), ..whole() };
        assert_eq!(lacks(&long, true), [Lack::TooLong, Lack::Phone, Lack::ForWhom]);
        let fine = ReportForm { phone: "13800138000".into(), for_person: "王奶奶".into(), ..whole() };
        assert!(lacks(&fine, true).is_empty());
    }

    #[test]
    fn what_is_sent_has_no_blanks_around_and_nobody_by_accident() {
        let form = ReportForm { for_person: " 王 奶奶 ".into(), ..whole() };
        assert_eq!(to_send(&form, false).for_person, "");
        assert_eq!(
            (to_send(&form, true).for_person.as_str(), to_send(&form, true).words.as_str()),
            ("王 奶奶", "电梯停在三楼")
        );
    }

    #[test]
    fn an_untouched_form_is_no_draft() {
        assert!(is_empty(&ReportForm::default()) && !is_empty(&whole()));
        assert!(is_empty(&ReportForm { is_service: true, words: "  ".into(), ..ReportForm::default() }));
    }

    #[test]
    fn similar_ones_are_looked_for_once_the_place_is_known() {
        assert!(worth_asking(&whole()) && !worth_asking(&ReportForm { category: String::new(), ..whole() }));
        assert!(!worth_asking(&ReportForm { area: None, place: "门".into(), ..whole() }));
    }

    #[test]
    fn a_draft_finds_its_chip_again() {
        let own = [(area(1), vec!["3号楼".to_owned()])];
        assert_eq!(where_of(&whole(), &own, false), Where::Own(area(1)));
        assert_eq!(where_of(&whole(), &[], false), Where::Other);
        assert_eq!(where_of(&ReportForm::default(), &own, false), Where::Open);
        assert_eq!(where_of(&whole(), &own, true), Where::Other);
    }
}
