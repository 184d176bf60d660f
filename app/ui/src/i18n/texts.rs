//! The keys: one struct per feature, a field per sentence. Sentences with a number or name in them are functions.

use linli_contract::Failure;
use linli_contract::areas::{Coverage, DoorState};
use linli_contract::households::DuplicateReason;
use linli_contract::members::{Role, StoreNotice};
use linli_contract::sync::{Link, RecordSync, RefuseReason, WaitReason, Work};
use linli_contract::visits::Outcome;
use linli_shared::calendar::Date;
use linli_shared::households::{CareGroup, CodeList, Field};

use super::activities::ActivityTexts;
use super::buildings::BuildingTexts;
use super::chats::ChatTexts;
use super::communities::CommunityTexts;
use super::drafts::DraftTexts;
use super::exports::ExportTexts;
use super::guides::GuideTexts;
use super::home::HomeTexts;
use super::imports::ImportTexts;
use super::joining::JoiningTexts;
use super::lists::ListTexts;
use super::lock::LockTexts;
use super::members::MemberTexts;
use super::nav::NavTexts;
use super::notices::NoticeTexts;
use super::photos::PhotoTexts;
use super::posts::PostTexts;
use super::progress::ProgressTexts;
use super::protection::ProtectionTexts;
use super::registers::RegisterTexts;
use super::rights::RightTexts;
use super::search::SearchTexts;
use super::storage::StorageTexts;
use super::tickets::TicketTexts;
use super::topics::TopicTexts;
use super::tour::TourTexts;
use crate::model::check::Wrong;
use crate::model::clock::Moment;

/// A state or failure in words: what it is, and what to do now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said {
    /// What it is.
    pub what: &'static str,
    /// What to do, or what goes on by itself.
    pub next: &'static str,
}

/// All texts of a language.
#[derive(Debug)]
pub struct Texts {
    /// The frame around the screens.
    pub shell: ShellTexts,
    /// The welcome screen.
    pub start: StartTexts,
    /// Community and buildings.
    pub area: AreaTexts,
    /// A door.
    pub door: DoorTexts,
    /// The registration form.
    pub form: FormTexts,
    /// Sync state.
    pub sync: SyncTexts,
    /// Settings.
    pub setting: SettingTexts,
    /// Names of fields, codes and moments.
    pub name: NameTexts,
    /// The tabs, and what is behind the last of them.
    pub nav: NavTexts,
    /// Search.
    pub search: SearchTexts,
    /// Lists and the round of a day.
    pub lists: ListTexts,
    /// Progress.
    pub progress: ProgressTexts,
    /// Moves, departures, history, undo.
    pub registers: RegisterTexts,
    /// Imports.
    pub imports: ImportTexts,
    /// Exports.
    pub exports: ExportTexts,
    /// Editing areas, the sheet of a building.
    pub buildings: BuildingTexts,
    /// Storage.
    pub storage: StorageTexts,
    /// Joining.
    pub joining: JoiningTexts,
    /// Members.
    pub members: MemberTexts,
    /// App lock.
    pub lock: LockTexts,
    /// My record.
    pub rights: RightTexts,
    /// Who can see what.
    pub protection: ProtectionTexts,
    /// Drafts.
    pub drafts: DraftTexts,
    /// Notices.
    pub notices: NoticeTexts,
    /// Tickets.
    pub tickets: TicketTexts,
    /// Neighbour posts.
    pub posts: PostTexts,
    /// Conversations.
    pub chats: ChatTexts,
    /// The council hall.
    pub topics: TopicTexts,
    /// Activities.
    pub activities: ActivityTexts,
    /// What one looks up.
    pub guides: GuideTexts,
    /// Photos and files.
    pub photos: PhotoTexts,
    /// My communities.
    pub communities: CommunityTexts,
    /// Home.
    pub home: HomeTexts,
    /// The first-run tour.
    pub tour: TourTexts,
}

texts! {
    /// The frame around the screens.
    ShellTexts {
        app,
        back,
        settings,
        skip_to_content,
        opening,
        close,
        save,
        undo,
        retry,
        loading,
        offline_shown,
        not_found,
        not_found_next,
        not_loaded,
        not_loaded_next,
        more,
        update_ready,
        update,
        update_next,
        failure: fn(&Failure) -> Said,
        notice: fn(StoreNotice) -> &'static str,
    }
}

texts! {
    /// The welcome screen.
    StartTexts {
        welcome,
        what_it_is,
        relay,
        relay_hint,
        seat,
        seat_hint,
        join,
        joining,
        relay_wrong,
        seat_wrong,
        large_offer,
        promise,
    }
}

texts! {
    /// Community and buildings.
    AreaTexts {
        registered_of: fn(Coverage) -> String,
        due: fn(u32) -> String,
        conflicts: fn(u32) -> String,
        waiting: fn(u32) -> String,
        coverage,
        buildings: fn(usize) -> String,
        no_grid,
        no_grid_next,
        no_stair,
        no_stair_next,
        no_door,
        board,
        legend,
        stairs,
        floor: fn(i16) -> String,
        floor_short: fn(i16) -> String,
        state: fn(DoorState) -> &'static str,
        state_short: fn(DoorState) -> &'static str,
        people: fn(u16) -> String,
        people_short: fn(u16) -> String,
        has_waiting,
        has_draft,
        add_door,
        add_door_hint,
        which_stair,
        which_floor,
        floor_hint,
        floor_wrong,
        door_label,
        label_hint,
        label_wrong,
        door_added,
        read_only,
        role: fn(Role) -> &'static str,
    }
}

texts! {
    /// A door.
    DoorTexts {
        previous,
        next,
        read_only,
        nobody_home,
        other_visit,
        visit,
        visit_saved,
        visit_withdrawn,
        outcome: fn(Outcome) -> &'static str,
        note,
        note_hint,
        come_again,
        tomorrow,
        in_three_days,
        next_week,
        other_day,
        record_visit,
        visits,
        no_visit,
        withdrawn,
        withdraw,
        next_visit: fn(&str) -> String,
        register,
        continue_form,
        draft_kept,
        edit,
        add_household,
        household: fn(u8) -> String,
        people: fn(usize) -> String,
        nobody_registered,
        nobody_registered_next,
        no_people,
        who_and_when,
        me,
        somebody,
        age: fn(u16) -> String,
        call: fn(&str) -> String,
        id_number,
        show,
        hide,
        sync: fn(RecordSync) -> &'static str,
        refused_next,
        conflict,
        conflicts: fn(usize) -> String,
        conflict_hint,
        take_this,
        value_removed,
        settled,
        id_conflict,
        id_conflict_hint,
        show_numbers,
        duplicate,
        duplicate_because: fn(DuplicateReason) -> &'static str,
        keep_which,
        keep_this,
        two_people,
        joined,
        kept_both,
        nameless,
    }
}

texts! {
    /// The registration form.
    FormTexts {
        title_new,
        title_edit,
        restored: fn(&str) -> String,
        discard,
        discarded,
        home,
        people,
        add_person,
        new_person,
        remove_person,
        person_removed,
        moved_out_hint,
        vacant_hint,
        care,
        fold_about,
        fold_residence,
        fold_work,
        migrant,
        choose,
        id_number,
        id_hint,
        id_missing: fn(usize) -> String,
        id_valid,
        id_filled,
        id_stored,
        id_clear,
        date_hint,
        area_unit,
        saved_here,
        save,
        saving,
        leave_hint,
        wrong: fn(Wrong) -> &'static str,
        mistakes: fn(usize) -> String,
    }
}

texts! {
    /// Sync state.
    SyncTexts {
        title,
        line: fn(usize, Link, Option<&str>) -> String,
        link: fn(Link) -> Said,
        last_met: fn(&str) -> String,
        never_met,
        meet_now,
        meeting: fn(u32) -> String,
        waiting: fn(usize) -> String,
        nothing_waits,
        nothing_waits_next,
        refused: fn(usize) -> String,
        refused_hint,
        dismiss,
        dismissed,
        written,
        copy,
        words_go,
        work: fn(Work) -> &'static str,
        why_waits: fn(WaitReason) -> &'static str,
        why_refused: fn(RefuseReason) -> Said,
        since: fn(&str) -> String,
    }
}

texts! {
    /// Settings.
    SettingTexts {
        title,
        language,
        theme,
        theme_auto,
        theme_light,
        theme_dark,
        large,
        large_hint,
        about,
        about_text,
        me,
        version,
        buzz,
        buzz_hint,
        kept_here,
    }
}

texts! {
    /// Names of fields, codes and moments.
    NameTexts {
        field: fn(Field) -> &'static str,
        code: fn(CodeList, &str) -> Option<&'static str>,
        care: fn(CareGroup) -> &'static str,
        yes,
        moment: fn(Moment) -> String,
        day: fn(Date) -> String,
    }
}
