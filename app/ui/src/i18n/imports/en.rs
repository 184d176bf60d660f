//! Imports, in English.

use linli_contract::imports::{Column, Noticed, RowOutcome};
use linli_contract::tables::TableError;

use super::super::{Lang, Said};
use super::ImportTexts;
use crate::model::imports::Missing;

/// In English.
pub(crate) const EN: ImportTexts = ImportTexts {
    title: "Import a list",
    what: "You can import a list of residents or a list of doors, as Excel (xlsx, xls) or CSV. Any headings, any order: you see what would happen first, then decide.",
    choose_file: "Choose a file",
    drop_here: "or drop it here",
    template: "Empty list",
    template_hint: "No list yet? Download an empty one",
    template_how: "How to fill it in",
    template_column: "Column",
    template_example: "What to write",
    template_examples: [
        "e.g. 12号楼",
        "e.g. 1单元; may stay empty",
        "e.g. 301",
        "one person per row",
        "householder, spouse, son, daughter …",
        "18 characters; format this column as text, or Excel changes the last digits",
        "male or female; not needed with an ID number",
        "e.g. 1985-01-02; not needed with an ID number",
        "mobile or landline",
        "local or migrant",
        "as in the household booklet",
        "employer or school",
        "owner, let or vacant; once per home",
        "if it is let",
        "if it is let",
    ],
    saved_to: |path| format!("Saved to {path}"),
    saved: "Downloaded; look among your downloads",
    reading: "Reading the file …",
    fetching: "Getting ready …",
    unreadable: |error| match error {
        TableError::NotATable => Said {
            what: "This is not a spreadsheet",
            next: "Choose an Excel file (xlsx, xls) or CSV; save other formats as xlsx first.",
        },
        TableError::Locked => Said {
            what: "The file has a password",
            next: "Take the password off in Excel or WPS, save it and choose it again.",
        },
        TableError::TooLarge => Said {
            what: "The file is too large",
            next: "At most 32 MB and 50,000 rows are read. Split it by building or grid.",
        },
        TableError::Damaged => {
            Said { what: "The file is damaged", next: "Open it in Excel or WPS, save it as xlsx and choose it again." }
        }
    },
    no_tables: Said {
        what: "The part that reads spreadsheets could not be fetched",
        next: "Connect to the network and try again; once fetched it works without.",
    },
    which_sheet: "Which sheet?",
    sheet_rows: |rows| format!("{rows} rows"),
    rows_left_out: |rows| {
        format!("This sheet has more than 50,000 rows; the last {rows} were not read. Split it and import the parts.")
    },
    other_file: "Another file",
    columns: "Check the columns",
    columns_hint: "On the left the column with examples, on the right what it is.",
    remembered: "You imported a list with these headings before; your choices are filled in.",
    unsure: "Not recognised, left out",
    unsure_count: |count| format!("{count} columns were not recognised; please look"),
    column_of: |heading| format!("What “{heading}” is"),
    nameless: |number| format!("Column {number} (no heading)"),
    data_from: |row| format!("Data begins in row {row}"),
    earlier_row: "One row up",
    later_row: "One row down",
    column: |column| match column {
        Column::Ignore => "Leave out",
        Column::Grid => "Grid",
        Column::Building => "Building",
        Column::Stair => "Stair",
        Column::Door => "Door",
        Column::Address => "Whole address (12号楼1单元301)",
        Column::Household => "Household number or head (same for one family)",
        Column::IdNumber => "ID number",
        Column::Care => "Care groups as words",
        Column::Field(field) => (Lang::English.texts().name.field)(field),
    },
    group_places: "Where",
    group_person: "Person",
    group_home: "Home",
    missing: |missing| match missing {
        Missing::Door => "Choose the column with the door or the whole address",
        Missing::Person => "Choose the column with the name",
    },
    check: "See what would happen",
    checking: "Checking every row …",
    look: "What would happen",
    counts: |counts| {
        format!(
            "{} new, {} completed, {} contradicting, {} unchanged",
            homes(counts.new),
            counts.filled,
            counts.conflicting,
            counts.unchanged
        )
    },
    nothing_to_do: "Nothing to write",
    nothing_to_do_next: "Everything is registered already, or no row can be imported; see the notes below.",
    households: homes,
    outcome: |outcome| match outcome {
        RowOutcome::New => "New",
        RowOutcome::Fills => "Completed",
        RowOutcome::Conflicts => "Contradicts",
        RowOutcome::Unchanged => "Unchanged",
        RowOutcome::PassedOver => "Passed over",
        RowOutcome::Refused => "Cannot import",
    },
    all_rows: "All",
    row: |row| format!("Row {row}"),
    more_rows: |rows| format!("Show more ({rows} left)"),
    noticed,
    of_column: |heading, words| format!("{heading}: {words}"),
    report: "Report",
    report_row: "Row",
    report_door: "Address",
    report_outcome: "Result",
    report_notes: "Notes",
    download_report: "Download the report",
    doors_missing: |doors| {
        if doors == 1 { "1 door is not on the board".to_owned() } else { format!("{doors} doors are not on the board") }
    },
    doors_ask: "Ask the committee to add these doors; the other rows can be imported now.",
    doors_add: |doors| if doors == 1 { "Add this door".to_owned() } else { format!("Add these {doors} doors") },
    doors_of: |building, doors| format!("{building}: {doors}"),
    doors_grid: "New buildings without a grid in the list go to",
    doors_added: |number| format!("{} added", doors(number)),
    doors_unusable: |number| format!("Not added (label too long, or no such floor): {}", doors(number)),
    doors_none: "All these doors are there already",
    list_name: "What is this list called?",
    list_name_hint: "Becomes the source of every value, e.g. “register of 2024”",
    start: |households| format!("Import {}", homes(households)),
    running: "Importing",
    progress: |done, all| format!("{done} of {}", homes(all)),
    stop: "Stop for now",
    stopped: "Stopped; what was imported is saved. Choose the same file to go on, nothing is imported twice.",
    keeps: "What was typed on a phone is never overwritten: where it differs both are shown, and you choose.",
    done: "Imported",
    done_counts: |written, unchanged| format!("{} written, {unchanged} unchanged", homes(written)),
    failed_at: |done| format!("Stopped after {}; what was imported is saved", homes(done)),
    go_on: "Go on",
    next_sheet: "Import the next sheet",
    to_home: "To the buildings",
    earlier: "Lists imported on this device",
    earlier_row_text: |when, written, planned| format!("{when} · {written} of {}", homes(planned)),
    undone: "Undone",
    undo: "Undo this import",
    undo_ask: |name| format!("Undo “{name}”?"),
    undo_hint: "What the import wrote is set back; what somebody changed since stays.",
    undoing: |left| format!("Undoing, {} left", homes(left)),
    undo_done: |kept| {
        if kept == 0 {
            "All of it is undone".into()
        } else {
            format!("Undone; {kept} values that were changed since stay")
        }
    },
    plan_found: |number| format!("This is a list of {}", doors(number)),
    plan_hint: "The doors are added to the board. Those that are there stay as they are; nothing is removed.",
    areas_found: |areas| format!("This is a list of {areas} administrative areas"),
    areas_wrong: |line| format!("Line {line} is wrong; please check it and choose the file again"),
    areas_here: |path| format!("Your community: {path}"),
    areas_not_here: "Your community's code or name is not in the list",
    areas_take: "Take this name and these areas above",
    areas_taken: "Taken over",
    only_committee: "Buildings and areas are imported by the committee.",
    steps: ["File", "Columns", "Check", "Import"],
    step_of: |step| format!("Step {step} of 4"),
};

fn homes<N: PartialEq + From<u8> + core::fmt::Display>(number: N) -> String {
    if number == N::from(1) { "1 home".to_owned() } else { format!("{number} homes") }
}

fn doors(number: usize) -> String {
    if number == 1 { "1 door".to_owned() } else { format!("{number} doors") }
}

fn noticed(what: &Noticed) -> String {
    match what {
        Noticed::IdNumberRounded => {
            "Excel turned the ID number into something like 3.1E+17 and its last digits are lost; format it as text in the list, complete it and import again"
                .into()
        }
        Noticed::IdNumberWrong => "not a valid ID number; left out".into(),
        Noticed::BirthContradictsId => "the birth date differs from the ID number's".into(),
        Noticed::DateUnreadable => "not a date that can be read; left out".into(),
        Noticed::PhoneUnreadable => "not a telephone number; left out".into(),
        Noticed::UnknownWord => "not one of the choices; left out".into(),
        Noticed::Unusable => "too long or not one line; left out".into(),
        Noticed::NoAddress => "no address in this row or above it".into(),
        Noticed::DoorUnknown => "no such door on the board".into(),
        Noticed::OutsideScope => "outside your grids".into(),
        Noticed::RegisteredElsewhere { path, .. } => format!("registered at {}; please check whether they moved", path.join(" ")),
        Noticed::RepeatsRow(row) => format!("the same person as in row {row}"),
        Noticed::Nobody => "neither a name nor an ID number".into(),
        Noticed::Departed => "registered as departed, so nothing was written; take them back at the door first if they returned".into(),
        Noticed::Erased => "this person asked to be erased, so nothing was written".into(),
        Noticed::FormulaFailed => "a formula that failed; left out".into(),
    }
}
