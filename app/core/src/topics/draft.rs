//! A proposal: typed, kept, sent.

use linli_contract::Failure;
use linli_contract::topics::{OpenTopicForm, Propose, SaveTopicDraft, TopicForm, TopicFormView};
use linli_shared::areas::AreaKind;
use linli_shared::ids::{AreaId, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::topics::{TopicContent, VERSION};

use super::{Me, rules};
use crate::device::rows::Want;
use crate::device::{Device, Turn};
use crate::notices::home::home_scopes;
use crate::square::Opening;
use crate::{photos, square};

/// What the draft is called among the others: there is one at a time.
const TOPIC: &str = "topic";

/// The row of the draft.
pub(super) fn want() -> Want {
    square::draft_want(TOPIC, None)
}

/// The draft; `None` also for one that a newer release wrote, which stays where it is.
///
/// # Errors
/// [`Failure::Defect`] if its row was not loaded.
pub(super) fn stored(turn: &Turn<'_>) -> Result<Option<TopicForm>, Failure> {
    Ok(square::draft(turn, &square::draft_row(TOPIC, None))?.map(|draft| draft.form))
}

/// The rows that `open_topic_form` needs.
#[must_use]
pub fn open_topic_form_wants(_: &Device, _: &OpenTopicForm) -> Vec<Want> {
    vec![want()]
}

/// The form of a proposal with what was typed of it.
///
/// # Errors
/// [`Failure::Stranger`].
pub fn open_topic_form(device: &mut Device, _: &OpenTopicForm, turn: &mut Turn<'_>) -> Result<TopicFormView, Failure> {
    let me = Me::of(device, turn)?;
    let form = stored(turn)?.unwrap_or_default();
    let attached = photos::kept(device, &form.attached);
    let tree = device.tree();
    let mut areas = vec![tree.root()];
    for scope in home_scopes(tree, device.roster(), me.member, me.now) {
        if !areas.contains(&scope) {
            areas.push(scope);
        }
    }
    let areas = areas.into_iter().map(|area| (area, path(device, area))).collect();
    Ok(TopicFormView { form, attached, areas, rules: rules::view(device) })
}

/// The names of an area, the community's own left out.
pub(super) fn path(device: &Device, area: AreaId) -> Vec<String> {
    if area == device.tree().root() { Vec::new() } else { device.tree().path(area) }
}

/// The rows that `save_topic_draft` needs.
#[must_use]
pub fn save_topic_draft_wants(_: &Device, _: &SaveTopicDraft) -> Vec<Want> {
    Vec::new()
}

/// Keeps what is typed; an empty form drops the draft.
///
/// # Errors
/// [`Failure::Stranger`], [`Failure::InvalidInput`].
pub fn save_topic_draft(device: &mut Device, request: &SaveTopicDraft, turn: &mut Turn<'_>) -> Result<(), Failure> {
    device.member()?;
    let SaveTopicDraft(form) = request;
    let is_empty = form.title.trim().is_empty() && form.text.trim().is_empty() && form.attached.is_empty();
    square::keep_draft(square::draft_row(TOPIC, None), Some(form).filter(|_| !is_empty), None, turn)
}

/// The rows that `propose_topic` needs.
#[must_use]
pub fn propose_topic_wants(_: &Device, _: &Propose) -> Vec<Want> {
    Vec::new()
}

/// Proposes a topic; it is shown at once and goes out with the next meeting.
///
/// # Errors
/// [`Failure::NoRight`], [`Failure::InvalidInput`], [`Failure::NotHere`] for an area the tree does not know,
/// [`Failure::TooManyPhotos`], [`Failure::BadPhoto`].
pub fn propose_topic(device: &mut Device, request: &Propose, turn: &mut Turn<'_>) -> Result<RecordId, Failure> {
    let author = device.member()?.1.device;
    let Propose(form) = request;
    let area = form.area.unwrap_or_else(|| device.tree().root());
    if !is_area(device, area) {
        return Err(Failure::NotHere);
    }
    if !may_propose(device) {
        return Err(Failure::NoRight);
    }
    let record = RecordId::derive("linli topic", &[&turn.now.entropy[..16], &author.0]);
    let content = TopicContent {
        version: VERSION,
        title: form.title.trim().to_owned(),
        text: form.text.trim().to_owned(),
        area,
        attached: Vec::new(),
        needs: rules::rules(device).supporters,
        at: turn.now.time,
    };
    content.check().map_err(|_| Failure::InvalidInput)?;
    let at = square::at(device, record, Kind::Topic);
    let attached = square::attach(device, at, &form.attached, &[], turn)?;
    let content = TopicContent { attached, ..content }.to_content();
    square::open(device, Opening { record, kind: Kind::Topic, content }, turn)?;
    square::forget_draft(square::draft_row(TOPIC, None), turn);
    Ok(record)
}

/// Whether a topic can be about an area.
pub(super) fn is_area(device: &Device, area: AreaId) -> bool {
    let kind = device.tree().kind(area);
    matches!(kind, Some(AreaKind::Community | AreaKind::Grid | AreaKind::Building))
}

/// Whether this person may propose.
pub(super) fn may_propose(device: &Device) -> bool {
    let Some(log) = device.log() else { return false };
    let record = RecordId::derive("linli topic", &[&log.0.to_be_bytes()]);
    let about = crate::device::write::About { record, kind: Kind::Topic, scope: log.area(), area: None };
    device.check_right(&about, None).is_ok()
}
