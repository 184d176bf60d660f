//! The form of a post: what is typed and not sent survives a kill, and what was refused comes back to it.

use linli_contract::posts::{OpenPostForm, PostForm, PostFormView, SavePostDraft, Section};
use linli_contract::{Event, Failure};
use linli_shared::ids::RecordId;
use linli_shared::kinds::Kind;
use linli_shared::posts::{PostChange, PostChangeContent, PostContent, Read, TEXT};

use super::post;
use super::send::may_edit;
use crate::device::outbox::{OutBody, OutboxItem};
use crate::device::rows::Want;
use crate::device::{Device, Turn};
use crate::photos;
use crate::square::{self, draft_key};
use crate::store::Table;

/// What the drafts of posts are called among the others.
const POST: &str = "post";
/// What was refused waits under this name until a form is opened.
const BACK: &str = "post-back";
/// The longest text of a draft, in characters: more than can be sent may be typed, but not without end.
const LONGEST: usize = 4 * TEXT;

fn of(edits: Option<RecordId>) -> [u8; 16] {
    edits.map(|post| post.0).unwrap_or_default()
}

fn key(edits: Option<RecordId>) -> Vec<u8> {
    draft_key(POST, &of(edits))
}

/// What was written, as JSON; which post it edits its key says.
fn keep(key: Vec<u8>, form: PostForm, turn: &mut Turn<'_>) {
    let draft = PostFormView { form, attached: Vec::new(), saved: Some(turn.now.time) };
    // What a form holds is always JSON.
    if let Ok(bytes) = serde_json::to_vec(&draft) {
        turn.rows.put(Table::Draft, key, bytes);
    }
    turn.durable();
}

/// The drafts of a post or of new ones, with their rows; every row of the drafts has to be loaded.
fn all<'t>(
    name: &'static str,
    edits: Option<RecordId>,
    turn: &'t Turn<'_>,
) -> impl Iterator<Item = (Vec<u8>, PostFormView)> + use<'t> {
    let prefix = draft_key(name, &[]);
    let rows = turn.rows.all(Table::Draft);
    let rows = rows.filter(move |(key, _)| key.starts_with(&prefix) && key.ends_with(&of(edits)));
    rows.filter_map(|(key, bytes)| Some((key.to_vec(), serde_json::from_slice(bytes).ok()?)))
}

/// Whether a new post was begun and not sent. Every row of the drafts has to be loaded.
pub(super) fn has_any(turn: &Turn<'_>) -> bool {
    all(POST, None, turn).chain(all(BACK, None, turn)).next().is_some()
}

/// The rows that `save_post_draft` needs.
#[must_use]
pub fn save_post_draft_wants(_: &Device, _: &SavePostDraft) -> Vec<Want> {
    Vec::new()
}

/// Keeps what is typed; an empty form drops the draft.
///
/// # Errors
/// [`Failure::Stranger`]; [`Failure::InvalidInput`] for more than anybody types.
pub fn save_post_draft(device: &mut Device, request: &SavePostDraft, turn: &mut Turn<'_>) -> Result<(), Failure> {
    device.member()?;
    let form = &request.form;
    let is_small = [&form.title, &form.text].into_iter().all(|text| text.chars().count() <= LONGEST)
        && form.attached.len() <= linli_shared::blobs::MAX_ATTACHED;
    if !is_small {
        return Err(Failure::InvalidInput);
    }
    let is_empty = form.title.trim().is_empty() && form.text.trim().is_empty() && form.attached.is_empty();
    if is_empty {
        forget(request.edits, turn);
    } else {
        keep(key(request.edits), form.clone(), turn);
    }
    Ok(())
}

/// The rows that `open_post_form` needs.
#[must_use]
pub fn open_post_form_wants(_: &Device, request: &OpenPostForm) -> Vec<Want> {
    let edits = request.edits.map(square::want);
    edits.into_iter().chain([Want::All(Table::Draft)]).collect()
}

/// What a form begins with: what was typed so far, what was refused, what the post says, or nothing.
///
/// # Errors
/// [`Failure::Stranger`], [`Failure::NotHere`], [`Failure::NoRight`], [`Failure::TooLate`] for one that was taken back.
pub fn open_post_form(
    device: &mut Device,
    request: &OpenPostForm,
    turn: &mut Turn<'_>,
) -> Result<PostFormView, Failure> {
    device.member()?;
    let now = match request.edits {
        Some(id) => {
            let (_, post) = post::open(id, turn)?;
            let content = may_edit(device, &post)?;
            // From now on its photos are known to whoever asks by their ids.
            photos::view(device, square::at(device, id, Kind::Post), &content.attached);
            post::form(content)
        }
        None => PostForm { section: Section::Around, title: String::new(), text: String::new(), attached: Vec::new() },
    };
    let mut found = all(POST, request.edits, turn).next().map(|(_, draft)| draft);
    if found.is_none()
        && let Some((back, draft)) = all(BACK, request.edits, turn).max_by_key(|(_, draft)| draft.saved)
    {
        turn.rows.delete(Table::Draft, back);
        keep(key(request.edits), draft.form.clone(), turn);
        found = Some(draft);
    }
    let (form, saved) = found.map_or((now, None), |draft| (draft.form, draft.saved));
    Ok(PostFormView { attached: photos::kept(device, &form.attached), form, saved })
}

/// Forgets what was typed.
pub(super) fn forget(edits: Option<RecordId>, turn: &mut Turn<'_>) {
    turn.rows.delete(Table::Draft, key(edits));
    turn.durable();
}

/// What was refused becomes a draft again; what is being typed meanwhile stays.
pub(crate) fn give_back(_: &mut Device, item: &OutboxItem, turn: &mut Turn<'_>) {
    let OutBody::Content(content) = &item.body else { return };
    let Some(written) = written(item.kind, content) else { return };
    let edits = (item.kind == Kind::PostChange).then_some(item.record);
    let back = [&item.number.to_be_bytes()[..], &of(edits)].concat();
    keep(draft_key(BACK, &back), post::form(&written), turn);
    turn.tell(Event::SquareChanged(Vec::new()));
}

/// What an own post or its edited version says.
fn written(kind: Kind, content: &[u8]) -> Option<PostContent> {
    if kind == Kind::Post {
        return Read::from_content(content).ok()?.here();
    }
    let PostChangeContent { change: PostChange::Edited(content), .. } = Some(content)
        .filter(|_| kind == Kind::PostChange)
        .and_then(|content| Read::from_content(content).ok()?.here())?
    else {
        return None;
    };
    Some(content)
}
