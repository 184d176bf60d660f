//! What neighbours say to each other: who says it and in which office, comments with answers, the field to say something,
//! reasons that are given for what the committee does.
//!
//! Knows no addresses and no core: what a person does is handed on to the screen.

mod comment;
mod comments;
mod composer;
mod mark;
mod menu;
mod reading;
mod reason;
mod speaker;

pub(crate) use comments::{CommentAct, CommentRights, Comments};
pub(crate) use composer::{Composer, Spoken, Talk, begin_with, forget_words};
pub(crate) use mark::{Marked, MarkedAs};
pub(crate) use menu::{why_complain, why_hide};
pub(crate) use reading::Reading;
pub(crate) use reason::{ReasonForm, ReasonSheet, Reasons};
pub(crate) use speaker::{OfficeBadge, SpeakerLine, speaker_name};
