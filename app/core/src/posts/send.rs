//! Posting and editing.

use linli_contract::Failure;
use linli_contract::posts::{PostForm, SendPost};
use linli_shared::blobs::Attachment;
use linli_shared::calendar::Millis;
use linli_shared::ids::{AreaId, RecordId};
use linli_shared::kinds::Kind;
use linli_shared::posts::{Post, PostChange, PostChangeContent, PostContent, VERSION};

use super::{draft, post};
use crate::device::rows::Want;
use crate::device::write::About;
use crate::device::{Device, Turn};
use crate::square::{self, Opening};

/// Whether this person may post and speak under posts.
pub(super) fn may_post(device: &Device) -> bool {
    let scope = device.log().map_or_else(AreaId::default, |log| log.area());
    let about = About { record: RecordId::default(), kind: Kind::Post, scope, area: None };
    device.check_right(&about, None).is_ok()
}

/// What an own post says that may be edited.
///
/// # Errors
/// [`Failure::NoRight`] for another's, [`Failure::TooLate`] for one that was taken back, [`Failure::NewerAppNeeded`].
pub(super) fn may_edit<'p>(device: &Device, post: &'p Post) -> Result<&'p PostContent, Failure> {
    if post.by != device.member()?.0 {
        return Err(Failure::NoRight);
    }
    if post.withdrawn.is_some() {
        return Err(Failure::TooLate);
    }
    post.content.as_ref().ok_or(Failure::NewerAppNeeded)
}

/// The rows that `send_post` needs.
#[must_use]
pub fn send_post_wants(_: &Device, request: &SendPost) -> Vec<Want> {
    request.edits.map(square::want).into_iter().collect()
}

/// Posts, or edits a post; it is shown at once and goes out with the next meeting.
///
/// # Errors
/// [`Failure::Stranger`], [`Failure::NoRight`], [`Failure::NotHere`], [`Failure::TooLate`], [`Failure::InvalidInput`],
/// [`Failure::TooManyPhotos`], [`Failure::BadPhoto`]. Then nothing was sent.
pub fn send_post(device: &mut Device, request: &SendPost, turn: &mut Turn<'_>) -> Result<RecordId, Failure> {
    device.member()?;
    let id = match request.edits {
        Some(id) => edit(device, id, &request.form, turn)?,
        None => post(device, &request.form, turn)?,
    };
    draft::forget(request.edits, turn);
    Ok(id)
}

fn post(device: &mut Device, form: &PostForm, turn: &mut Turn<'_>) -> Result<RecordId, Failure> {
    if !may_post(device) {
        return Err(Failure::NoRight);
    }
    let author = device.member()?.1.device;
    let mut random = [0; 16];
    random.copy_from_slice(&turn.now.entropy[..16]);
    let record = RecordId::derive("linli post", &[&random, &author.0]);
    let at = square::at(device, record, Kind::Post);
    let content = content(form, Vec::new(), turn.now.time);
    check(&content, !form.attached.is_empty())?;
    let attached = square::attach(device, at, &form.attached, &[], turn)?;
    let content = PostContent { attached, ..content };
    content.check().map_err(|_| Failure::InvalidInput)?;
    square::open(device, Opening { record, kind: Kind::Post, content: content.to_content() }, turn)?;
    Ok(record)
}

fn edit(device: &mut Device, id: RecordId, form: &PostForm, turn: &mut Turn<'_>) -> Result<RecordId, Failure> {
    let (_, now) = post::open(id, turn)?;
    let before = may_edit(device, &now)?;
    let at = square::at(device, id, Kind::Post);
    let content = content(form, Vec::new(), turn.now.time);
    check(&content, !form.attached.is_empty())?;
    let attached = square::attach(device, at, &form.attached, &before.attached, turn)?;
    let content = PostContent { attached, ..content };
    content.check().map_err(|_| Failure::InvalidInput)?;
    if (PostContent { at: before.at, ..content.clone() }) != *before {
        let change = PostChange::Edited(content);
        change_post(device, id, change, turn)?;
    }
    Ok(id)
}

/// Nothing is taken into a record that could not be written then.
fn check(content: &PostContent, has_photos: bool) -> Result<(), Failure> {
    use linli_shared::fit::Unfit;
    match content.check() {
        Ok(()) => Ok(()),
        Err(Unfit::NoWords) if has_photos => Ok(()),
        Err(_) => Err(Failure::InvalidInput),
    }
}

/// Writes what its author says of a post.
pub(super) fn change_post(
    device: &mut Device,
    id: RecordId,
    change: PostChange,
    turn: &mut Turn<'_>,
) -> Result<(), Failure> {
    let content = PostChangeContent { version: VERSION, change, at: turn.now.time };
    content.check().map_err(|_| Failure::InvalidInput)?;
    square::say(device, id, Kind::PostChange, content.to_content(), None, turn).map(drop)
}

/// What a form says, without the spaces around it.
fn content(form: &PostForm, attached: Vec<Attachment>, at: Millis) -> PostContent {
    let (title, text) = (form.title.trim().to_owned(), form.text.trim_end().to_owned());
    PostContent { version: VERSION, section: form.section, title, text, attached, at }
}
