//! The relay: orders, stores and forwards sealed parcels; serves the web app.
//!
//! [`relay::Relay`] is a state machine over a [`store::Store`]; the drivers around it do the IO.
//! **Invariant:** the relay holds no key that opens a household's data and learns no name.

pub mod backup;
pub mod http;
pub mod limits;
pub mod relay;
pub mod store;
pub mod tls;
