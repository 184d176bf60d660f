//! Texts: tickets, reports, boards, the community's tables.

mod en;
mod zh;

pub(super) use en::EN;
pub(super) use zh::ZH;

use linli_contract::tickets::{HandState, Handler, Level, MayDo, PublicWish, Status, Step, TicketList, WhyVoid};

use super::texts::Said;
use crate::model::tickets::{Cell, Change, Due, Fault, Lack, Span, Standing};

texts! {
    /// Tickets.
    TicketTexts {
        title,
        title_work,
        category: fn(&str) -> Option<(&'static str, &'static str)>,
        category_unknown,
        handler: fn(Handler) -> &'static str,
        and,
        level: fn(Level) -> &'static str,
        status: fn(Status) -> &'static str,
        span: fn(Span) -> String,
        due: fn(Due) -> String,
        row_due: fn(Due) -> String,
        ago: fn(Span) -> String,
        sentence: fn(&Standing) -> String,
        list: fn(TicketList) -> &'static str,
        lists,
        nothing: fn(TicketList) -> Said,
        nothing_fits,
        nothing_fits_next,
        all_categories,
        search,
        search_hint,
        total: fn(u32) -> String,
        more: fn(u32) -> String,
        earlier,
        new_report,
        new_service,
        unread,
        urged: fn(u32) -> String,
        voices: fn(u32) -> String,
        photos: fn(u8) -> String,
        for_me_to_do,
        newer,
        number: fn(&str) -> String,
        reporter,
        for_whom,
        phone,
        to_door,
        now_with,
        nobody,
        hand_state: fn(HandState) -> &'static str,
        lead,
        since: fn(&str) -> String,
        words_none,
        trail,
        reported,
        step: fn(&Step, &str) -> String,
        me,
        somebody,
        times,
        at_device: fn(&str) -> String,
        at_relay: fn(&str) -> String,
        not_sent,
        void: fn(WhyVoid) -> Said,
        rating,
        stars: fn(u8) -> String,
        is_thread,
        threads,
        of_ticket,
        public_version,
        public_what,
        see_public,
        home_mine,
        home_none,
        home_to_do: fn(u32) -> String,
        home_overdue: fn(u32) -> String,
        home_calm,
        act: ActTexts,
        report: ReportTexts,
        public: PublicTexts,
        card: CardTexts,
        board: BoardTexts,
        tables: TableTexts,
    }
}

texts! {
    /// What can be done with a ticket.
    ActTexts {
        name: fn(MayDo) -> &'static str,
        what: fn(MayDo) -> &'static str,
        words: fn(MayDo) -> &'static str,
        hint: fn(MayDo) -> &'static str,
        done: fn(MayDo) -> &'static str,
        label,
        more,
        to_whom,
        first_leads,
        with_photos,
        too_late: Said,
    }
}

texts! {
    /// Writing a report.
    ReportTexts {
        title,
        service_title,
        what,
        change,
        place,
        other_place,
        which_building,
        no_building,
        place_words,
        place_hint,
        words,
        words_hint,
        photos,
        who_reads,
        private,
        nameless,
        named,
        reads: fn(Option<PublicWish>, &str) -> String,
        extra,
        phone,
        phone_hint,
        for_other,
        for_myself,
        for_person,
        for_person_hint,
        similar,
        similar_hint,
        look,
        send,
        lack: fn(Lack) -> &'static str,
        restored,
        discard,
        discarded,
        kept,
        sent_title,
        sent_here,
        sent_here_next,
        sent_relay,
        sent_with: fn(&str) -> String,
        to_ticket,
        another,
    }
}

texts! {
    /// A public version.
    PublicTexts {
        title,
        named: fn(&str) -> String,
        nameless,
        me_too,
        me_too_on,
        follow,
        follow_on,
        me_too_done,
        follow_done,
        taken_back,
        what,
    }
}

texts! {
    /// The offline card.
    CardTexts {
        title,
        what,
        office,
        office_hint,
        person,
        person_hint,
        papers,
        papers_hint,
        conditions,
        conditions_hint,
        limit,
        limit_hint,
        open,
        print,
        none,
        none_next,
        made: fn(&str, &str) -> String,
        bring,
    }
}

texts! {
    /// What is not answered since when.
    BoardTexts {
        title,
        all,
        open,
        unanswered,
        overdue,
        longest,
        answer,
        result,
        resolved,
        confirmed,
        by_hand,
        by_category,
        waiting,
        waiting_none,
        opened,
        made: fn(&str) -> String,
        made_none,
        made_none_next,
        hidden,
        own,
        who,
        kind,
        cell: fn(Cell) -> String,
        hours: fn(Cell) -> String,
        said: fn(&str, &str, &str) -> String,
        last_month,
        nothing,
    }
}

texts! {
    /// The community's tables.
    TableTexts {
        title,
        what,
        read_only,
        by: fn(&str, &str) -> String,
        by_nobody,
        categories,
        services,
        departments,
        departments_what,
        add_category,
        add_service,
        add_department,
        remove_department,
        name,
        name_hint: fn(&str) -> String,
        examples,
        answer_hours,
        done_hours,
        route,
        route_none,
        is_off,
        turn_off,
        turn_on,
        up,
        down,
        limits: fn(u32, u32) -> String,
        goes_to: fn(&str) -> String,
        department_name,
        level,
        changes,
        change: fn(&Change, &str) -> String,
        fault: fn(&Fault, &str) -> String,
        save,
        saved,
        reset,
        reset_done,
        undo_all,
        in_use,
        department_in_use: Said,
        new_name,
    }
}
