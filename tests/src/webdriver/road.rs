//! The road between one person's device and the relay, which can be cut: while it is, connections end at once and new
//! ones are closed unheard, whoever asks; a service worker too. It can also let everything through but some files.

use std::io::{self, ErrorKind};
use std::net::SocketAddr;

use tokio::io::{AsyncReadExt, AsyncWriteExt, copy};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// A road with a port of its own, so that the person's address stays.
#[derive(Debug)]
pub struct Road {
    address: SocketAddr,
    is_open: watch::Sender<bool>,
    refused: watch::Sender<Beginnings>,
    accepting: JoinHandle<()>,
}

/// How the paths begin that nobody gets.
type Beginnings = &'static [&'static str];

impl Road {
    /// Opens a road to a relay.
    ///
    /// # Errors
    /// If no port is free.
    pub async fn to(relay: SocketAddr) -> anyhow::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let is_open = watch::Sender::new(true);
        let refused = watch::Sender::new(&[][..]);
        let accepting = tokio::spawn(accept(listener, relay, is_open.subscribe(), refused.subscribe()));
        Ok(Self { address, is_open, refused, accepting })
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

    /// From now on ends every connection that asks for a path which begins like one of these, and none for another.
    pub fn refuse(&self, beginnings: Beginnings) {
        self.refused.send_replace(beginnings);
    }
}

impl Drop for Road {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn accept(
    listener: TcpListener,
    relay: SocketAddr,
    is_open: watch::Receiver<bool>,
    refused: watch::Receiver<Beginnings>,
) {
    while let Ok((mut device, _)) = listener.accept().await {
        let (mut is_open, refused) = (is_open.clone(), refused.clone());
        if !*is_open.borrow() {
            continue;
        }
        tokio::spawn(async move {
            let Ok(mut relay) = TcpStream::connect(relay).await else { return };
            tokio::select! {
                _ = carry(&mut device, &mut relay, &refused) => {}
                _ = is_open.wait_for(|is_open| !is_open) => {}
            }
        });
    }
}

/// Carries what is asked and answered, until one side ends or something is asked that is refused.
async fn carry(device: &mut TcpStream, relay: &mut TcpStream, refused: &watch::Receiver<Beginnings>) -> io::Result<()> {
    let (mut asked, mut told) = device.split();
    let (mut answered, mut forwarded) = relay.split();
    let up = async {
        let mut part = vec![0; 1 << 16];
        loop {
            let count = asked.read(&mut part).await?;
            if count == 0 {
                return forwarded.shutdown().await;
            }
            if is_for(&part[..count], *refused.borrow()) {
                return Err(ErrorKind::ConnectionRefused.into());
            }
            forwarded.write_all(&part[..count]).await?;
        }
    };
    let down = async {
        copy(&mut answered, &mut told).await?;
        told.shutdown().await
    };
    tokio::try_join!(up, down)?;
    Ok(())
}

/// Whether a file is asked for under one of these paths: a browser sends one request after the other, each at once.
fn is_for(asked: &[u8], beginnings: Beginnings) -> bool {
    asked.strip_prefix(b"GET ").is_some_and(|path| beginnings.iter().any(|one| path.starts_with(one.as_bytes())))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

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

    #[tokio::test]
    async fn what_is_refused_ends_its_connection_and_nothing_else_does() {
        let relay = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let road = Road::to(relay.local_addr().unwrap()).await.unwrap();
        tokio::spawn(async move {
            while let Ok((mut stream, _)) = relay.accept().await {
                tokio::spawn(async move {
                    let (mut asked, mut told) = stream.split();
                    copy(&mut asked, &mut told).await.unwrap();
                });
            }
        });
        let ask = async |path: &str| {
            let mut device = TcpStream::connect(road.address).await.unwrap();
            let request = format!("GET {path} HTTP/1.1\r\n\r\n");
            device.write_all(request.as_bytes()).await.unwrap();
            device.shutdown().await.unwrap();
            let mut told = String::new();
            let read = device.read_to_string(&mut told).await;
            read.is_ok() && told == request
        };
        assert!(ask("/assets/part-1.wasm").await);
        road.refuse(&["/assets/part"]);
        assert!(!ask("/assets/part-1.wasm").await);
        assert!(ask("/assets/start.js").await && ask("/v1/sync?/assets/part").await);
        road.refuse(&[]);
        assert!(ask("/assets/part-1.wasm").await);
    }
}
