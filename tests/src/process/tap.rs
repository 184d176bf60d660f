//! A tap on the wire between devices and a relay: it records what passes, and can hold the wire after so many bytes, so
//! that a process is killed in the middle of a request or an answer.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// Which way bytes go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// From a device to the relay.
    ToRelay,
    /// From the relay to a device.
    ToDevice,
}

/// The tap: an address that devices meet instead of the relay's.
#[derive(Debug)]
pub struct Tap {
    address: SocketAddr,
    wire: Arc<Wire>,
    accepting: JoinHandle<()>,
}

#[derive(Debug)]
struct Wire {
    state: Mutex<State>,
    /// Whether the wire is held.
    held: watch::Sender<bool>,
}

#[derive(Debug, Default)]
struct State {
    relay: Option<SocketAddr>,
    /// The way and how many bytes still pass on it.
    limit: Option<(Way, usize)>,
    /// What passed, a recording per connection and way.
    recorded: Vec<Vec<u8>>,
}

impl Tap {
    /// Opens a tap on a free port of this machine; until it is led to a relay it refuses everybody.
    ///
    /// # Errors
    /// If no port is free.
    pub async fn open() -> anyhow::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let wire = Arc::new(Wire { state: Mutex::default(), held: watch::Sender::new(false) });
        let accepting = tokio::spawn(accept(listener, wire.clone()));
        Ok(Self { address, wire, accepting })
    }

    /// The address to give to devices.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Leads new connections to a relay, or nowhere.
    pub fn lead_to(&self, relay: Option<SocketAddr>) {
        self.wire.state().relay = relay;
    }

    /// Lets so many bytes pass and then holds the wire, both ways, until [`Tap::release`].
    pub fn hold_after(&self, way: Way, bytes: usize) {
        self.wire.state().limit = Some((way, bytes));
    }

    /// Waits until the wire is held.
    pub async fn held(&self) {
        // The sender lives as long as this tap.
        let _ = self.wire.held.subscribe().wait_for(|is_held| *is_held).await;
    }

    /// Whether the wire is held.
    #[must_use]
    pub fn is_held(&self) -> bool {
        *self.wire.held.borrow()
    }

    /// Ends what is held; new connections pass.
    pub fn release(&self) {
        self.wire.state().limit = None;
        self.wire.held.send_replace(false);
    }

    /// Everything that passed, a recording per connection and way.
    #[must_use]
    pub fn recorded(&self) -> Vec<Vec<u8>> {
        self.wire.state().recorded.clone()
    }
}

impl Drop for Tap {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn accept(listener: TcpListener, wire: Arc<Wire>) {
    while let Ok((device, _)) = listener.accept().await {
        let wire = wire.clone();
        tokio::spawn(async move {
            let Some(relay) = wire.state().relay else { return };
            let Ok(relay) = TcpStream::connect(relay).await else { return };
            let (from_device, to_device) = device.into_split();
            let (from_relay, to_relay) = relay.into_split();
            tokio::join!(
                wire.pass(Way::ToRelay, from_device, to_relay),
                wire.pass(Way::ToDevice, from_relay, to_device)
            );
        });
    }
}

impl Wire {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn pass(&self, way: Way, mut from: OwnedReadHalf, mut to: OwnedWriteHalf) {
        let mut held = self.held.subscribe();
        let recording = {
            let mut state = self.state();
            state.recorded.push(Vec::new());
            state.recorded.len() - 1
        };
        let mut buffer = vec![0; 16 << 10];
        loop {
            let read = tokio::select! {
                read = from.read(&mut buffer) => read,
                _ = held.wait_for(|is_held| *is_held) => break,
            };
            let Ok(read @ 1..) = read else { return };
            let passes = self.admit(way, read);
            self.state().recorded[recording].extend_from_slice(&buffer[..passes]);
            if to.write_all(&buffer[..passes]).await.is_err() {
                return;
            }
            if passes < read {
                self.held.send_replace(true);
                break;
            }
        }
        // Both ends stay open and hear nothing until the wire is released; then both are closed.
        let _ = held.wait_for(|is_held| !*is_held).await;
    }

    /// How many of the bytes may pass.
    fn admit(&self, way: Way, bytes: usize) -> usize {
        let mut state = self.state();
        match &mut state.limit {
            Some((limited, left)) if *limited == way => {
                let passes = bytes.min(*left);
                *left -= passes;
                passes
            }
            Some(_) | None => bytes,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    /// Somebody who answers every byte with the next higher one.
    async fn counter() -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                tokio::spawn(async move {
                    while let Ok(byte) = stream.read_u8().await {
                        stream.write_u8(byte + 1).await.unwrap();
                    }
                });
            }
        });
        address
    }

    #[tokio::test]
    async fn bytes_pass_are_recorded_and_stop_where_they_are_told_to() {
        let tap = Tap::open().await.unwrap();
        let mut refused = TcpStream::connect(tap.address).await.unwrap();
        assert_eq!(refused.read(&mut [0]).await.unwrap_or(0), 0, "no relay yet");
        tap.lead_to(Some(counter().await));
        tap.hold_after(Way::ToDevice, 2);
        let mut device = TcpStream::connect(tap.address).await.unwrap();
        for byte in [1, 4] {
            device.write_u8(byte).await.unwrap();
            assert_eq!(device.read_u8().await.unwrap(), byte + 1);
        }
        assert!(!tap.is_held());
        device.write_u8(7).await.unwrap();
        tap.held().await;
        tap.release();
        assert!(device.read_u8().await.is_err(), "what was held is closed");
        let mut recorded = tap.recorded();
        recorded.sort();
        assert_eq!(recorded, [vec![1, 4, 7], vec![2, 5]]);
        let mut device = TcpStream::connect(tap.address).await.unwrap();
        device.write_u8(9).await.unwrap();
        assert_eq!(device.read_u8().await.unwrap(), 10);
    }
}
