//! Foreign judges of what is issued and of what the world is told about it: OpenSSL, GnuTLS, pkilint, zlint, the JDK, veraPDF.
//!
//! Each test has a stage of its own. A judge that is not there fails its tests: `make test` brings them all.

mod gnutls;
mod jdk;
mod judge;
mod ocsp;
mod openssl;
mod papers;
mod pkilint;
mod specimens;
mod verapdf;
mod zlint;
