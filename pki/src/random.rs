//! Randomness as an argument.

use rand::rand_core::{Infallible, TryCryptoRng, TryRng};

/// The operating system's generator. No other code of the project uses it directly.
///
/// Functions that need randomness take `&mut dyn CryptoRng`; the program passes this.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemRandom;

impl TryRng for SystemRandom {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        let mut bytes = [0; 4];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u32::from_le_bytes(bytes))
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        let mut bytes = [0; 8];
        self.try_fill_bytes(&mut bytes)?;
        Ok(u64::from_le_bytes(bytes))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        aws_lc_rs::rand::fill(bytes).expect("the operating system's generator works; nothing can be issued without it");
        Ok(())
    }
}

impl TryCryptoRng for SystemRandom {}
