//! The road between one person's device and the relay, which can be cut: while it is, connections end at once and new
//! ones are closed unheard, whoever asks; a service worker too.

use std::net::SocketAddr;

use tokio::io::copy_bidirectional;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// A road with a port of its own, so that the person's address stays.
#[derive(Debug)]
pub struct Road {
    address: SocketAddr,
    is_open: watch::Sender<bool>,
    accepting: JoinHandle<()>,
}

impl Road {
    /// Opens a road to a relay.
    ///
    /// # Errors
    /// If no port is free.
    pub async fn to(relay: SocketAddr) -> anyhow::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let is_open = watch::Sender::new(true);
        let accepting = tokio::spawn(accept(listener, relay, is_open.subscribe()));
        Ok(Self { address, is_open, accepting })
    }

    /// Its port.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// Cuts it.
    pub fn cut(&self) {
        self.is_open.send_replace(false);
    }

    /// Mends it.
    pub fn mend(&self) {
        self.is_open.send_replace(true);
    }
}

impl Drop for Road {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn accept(listener: TcpListener, relay: SocketAddr, is_open: watch::Receiver<bool>) {
    while let Ok((mut device, _)) = listener.accept().await {
        let mut is_open = is_open.clone();
        if !*is_open.borrow() {
            continue;
        }
        tokio::spawn(async move {
            let Ok(mut relay) = TcpStream::connect(relay).await else { return };
            tokio::select! {
                _ = copy_bidirectional(&mut device, &mut relay) => {}
                _ = is_open.wait_for(|is_open| !is_open) => {}
            }
        });
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    use super::*;

    #[tokio::test]
    async fn a_cut_road_ends_what_goes_on_and_lets_nobody_through_until_it_is_mended() {
        let relay = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let road = Road::to(relay.local_addr().unwrap()).await.unwrap();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = relay.accept().await {
                tokio::spawn(async move {
                    while let Ok(byte) = stream.read_u8().await {
                        stream.write_u8(byte + 1).await.unwrap();
                    }
                });
            }
        });
        let mut device = TcpStream::connect(road.address).await.unwrap();
        device.write_u8(1).await.unwrap();
        assert_eq!(device.read_u8().await.unwrap(), 2);
        road.cut();
        assert!(device.read_u8().await.is_err());
        let mut device = TcpStream::connect(road.address).await.unwrap();
        assert!(device.read_u8().await.is_err());
        road.mend();
        let mut device = TcpStream::connect(road.address).await.unwrap();
        device.write_u8(3).await.unwrap();
        assert_eq!(device.read_u8().await.unwrap(), 4);
    }
}
