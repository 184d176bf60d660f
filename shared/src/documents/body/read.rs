//! Reading a body: nothing is allocated for more than the bytes at hand can hold.

use super::keys::Keys;
use super::{
    BODY_MAX, BODY_PUTS_MAX, Body, CHANGES_MAX, DEPS_MAX, Dependency, FORM_BODY, FORM_SNAPSHOT, Running, SEQ_GIVEN,
    SNAPSHOT_CHANGES_MAX, SNAPSHOT_MAX, SNAPSHOT_PUTS_MAX, Said, WRITER_GIVEN,
};
use crate::documents::text::read_text;
use crate::documents::wire::Input;
use crate::documents::written::{PUTS_MAX, Put};
use crate::documents::{AdmissionError, Kind, Writer};
use crate::ids::DeviceId;

impl Body {
    /// Takes form 1 apart: changes of `device`.
    pub(in crate::documents) fn read(bytes: &[u8], kind: Kind, device: DeviceId) -> Result<Self, AdmissionError> {
        if bytes.len() > BODY_MAX {
            return Err(AdmissionError::TooLong);
        }
        let mut input = Input(bytes);
        if input.byte()? != FORM_BODY {
            return Err(AdmissionError::FormUnknown);
        }
        let checksum = input.array()?;
        let bounds = Bounds { changes: CHANGES_MAX, puts: BODY_PUTS_MAX };
        let changes = read_changes(&mut input, kind, Devices::One(device), bounds)?;
        Ok(Self { checksum, changes })
    }

    /// Takes form 2 apart: changes of many devices.
    pub(in crate::documents) fn read_snapshot(bytes: &[u8], kind: Kind) -> Result<Self, AdmissionError> {
        if bytes.len() > SNAPSHOT_MAX {
            return Err(AdmissionError::TooLong);
        }
        let mut input = Input(bytes);
        if input.byte()? != FORM_SNAPSHOT {
            return Err(AdmissionError::FormUnknown);
        }
        let checksum = input.array()?;
        let count = input.length(SNAPSHOT_CHANGES_MAX, AdmissionError::TooManyChanges)?;
        let (devices, _) = input.bytes(count * 16)?.as_chunks::<16>();
        let bounds = Bounds { changes: SNAPSHOT_CHANGES_MAX, puts: SNAPSHOT_PUTS_MAX };
        let changes = read_changes(&mut input, kind, Devices::Table(devices), bounds)?;
        Ok(Self { checksum, changes })
    }
}

fn read_list(input: &mut Input<'_>, index: usize) -> Result<Vec<Dependency>, AdmissionError> {
    let count = input.length(DEPS_MAX, AdmissionError::TooManyDependencies)?;
    let mut list = Vec::with_capacity(count);
    for _ in 0..count {
        list.push(match input.length(index + 1, AdmissionError::DependencyUnknown)? {
            0 => Dependency::Genesis,
            1 => Dependency::Elsewhere(input.array()?),
            here => Dependency::Here(here - 2),
        });
    }
    Ok(list)
}

struct Bounds {
    changes: usize,
    puts: usize,
}

#[derive(Clone, Copy)]
enum Devices<'a> {
    One(DeviceId),
    Table(&'a [[u8; 16]]),
}

fn read_changes(
    input: &mut Input<'_>,
    kind: Kind,
    devices: Devices<'_>,
    bounds: Bounds,
) -> Result<Vec<Said>, AdmissionError> {
    let mut changes: Vec<Said> = Vec::new();
    let one = if let Devices::One(device) = devices { Some(device) } else { None };
    let mut running = Running { one, ..Running::default() };
    let mut keys = Keys::new(kind);
    let mut puts_left = bounds.puts;
    while !input.is_empty() {
        let index = changes.len();
        if index == bounds.changes {
            return Err(AdmissionError::TooManyChanges);
        }
        let head = input.byte()?;
        let writer = if head & WRITER_GIVEN == 0 {
            running.writer().ok_or(AdmissionError::WriterUnknown)?
        } else {
            let device = match devices {
                Devices::One(device) => device,
                Devices::Table(table) => {
                    let number = input.length(table.len(), AdmissionError::WriterUnknown)?;
                    table.get(number).map(|device| DeviceId(*device)).ok_or(AdmissionError::WriterUnknown)?
                }
            };
            let incarnation = u32::try_from(input.number()?).map_err(|_| AdmissionError::NumberTooLong)?;
            Writer { device, incarnation }
        };
        let seq = if head & SEQ_GIVEN == 0 { running.next_seq(writer) } else { input.number()? };
        let besides = match head & 3 {
            0 => Vec::new(),
            1 => vec![Dependency::Here(index.checked_sub(1).ok_or(AdmissionError::DependencyUnknown)?)],
            2 => vec![Dependency::Genesis],
            _ => read_list(input, index)?,
        };
        let most = PUTS_MAX.min(puts_left);
        let count = match head >> 4 {
            0 => input.length(most, AdmissionError::TooManyKeys)?,
            few => Some(few.into()).filter(|few| *few <= most).ok_or(AdmissionError::TooManyKeys)?,
        };
        puts_left -= count;
        let seconds = input.signed()?.checked_add(running.seconds()).ok_or(AdmissionError::TimeOutOfRange)?;
        let mut puts = Vec::with_capacity(count.min(input.0.len() / 2));
        for _ in 0..count {
            puts.push(Put { key: keys.read(input)?, text: read_text(input)? });
        }
        running.advance(writer, seq, seconds);
        changes.push(Said { writer, seq, besides, seconds, puts });
    }
    Ok(changes)
}
