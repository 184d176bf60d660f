//! Locking and unlocking, the lease, and what a locked device still sends.

use core::ops::ControlFlow;
use std::time::Duration;

use linli_contract::lock::{Lease, LockView, SetLock, Unlock};
use linli_contract::members::Standing;
use linli_contract::sync::{Link, SyncView};
use linli_contract::{Event, Failure, Request, Response};
use linli_shared::calendar::Millis;
use zeroize::Zeroizing;

use super::hold::Hold;
use super::meet::now;
use super::{Core, Host, failure, open_failure};
use crate::device::{Input, Reply};
use crate::lock::ready::Ready;
use crate::lock::{self, lease, secret};
use crate::platform;
use crate::store::{Cost, KeyForm, LockedKey, SealedStore, Slip, Vault};

/// An answer given here, or the request to go on with.
type Gated = ControlFlow<Result<Response, Failure>, Request>;

impl<D: Vault + 'static> Core<D> {
    /// Answers what is about the lock, and keeps back what a locked device or one whose lease is over does not answer.
    #[allow(clippy::wildcard_enum_match_arm, reason = "everything else is answered as the lock stands")]
    pub(super) async fn gate(&self, request: Request) -> Gated {
        let time = platform::time();
        if self.until_idle(time).await == Some(Duration::ZERO) {
            self.lock().await;
        }
        if is_touch(&request) {
            self.touched.set(time);
        }
        let answer = match request {
            Request::ReadLock(_) => self.lock_view().await.map(Response::ReadLock),
            Request::SetLock(request) => self.set_lock(request).await.map(Response::SetLock),
            Request::Unlock(request) => self.unlock(request).await.map(Response::Unlock),
            Request::LockNow(_) => {
                self.lock().await;
                self.lock_view().await.map(Response::LockNow)
            }
            other => return self.gate_others(other, time).await,
        };
        ControlFlow::Break(answer)
    }

    #[allow(clippy::wildcard_enum_match_arm, reason = "a locked device answers nothing else")]
    async fn gate_others(&self, request: Request, time: Millis) -> Gated {
        let is_locked = match &*self.host.lock().await {
            Hold::Open { host, .. } => {
                let is_over = host.lease(time) == Lease::Over && !lease::is_answered_without(&request);
                if is_over && self.lease.replace(Lease::Over) != Lease::Over {
                    self.tell(vec![Event::StandingChanged]);
                }
                return if is_over {
                    ControlFlow::Break(Err(Failure::LeaseOver))
                } else {
                    ControlFlow::Continue(request)
                };
            }
            Hold::Locked { .. } => true,
            Hold::Away => false,
        };
        match request {
            Request::ReadStanding(_) if is_locked => {
                let view = self.lock_view().await;
                ControlFlow::Break(view.map(|view| Response::ReadStanding(Standing::Locked(view))))
            }
            Request::SyncNow(_) if is_locked => {
                self.meet().await;
                let link = self.ready_link.get();
                let view = SyncView { link, last_met: None, waiting: Vec::new(), refused: Vec::new() };
                ControlFlow::Break(Ok(Response::SyncNow(view)))
            }
            Request::SetVisible(_) => ControlFlow::Continue(request),
            _ => ControlFlow::Break(Err(Failure::Locked)),
        }
    }

    /// How the lock stands.
    pub(super) async fn lock_view(&self) -> Result<LockView, Failure> {
        self.view_of(&*self.host.lock().await).await
    }

    async fn view_of(&self, hold: &Hold<D>) -> Result<LockView, Failure> {
        let time = platform::time();
        match hold {
            Hold::Open { host, lock } => {
                lock::view(host.store().disk(), lock.as_ref(), false, hold.waiting(), time).await
            }
            Hold::Locked { disk, lock } => {
                let left = ready(disk).await.map_or(0, |ready| ready.left());
                lock::view(disk, Some(lock), true, left, time).await
            }
            Hold::Away => Err(Failure::Locked),
        }
    }

    async fn set_lock(&self, request: SetLock) -> Result<LockView, Failure> {
        let (current, new) =
            (Zeroizing::new(request.current), request.new.map(|new| secret::tidy(&Zeroizing::new(new))));
        if !(1..=60).contains(&request.minutes) {
            return Err(Failure::InvalidInput);
        }
        if let Some(new) = &new {
            secret::check(new)?;
        }
        let mut hold = self.host.lock().await;
        let Hold::Open { host, lock } = &mut *hold else { return Err(Failure::Locked) };
        let disk = host.store().disk();
        let key = match lock {
            Some(lock) => lock::open_key(disk, lock, &current, platform::time()).await?,
            None => lock::clear_key(disk).await?,
        };
        match new {
            Some(new) => {
                let is_digits = secret::is_digits(&new);
                let locked = LockedKey::lock(&key, &new, request.minutes, is_digits, Cost::USUAL).map_err(failure)?;
                lock::put_key(disk, &KeyForm::Locked(locked.clone())).await?;
                *lock = Some(locked);
            }
            None => {
                lock::put_key(disk, &KeyForm::Clear(key)).await?;
                *lock = None;
                // Without a lock nobody reads it; what it holds is sent as usual.
                let _ = disk.put_slip(Slip::Ready, None).await;
            }
        }
        let view = self.view_of(&hold).await;
        drop(hold);
        // The meetings' loop learns when to lock.
        self.wake();
        view
    }

    /// Locks, if there is a lock: what waits is formed and lies ready, then device and keys leave the memory.
    pub(super) async fn lock(&self) {
        let mut hold = self.host.lock().await;
        if !matches!(&*hold, Hold::Open { lock: Some(_), .. }) {
            return;
        }
        self.form_ready(&mut hold).await;
        *hold = match core::mem::replace(&mut *hold, Hold::Away) {
            Hold::Open { host, lock: Some(lock) } => Hold::Locked { disk: host.into_store().into_disk(), lock },
            other @ (Hold::Open { .. } | Hold::Locked { .. } | Hold::Away) => other,
        };
        drop(hold);
        self.tell(vec![Event::StandingChanged]);
        self.wake();
    }

    async fn unlock(&self, request: Unlock) -> Result<LockView, Failure> {
        let typed = Zeroizing::new(request.secret);
        let mut hold = self.host.lock().await;
        let key = match &*hold {
            Hold::Locked { disk, lock } => lock::open_key(disk, lock, &typed, platform::time()).await?,
            Hold::Open { .. } | Hold::Away => return self.view_of(&hold).await,
        };
        let (opened, result) = match core::mem::replace(&mut *hold, Hold::Away) {
            Hold::Locked { disk, lock } => {
                let store = SealedStore::new(disk, &key);
                match Host::open_or_give_back(store).await {
                    Ok(host) => (Hold::Open { host, lock: Some(lock) }, Ok(())),
                    Err((store, error)) => (Hold::Locked { disk: store.into_disk(), lock }, Err(open_failure(error))),
                }
            }
            other @ (Hold::Open { .. } | Hold::Away) => (other, Ok(())),
        };
        *hold = opened;
        result?;
        let view = self.view_of(&hold).await;
        drop(hold);
        self.tell(vec![Event::StandingChanged, Event::SyncChanged]);
        self.wake();
        view
    }

    /// How long until nobody has touched the screens for the minutes of the lock; `None` where nothing will be locked.
    pub(super) async fn until_idle(&self, time: Millis) -> Option<Duration> {
        let minutes = match &*self.host.lock().await {
            Hold::Open { lock: Some(lock), .. } => lock.minutes,
            Hold::Open { lock: None, .. } | Hold::Locked { .. } | Hold::Away => return None,
        };
        if time < self.touched.get() {
            // The clock was set back.
            self.touched.set(time);
        }
        let until = self.touched.get().0.saturating_add(i64::from(minutes) * 60_000);
        Some(Duration::from_millis(u64::try_from(until.saturating_sub(time.0)).unwrap_or(0)))
    }

    /// While locked: sends what lies ready, once; tells whether the device is locked.
    pub(super) async fn send_while_locked(&self) -> bool {
        let found = match &*self.host.lock().await {
            Hold::Locked { disk, .. } => ready(disk).await,
            Hold::Open { .. } => return false,
            Hold::Away => return true,
        };
        let Some(found) = found.filter(|ready| !ready.is_sent) else { return true };
        let outcome = self.send(&found.relay, found.request.clone()).await;
        self.ready_link.set(match &outcome {
            Ok(_) => Link::Up,
            Err(fault) => Link::Down(*fault),
        });
        if outcome.is_ok() {
            let sent = Ready { is_sent: true, ..found };
            if let Hold::Locked { disk, .. } = &*self.host.lock().await {
                // Not kept, it is sent once more, which does no harm.
                let _ = disk.put_slip(Slip::Ready, Some(&sent.to_bytes())).await;
            }
        }
        self.tell(vec![Event::SyncChanged]);
        true
    }

    /// Forms what waits and puts it where a locked device finds it. A failure leaves the work in the store, which loses nothing.
    async fn form_ready(&self, hold: &mut Hold<D>) {
        let (Ok(now), waiting) = (now(), hold.waiting()) else { return };
        let Ok(host) = hold.host() else { return };
        if waiting == 0 {
            self.put_ready(host, None).await;
            return;
        }
        let relay = host.device().relay().map(str::to_owned);
        let formed = host.take(Input::Prepare, &now).await;
        if let (Ok((Reply::Send(Some(request)), _)), Some(relay)) = (formed, relay) {
            self.put_ready(host, Some(Ready { relay, request, unsent: waiting as u32, is_sent: false })).await;
        }
    }

    /// After a meeting: what could not be sent lies ready in case the app is ended before it is locked.
    pub(super) async fn keep_ready(&self, hold: &mut Hold<D>, relay: String, request: Option<Vec<u8>>) {
        let (has_lock, waiting) = (hold.lock().is_some(), hold.waiting());
        let Ok(host) = hold.host() else { return };
        if has_lock {
            let unsent = waiting as u32;
            let ready = request.filter(|_| waiting > 0).map(|request| Ready { relay, request, unsent, is_sent: false });
            self.put_ready(host, ready).await;
        }
    }

    async fn put_ready(&self, host: &Host<D>, ready: Option<Ready>) {
        let mark = ready.as_ref().map(Ready::mark);
        if self.kept_ready.get() == Some(mark) {
            return;
        }
        let bytes = ready.map(|ready| ready.to_bytes());
        let written = host.store().disk().put_slip(Slip::Ready, bytes.as_deref()).await;
        self.kept_ready.set(written.is_ok().then_some(mark));
    }

    /// Tells the screens once the lease is another than they were told.
    pub(super) async fn follow_lease(&self) {
        let lease = match &*self.host.lock().await {
            Hold::Open { host, .. } => host.lease(platform::time()),
            Hold::Locked { .. } | Hold::Away => return,
        };
        if self.lease.replace(lease) != lease {
            self.tell(vec![Event::StandingChanged]);
        }
    }
}

async fn ready<V: Vault>(vault: &V) -> Option<Ready> {
    vault.slip(Slip::Ready).await.ok().flatten().and_then(|bytes| Ready::from_bytes(&bytes))
}

/// Whether a person caused it. Screens read by themselves, so reading does not count; they tell of touches by saying that
/// they are visible.
#[allow(clippy::wildcard_enum_match_arm, reason = "what is not told apart is not counted")]
fn is_touch(request: &Request) -> bool {
    match request {
        Request::SetVisible(request) => request.is_visible,
        Request::Unlock(_)
        | Request::SetLock(_)
        | Request::Search(_)
        | Request::SaveDraft(_)
        | Request::SaveHousehold(_)
        | Request::RecordVisit(_)
        | Request::EditAreas(_)
        | Request::RunImport(_)
        | Request::UndoImport(_)
        | Request::ReadExport(_)
        | Request::ReadPackage(_) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests;
