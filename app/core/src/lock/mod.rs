//! The device lock 应用锁 and the lease: who may read what lies on this device, and for how long without the relay.
//!
//! The lock keeps the key of the store sealed under a PIN or passphrase ([`crate::store::LockedKey`]); while it is locked
//! the device, its keys and its rows are not in memory. What is here decides: [`secret`] what a secret must be, [`tries`]
//! how long wrong ones wait, [`ready`] what is sent meanwhile, [`lease`] when reading ends. The driver carries it out.
//!
//! **Invariant:** locking never loses work, and what waits is still sent.

pub mod lease;
pub mod ready;
pub mod secret;
pub mod tries;

use linli_contract::Failure;
use linli_contract::lock::LockView;
use linli_shared::calendar::Millis;

use crate::driver::failure;
use crate::store::{KeyForm, LockedKey, Slip, StoreKey, Vault};
use tries::Tries;

/// Minutes without a touch after which screens lock if nobody chose.
pub const MINUTES: u16 = 5;

/// How a lock stands.
pub(crate) async fn view<V: Vault>(
    vault: &V,
    lock: Option<&LockedKey>,
    is_locked: bool,
    unsent: usize,
    now: Millis,
) -> Result<LockView, Failure> {
    let tries = if lock.is_some() { tries_at(vault, now).await? } else { Tries::default() };
    Ok(LockView {
        has_secret: lock.is_some(),
        is_locked,
        minutes: lock.map_or(MINUTES, |lock| lock.minutes),
        wait_until: tries.wait_until(now),
        wrong: tries.wrong,
        is_digits: lock.is_none_or(|lock| lock.is_digits),
        unsent,
    })
}

/// Takes a try at a secret. The try is on the disk before it is made, so that ending the app gives none for nothing.
///
/// # Errors
/// [`Failure::WrongSecret`], also while a try has to wait; the store's failure if the try cannot be counted.
pub(crate) async fn open_key<V: Vault>(
    vault: &V,
    lock: &LockedKey,
    typed: &str,
    now: Millis,
) -> Result<StoreKey, Failure> {
    let tries = tries_at(vault, now).await?;
    if let Some(until) = tries.wait_until(now) {
        return Err(Failure::WrongSecret { wait: seconds(now, until) });
    }
    let counted = tries.counted(now);
    put_tries(vault, counted).await?;
    match lock.open(&secret::tidy(typed)) {
        Some(key) => {
            // Where this fails the next unlocking begins with one wrong try, which costs nothing.
            let _ = vault.put_slip(Slip::Tries, None).await;
            Ok(key)
        }
        None => Err(Failure::WrongSecret { wait: counted.wait_until(now).map_or(0, |until| seconds(now, until)) }),
    }
}

/// Writes the key in another form; the old one is gone with it.
pub(crate) async fn put_key<V: Vault>(vault: &V, form: &KeyForm) -> Result<(), Failure> {
    vault.put_slip(Slip::Key, Some(&form.to_bytes())).await.map_err(failure)
}

/// The key of a place that is not locked.
pub(crate) async fn clear_key<V: Vault>(vault: &V) -> Result<StoreKey, Failure> {
    let bytes = vault.slip(Slip::Key).await.map_err(failure)?.ok_or(Failure::StoreFailed)?;
    match KeyForm::from_bytes(bytes).map_err(failure)? {
        KeyForm::Clear(key) => Ok(key),
        KeyForm::Locked(_) => Err(Failure::StoreFailed),
    }
}

/// The tries as they count now; a clock that was set back is noted, so that the wait begins again once and not each time.
async fn tries_at<V: Vault>(vault: &V, now: Millis) -> Result<Tries, Failure> {
    let kept = vault.slip(Slip::Tries).await.map_err(failure)?;
    let (tries, is_changed) = Tries::read(kept.as_deref(), now);
    if is_changed {
        put_tries(vault, tries).await?;
    }
    Ok(tries)
}

async fn put_tries<V: Vault>(vault: &V, tries: Tries) -> Result<(), Failure> {
    vault.put_slip(Slip::Tries, Some(&tries.to_bytes())).await.map_err(failure)
}

/// Whole seconds until then, at least one.
fn seconds(now: Millis, until: Millis) -> u32 {
    u32::try_from((until.0 - now.0).div_euclid(1_000) + 1).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::wildcard_enum_match_arm, reason = "tests")]

    use futures::executor::block_on;

    use super::*;
    use crate::store::Cost;
    use crate::store::memory::{Fault, MemoryDisk};

    const CHEAP: Cost = Cost { kib: 8, passes: 1, lanes: 1 };
    const START: i64 = 1_795_222_800_000;

    fn locked() -> LockedKey {
        LockedKey::lock(&StoreKey::from_bytes([7; 32]), "284917", 5, true, CHEAP).unwrap()
    }

    fn tried(disk: &MemoryDisk, typed: &str, now: i64) -> Result<StoreKey, Failure> {
        block_on(open_key(disk, &locked(), typed, Millis(now)))
    }

    #[test]
    fn trying_every_pin_costs_the_waits() {
        let disk = MemoryDisk::new();
        let (mut now, mut wrong) = (START, 0);
        while wrong < 30 {
            match tried(&disk, &format!("{wrong:06}"), now).unwrap_err() {
                Failure::WrongSecret { wait } => {
                    wrong += 1;
                    // A try before its time is not taken, right or not, and not counted.
                    if wait > 0 {
                        let early = now + i64::from(wait) * 1_000 - 1_500;
                        assert!(matches!(tried(&disk, "284917", early), Err(Failure::WrongSecret { wait: 1..=2 })));
                    }
                    now += i64::from(wait) * 1_000;
                }
                other => panic!("{other:?}"),
            }
        }
        let hours = (now - START) / 3_600_000;
        assert_eq!(hours, 22, "from the ninth an hour each: a million take more than a hundred years");
        assert!(tried(&disk, "284917", now).is_ok());
        assert!(tried(&disk, "000000", now).is_err_and(|failure| failure == Failure::WrongSecret { wait: 0 }));
    }

    #[test]
    fn a_try_that_cannot_be_counted_is_not_made() {
        let disk = MemoryDisk::new();
        disk.plan(Fault::FullAtCommit(0));
        assert_eq!(tried(&disk, "284917", START).err(), Some(Failure::DiskFull));
        assert!(tried(&disk, "284917", START).is_ok());
    }

    #[test]
    fn ending_the_app_in_the_middle_of_a_try_gives_none_for_nothing() {
        let disk = MemoryDisk::new();
        for _ in 0..5 {
            disk.plan(Fault::CrashAfterCommit(disk.counts().commits));
            assert_eq!(
                tried(&disk, "000000", START).err(),
                Some(Failure::StoreFailed),
                "nobody heard whether it was right"
            );
            disk.crash(0);
        }
        assert_eq!(tried(&disk, "284917", START).err(), Some(Failure::WrongSecret { wait: 31 }));
    }

    #[test]
    fn a_clock_set_back_begins_the_wait_again_and_once_only() {
        let disk = MemoryDisk::new();
        for _ in 0..5 {
            assert!(tried(&disk, "000000", START).is_err());
        }
        let back = START - 86_400_000;
        assert_eq!(tried(&disk, "284917", back).err(), Some(Failure::WrongSecret { wait: 31 }));
        assert_eq!(tried(&disk, "284917", back + 20_000).err(), Some(Failure::WrongSecret { wait: 11 }));
        assert!(tried(&disk, "284917", back + 30_000).is_ok());
    }
}
