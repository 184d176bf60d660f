//! What repeats from entry to entry: scopes and key references stand once in two tables, and entries point into them.
//!
//! Hash and signature are over the resolved entries, so the tables carry no meaning of their own.
//! **Invariant:** a table holds what the entries use, each once, in the order of first use; one parcel has one form.

use std::collections::BTreeSet;

use minicbor::{Decoder, Encoder, decode, encode};

use super::{Act, Entry, KeyRef};
use crate::ids::{AreaId, RecordId};
use crate::kinds::Kind;

/// The tables of a parcel.
#[derive(Debug, Default)]
pub(super) struct Tables {
    pub(super) keys: Vec<KeyRef>,
    pub(super) scopes: Vec<AreaId>,
}

impl Tables {
    pub(super) fn of(acts: &[Act]) -> Self {
        let mut tables = Self::default();
        for (_, entry) in acts.iter().flat_map(Act::entries) {
            if let Some(key) = entry.key
                && !tables.keys.contains(&key)
            {
                tables.keys.push(key);
            }
            if !tables.scopes.contains(&entry.scope) {
                tables.scopes.push(entry.scope);
            }
        }
        tables
    }

    pub(super) fn encode<W: encode::Write>(
        &self,
        entry: &Entry,
        e: &mut Encoder<W>,
    ) -> Result<(), encode::Error<W::Error>> {
        let key = entry.key.and_then(|key| self.keys.iter().position(|known| *known == key)).map_or(0, |at| at + 1);
        let scope = self.scopes.iter().position(|known| *known == entry.scope).unwrap_or_default();
        e.array(5)?.bytes(&entry.record.0)?.u16(entry.kind.number())?.u16(scope as u16)?.u16(key as u16)?;
        e.bytes(&entry.body)?.ok()
    }
}

/// Tables being read, with how much of them was used.
pub(super) struct Reading {
    tables: Tables,
    keys: usize,
    scopes: usize,
}

impl Reading {
    pub(super) fn new(d: &mut Decoder<'_>) -> Result<Self, decode::Error> {
        Ok(Self { tables: Tables { keys: d.decode()?, scopes: d.decode()? }, keys: 0, scopes: 0 })
    }

    pub(super) fn entry(&mut self, d: &mut Decoder<'_>) -> Result<Entry, decode::Error> {
        if d.array()? != Some(5) {
            return Err(decode::Error::message("an entry has five parts"));
        }
        let record: RecordId = d.decode()?;
        let kind: Kind = d.decode()?;
        let scope = usize::from(d.u16()?);
        let key = usize::from(d.u16()?).checked_sub(1);
        let body = d.bytes()?.to_vec();
        let scope = used(&self.tables.scopes, &mut self.scopes, scope)?;
        let key = key.map(|key| used(&self.tables.keys, &mut self.keys, key)).transpose()?;
        Ok(Entry { record, kind, scope, key, body })
    }

    /// Checks that the tables hold what the entries use and nothing else.
    pub(super) fn finish(self) -> Result<(), decode::Error> {
        let Tables { keys, scopes } = &self.tables;
        let all_used = self.keys == keys.len() && self.scopes == scopes.len();
        let all_differ = keys.iter().collect::<BTreeSet<_>>().len() == keys.len()
            && scopes.iter().collect::<BTreeSet<_>>().len() == scopes.len();
        if all_used && all_differ { Ok(()) } else { Err(decode::Error::message("tables of another form")) }
    }
}

/// The part of a table at `at`, which was used before or is the next one.
fn used<T: Copy>(table: &[T], before: &mut usize, at: usize) -> Result<T, decode::Error> {
    let part = table.get(at).filter(|_| at <= *before).ok_or(decode::Error::message("tables of another form"))?;
    *before = (*before).max(at + 1);
    Ok(*part)
}

pub(super) fn definite(d: &mut Decoder<'_>) -> Result<u64, decode::Error> {
    d.array()?.ok_or(decode::Error::message("lengths are definite"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    fn read(scopes: &[AreaId], used: &[u16]) -> Result<(), decode::Error> {
        let mut bytes = Vec::new();
        let mut e = Encoder::new(&mut bytes);
        e.array(0).unwrap().encode(scopes).unwrap();
        for scope in used {
            e.array(5).unwrap().encode(RecordId([1; 16])).unwrap().u16(6).unwrap();
            e.u16(*scope).unwrap().u16(0).unwrap().bytes(&[]).unwrap();
        }
        let mut d = Decoder::new(&bytes);
        let mut reading = Reading::new(&mut d)?;
        for _ in used {
            reading.entry(&mut d)?;
        }
        reading.finish()
    }

    #[test]
    fn tables_have_one_form() {
        let (one, two) = (AreaId([1; 16]), AreaId([2; 16]));
        assert!(read(&[one, two], &[0, 1, 0, 1]).is_ok());
        assert!(read(&[], &[]).is_ok());
        for (scopes, used) in [
            (&[one, two][..], &[0][..]),
            (&[one, two], &[1, 0]),
            (&[one, one], &[0, 1]),
            (&[one], &[0, 1]),
            (&[], &[0]),
            (&[one], &[]),
        ] {
            assert!(read(scopes, used).is_err(), "{scopes:?} {used:?}");
        }
    }
}
