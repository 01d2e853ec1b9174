//! Independent programs verify what is issued and published: OpenSSL, GnuTLS, NSS, pkilint, zlint, the JDK, Bouncy Castle, veraPDF.
//!
//! Each test has its own testbed. If a program is missing, its tests fail; `make test` installs all of them.

mod gnutls;
mod jdk;
mod ocsp;
mod openssl;
mod papers;
mod pkcs12;
mod pkilint;
mod specimens;
mod verapdf;
mod verifier;
mod zlint;
