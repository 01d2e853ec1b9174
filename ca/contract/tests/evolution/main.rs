//! The contract over time: a caller and a certificate authority of different versions.

mod versions;
