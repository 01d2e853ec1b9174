//! Transport PINs and PUKs in escrow: sealed by the station before they are set, a PUK released once to its holder (M12).

mod release;
mod seal;

pub(crate) use release::release_puk;
pub(crate) use seal::seal;

/// What binds a sealed PIN or PUK to its token.
fn associated(kind: &str, token: &pki::TokenNumber) -> Vec<u8> {
    format!("{kind} {token}").into_bytes()
}
