//! Writing a body.

use super::keys::Keys;
use super::{Body, Dependency, FORM_BODY, FORM_SNAPSHOT, Running, SEQ_GIVEN, WRITER_GIVEN};
use crate::documents::Kind;
use crate::documents::text::put_text;
use crate::documents::wire::{put_number, put_signed};
use crate::ids::DeviceId;

impl Body {
    /// Writes form 1.
    pub(in crate::documents) fn write(&self, kind: Kind) -> Vec<u8> {
        let mut out = vec![FORM_BODY];
        out.extend(self.checksum);
        self.write_changes(kind, None, &mut out);
        out
    }

    /// Writes form 2.
    pub(in crate::documents) fn write_snapshot(&self, kind: Kind) -> Vec<u8> {
        let mut devices: Vec<DeviceId> = self.changes.iter().map(|said| said.writer.device).collect();
        devices.sort_unstable();
        devices.dedup();
        let mut out = vec![FORM_SNAPSHOT];
        out.extend(self.checksum);
        put_number(&mut out, devices.len() as u64);
        devices.iter().for_each(|device| out.extend(device.0));
        self.write_changes(kind, Some(&devices), &mut out);
        out
    }

    fn write_changes(&self, kind: Kind, devices: Option<&[DeviceId]>, out: &mut Vec<u8>) {
        let one = self.changes.first().filter(|_| devices.is_none()).map(|said| said.writer.device);
        let mut running = Running { one, ..Running::default() };
        let mut keys = Keys::new(kind);
        for (index, said) in self.changes.iter().enumerate() {
            let mode = match said.besides.as_slice() {
                [] => 0,
                [Dependency::Here(before)] if before + 1 == index => 1,
                [Dependency::Genesis] => 2,
                _ => 3,
            };
            let is_writer_given = running.writer() != Some(said.writer);
            let is_seq_given = running.next_seq(said.writer) != said.seq;
            let few = if said.puts.len() < 16 { said.puts.len() as u8 } else { 0 };
            out.push(
                mode | if is_writer_given { WRITER_GIVEN } else { 0 }
                    | if is_seq_given { SEQ_GIVEN } else { 0 }
                    | few << 4,
            );
            if is_writer_given {
                if let Some(devices) = devices {
                    put_number(out, devices.partition_point(|device| *device < said.writer.device) as u64);
                }
                put_number(out, said.writer.incarnation.into());
            }
            if is_seq_given {
                put_number(out, said.seq);
            }
            if mode == 3 {
                write_list(&said.besides, out);
            }
            if few == 0 {
                put_number(out, said.puts.len() as u64);
            }
            put_signed(out, said.seconds.saturating_sub(running.seconds()));
            for put in &said.puts {
                keys.write(&put.key, out);
                put_text(out, &put.text);
            }
            running.advance(said.writer, said.seq, said.seconds);
        }
    }
}

fn write_list(besides: &[Dependency], out: &mut Vec<u8>) {
    put_number(out, besides.len() as u64);
    for dependency in besides {
        match dependency {
            Dependency::Genesis => put_number(out, 0),
            Dependency::Elsewhere(half) => {
                put_number(out, 1);
                out.extend(half);
            }
            Dependency::Here(index) => put_number(out, *index as u64 + 2),
        }
    }
}
