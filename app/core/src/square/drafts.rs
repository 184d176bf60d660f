//! Drafts of what is written for the square: typed and not sent yet; they survive a kill.

use linli_contract::Failure;
use linli_contract::drafts::DraftView;
use linli_shared::blobs::BlobId;
use linli_shared::calendar::Millis;
use linli_shared::ids::RecordId;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::device::Turn;
use crate::device::rows::Want;
use crate::store::Table;

/// Prefix of these drafts among the half-filled forms.
const DRAFT: &[u8] = b"square/";

/// The largest draft, in bytes: more than can be sent may be typed, but not without end.
const LARGEST: usize = 128 * 1024;

/// A form that was typed and not sent. An older release kept the form alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Draft<F> {
    /// The form.
    pub(crate) form: F,
    /// When it was kept.
    pub(crate) saved: Option<Millis>,
    /// When that was said which it changes, as it stood when the form was begun.
    pub(crate) base: Option<Millis>,
}

/// What a form begins with.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Begun<F> {
    /// The draft's form, or what the record says; `None` for an empty form.
    pub(crate) form: Option<F>,
    /// When that was said on which the form is begun.
    pub(crate) base: Option<Millis>,
    /// The draft, if it is one.
    pub(crate) draft: Option<DraftView>,
}

impl<F: PartialEq> Begun<F> {
    /// A new record begins with the draft.
    pub(crate) fn anew(draft: Option<Draft<F>>) -> Self {
        let view = draft.as_ref().map(|draft| DraftView { saved: draft.saved, is_outdated: false });
        Self { form: draft.map(|draft| draft.form), base: None, draft: view }
    }

    /// A change begins with the draft, or with what is said now, at `at`, where there is none or it says the same.
    pub(crate) fn on(now: F, at: Millis, draft: Option<Draft<F>>) -> Self {
        match draft.filter(|draft| draft.form != now) {
            Some(Draft { form, saved, base }) => {
                let view = DraftView { saved, is_outdated: base.is_some_and(|base| base != at) };
                Self { form: Some(form), base: base.or(Some(at)), draft: Some(view) }
            }
            None => Self { form: Some(now), base: Some(at), draft: None },
        }
    }
}

/// The row of a draft of a feature: JSON with its form under `form`.
#[must_use]
pub(crate) fn draft_key(feature: &str, of: &[u8]) -> Vec<u8> {
    [DRAFT, feature.as_bytes(), b"/", of].concat()
}

/// The row of the draft of a new record, of which there is one at a time, or of one that is changed.
#[must_use]
pub(crate) fn draft_row(feature: &str, changes: Option<RecordId>) -> Vec<u8> {
    draft_key(feature, changes.as_ref().map_or(&[], |record| &record.0))
}

/// What reading a draft needs.
#[must_use]
pub(crate) fn draft_want(feature: &str, changes: Option<RecordId>) -> Want {
    Want::Row(Table::Draft, draft_row(feature, changes))
}

/// A draft; `None` also for one that a newer release wrote, which stays where it is.
///
/// # Errors
/// [`Failure::Defect`] if its row was not loaded.
pub(crate) fn draft<F: DeserializeOwned>(turn: &Turn<'_>, row: &[u8]) -> Result<Option<Draft<F>>, Failure> {
    Ok(turn.rows.get(Table::Draft, row)?.and_then(|bytes| serde_json::from_slice(bytes).ok()))
}

/// Keeps what is typed, or drops it.
///
/// # Errors
/// [`Failure::InvalidInput`] for more than anybody types.
pub(crate) fn keep_draft<F: Serialize>(
    row: Vec<u8>,
    form: Option<&F>,
    base: Option<Millis>,
    turn: &mut Turn<'_>,
) -> Result<(), Failure> {
    let Some(form) = form else {
        forget_draft(row, turn);
        return Ok(());
    };
    let draft = Draft { form, saved: Some(turn.now.time), base };
    let bytes = serde_json::to_vec(&draft).ok().filter(|bytes| bytes.len() <= LARGEST);
    turn.rows.put(Table::Draft, row, bytes.ok_or(Failure::InvalidInput)?);
    turn.durable();
    Ok(())
}

/// Forgets a draft, if there is one.
pub(crate) fn forget_draft(row: Vec<u8>, turn: &mut Turn<'_>) {
    turn.rows.delete(Table::Draft, row);
    turn.durable();
}

/// Drafts that change a record that was erased are not kept. Every row of the drafts has to be loaded.
pub(crate) fn drop_drafts(record: RecordId, turn: &mut Turn<'_>) {
    let all = turn.rows.all(Table::Draft);
    let of_it = all.filter(|(key, _)| key.starts_with(DRAFT) && key.ends_with(&record.0)).map(|(key, _)| key.to_vec());
    let of_it: Vec<Vec<u8>> = of_it.collect();
    of_it.into_iter().for_each(|key| turn.rows.delete(Table::Draft, key));
}

/// Whether a row of the half-filled forms is a draft for the square.
#[must_use]
pub(crate) fn is_draft(key: &[u8]) -> bool {
    key.starts_with(DRAFT)
}

/// The photos that drafts name, also those that a newer release wrote; `None` if one cannot be read. Every row of the drafts
/// has to be loaded.
pub(crate) fn draft_photos(turn: &Turn<'_>) -> Option<Vec<BlobId>> {
    let mut all = Vec::new();
    for (_, bytes) in turn.rows.all(Table::Draft).filter(|(key, _)| key.starts_with(DRAFT)) {
        let draft: serde_json::Value = serde_json::from_slice(bytes).ok()?;
        let attached = draft.get("form").and_then(|form| form.get("attached")).and_then(|list| list.as_array());
        for id in attached.into_iter().flatten() {
            all.push(id.as_str()?.parse().ok()?);
        }
    }
    Some(all)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn draft(form: &str, base: Option<Millis>) -> Draft<String> {
        Draft { form: form.into(), saved: Some(Millis(9)), base }
    }

    #[test]
    fn a_draft_of_an_older_release_is_read_and_one_of_a_newer_is_too() {
        let read = |json: &str| serde_json::from_str::<Draft<String>>(json).unwrap();
        assert_eq!(read(r#"{"form":"门"}"#), Draft { form: "门".into(), saved: None, base: None });
        assert_eq!(read(r#"{"form":"门","saved":9,"base":3,"mood":"glad"}"#), draft("门", Some(Millis(3))));
    }

    #[test]
    fn a_form_begins_with_the_draft_and_knows_whether_somebody_changed_it_since() {
        let begun = |draft| Begun::on("锁".to_owned(), Millis(3), draft);
        let (now, at) = (Some("锁".to_owned()), Some(Millis(3)));
        assert_eq!(begun(None), Begun { form: now, base: at, draft: None });
        assert_eq!(begun(Some(draft("锁", Some(Millis(1))))), begun(None), "what is said already is no draft");
        for (base, is_outdated) in [(3, false), (1, true)] {
            let base = Some(Millis(base));
            let view = DraftView { saved: Some(Millis(9)), is_outdated };
            assert_eq!(begun(Some(draft("门", base))), Begun { form: Some("门".into()), base, draft: Some(view) });
        }
        let view = DraftView { saved: Some(Millis(9)), is_outdated: false };
        let anew = Begun { form: Some("门".to_owned()), base: None, draft: Some(view) };
        assert_eq!(Begun::anew(Some(draft("门", None))), anew);
        assert_eq!(Begun::<String>::anew(None), Begun { form: None, base: None, draft: None });
    }
}
