//! An empty list to fill in, and the name it is saved under.

use linli_contract::imports::Column;
use linli_contract::tables::{Cell, NewColumn, NewTable};
use linli_shared::households::Field;

use crate::i18n::Texts;

/// The columns of the template, the most asked first.
pub const COLUMNS: [Column; 15] = [
    Column::Building,
    Column::Stair,
    Column::Door,
    Column::Field(Field::Name),
    Column::Field(Field::Relation),
    Column::IdNumber,
    Column::Field(Field::Sex),
    Column::Field(Field::BirthDate),
    Column::Field(Field::Phone),
    Column::Field(Field::Residence),
    Column::Field(Field::RegisteredAddress),
    Column::Field(Field::Workplace),
    Column::Field(Field::HomeUse),
    Column::Field(Field::LandlordName),
    Column::Field(Field::LandlordPhone),
];

/// An empty list with headings; on a second sheet, which no import takes for people, an example of each.
#[must_use]
pub fn template(t: &Texts) -> Vec<NewTable> {
    let title = |column: Column| (t.imports.column)(column).to_owned();
    let width = |column: Column| match column {
        Column::IdNumber => 22,
        Column::Field(Field::RegisteredAddress | Field::Workplace) => 30,
        Column::Field(Field::Phone | Field::LandlordPhone | Field::BirthDate) => 16,
        Column::Ignore
        | Column::Grid
        | Column::Building
        | Column::Stair
        | Column::Door
        | Column::Address
        | Column::Household
        | Column::Care
        | Column::Field(_) => 12,
    };
    let columns = COLUMNS.into_iter().map(|column| NewColumn { title: title(column), width: width(column) });
    let explained = COLUMNS.into_iter().zip(t.imports.template_examples);
    let line = |(column, example): (Column, &str)| vec![Cell::Text(title(column)), Cell::Text(example.to_owned())];
    let head = |title: &str, width| NewColumn { title: title.to_owned(), width };
    vec![
        NewTable { name: t.imports.template.to_owned(), columns: columns.collect(), rows: Vec::new() },
        NewTable {
            name: t.imports.template_how.to_owned(),
            columns: vec![head(t.imports.template_column, 20), head(t.imports.template_example, 50)],
            rows: explained.map(line).collect(),
        },
    ]
}
