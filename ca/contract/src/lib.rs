//! The contract of the certificate authority: its operations with their answers and refusals, access control, and the client.
//!
//! The contract is the trust boundary: a compromised portal can send any values of these types, and nothing else. No operation
//! accepts bytes to sign. Messages are the same in process and over mutual TLS: `POST /v1/<operation>`, JSON, DER as base64.
//! Requests are strict; answers and feed events tolerate fields and kinds of a later [`ContractVersion`].

#![warn(missing_docs)]

mod access;
mod binary;
mod client;
mod confidential;
mod idempotency;
pub mod operation;
mod strict;
mod unknown_change;
mod version;

pub mod escrow;
pub mod events;
pub mod holder;
pub mod issuance;
pub mod officers;
pub mod revocation;
pub mod statement;
pub mod status;

pub use access::{Access, Caller, OPERATIONS, access_to};
pub use binary::Der;
pub use client::{CONTRACT_HOST, CallerIdentity, CertificateAuthority, ClientError, Unreachable};
pub use confidential::Confidential;
pub use idempotency::{IdempotencyKey, NotAKey};
pub use operation::{Failed, Operation, Refusal};
pub use policies::{AuthorityName, HierarchyName, ProductName};
pub use strict::{MalformedRequest, read_request};
pub use unknown_change::UnknownChange;
pub use version::{ContractVersion, NotAVersion, VERSION_HEADER};
