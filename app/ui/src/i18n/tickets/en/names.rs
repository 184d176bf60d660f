//! Names and times.

use linli_contract::tickets::{Handler, Level, Status};

use crate::model::clock::WallTime;
use crate::model::tickets::{Due, Span};

pub(super) fn category(key: &str) -> Option<(&'static str, &'static str)> {
    Some(match key {
        "water" => ("Water", "leak, no water, blocked drain"),
        "power" => ("Electricity", "no power, tripping, loose wires"),
        "lift" => ("Lift", "stuck, standing still, odd noise"),
        "fire" => ("Fire safety", "things in the stairway, charging on cables"),
        "light" => ("Lighting", "lamp in stair or street is out"),
        "clean" => ("Rubbish and cleaning", "not swept, bins full, smell"),
        "green" => ("Trees and green", "branches, weeds, insects"),
        "parking" => ("Parking", "space taken, way blocked"),
        "noise" => ("Noise", "building works, noise at night"),
        "building" => ("Building works", "built without permit, falling plaster"),
        "pets" => ("Pets", "no lead, barking, strays"),
        "other" => ("Other", "if you cannot tell, choose this"),
        "help" => ("A helping hand", "to the doctor, shopping, carrying"),
        "repair" => ("Repair at home", "plumbing, wiring, appliances, locks"),
        "papers" => ("Papers", "residence permit, senior card, certificates"),
        _ => return None,
    })
}

pub(super) const fn handler(handler: Handler) -> &'static str {
    match handler {
        Handler::Committee => "the committee",
        Handler::GridWorkers => "the grid worker",
        Handler::Property => "property management",
        Handler::Department(_) => "a department",
        Handler::Member(_) => "a volunteer",
    }
}

pub(super) const fn level(level: Level) -> &'static str {
    match level {
        Level::Neighbours => "Among neighbours",
        Level::Community => "Community",
        Level::Street => "Street",
        Level::GridCentre => "Grid centre",
    }
}

pub(super) const fn status(status: Status) -> &'static str {
    match status {
        Status::Submitted => "Waiting",
        Status::Accepted => "Taken on",
        Status::Sent => "Sent on",
        Status::InProgress => "In progress",
        Status::Offline => "At an office",
        Status::Returned => "Given back",
        Status::Resolved => "Done",
        Status::Confirmed => "Confirmed",
        Status::Reopened => "Not done",
        Status::Withdrawn => "Taken back",
    }
}

pub(super) fn span(span: Span) -> String {
    match span {
        Span::Minutes(1) => "1 minute".to_owned(),
        Span::Minutes(number) => format!("{number} minutes"),
        Span::Hours(1) => "1 hour".to_owned(),
        Span::Hours(number) => format!("{number} hours"),
        Span::Days(1) => "1 day".to_owned(),
        Span::Days(number) => format!("{number} days"),
    }
}

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

fn clock(time: WallTime) -> String {
    format!("{:02}:{:02}", time.hour, time.minute)
}

/// Reads after "due".
pub(super) fn due(due: Due) -> String {
    match due {
        Due::Over(over) => span(over),
        Due::Today(time) => format!("today by {}", clock(time)),
        Due::Tomorrow(time) => format!("tomorrow by {}", clock(time)),
        Due::Day(date, time) => {
            let month = MONTHS.get(usize::from(date.month).saturating_sub(1)).copied().unwrap_or_default();
            format!("by {} {month}, {}", date.day, clock(time))
        }
    }
}

pub(super) fn row_due(at: Due) -> String {
    if at.is_over() { format!("{} overdue", due(at)) } else { format!("Due {}", due(at)) }
}
