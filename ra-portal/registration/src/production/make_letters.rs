//! Making the PIN letters that are due: the certificate authority releases the PIN, which becomes a letter in memory and is
//! stored encrypted.

use zeroize::Zeroizing;

use super::Production;
use super::letter::{DuePinLetter, PinLetterFacts};
use crate::fault::{Fault, Never, Settled};
use crate::settings::Supplier;

/// Renders the document of a PIN letter, for printing; its error is for the log.
pub type RenderPinLetter = fn(&PinLetterFacts, &Supplier) -> Result<Zeroizing<Vec<u8>>, String>;

impl Production {
    /// Makes the letters that are due. One that cannot be made does not delay the others.
    pub(crate) async fn make_letters(&self, render: RenderPinLetter) -> Result<(), Fault<Never>> {
        let mut settled = Settled::default();
        for due in self.pin_letters_due().await? {
            settled.note(self.make_letter(&due, render).await)?;
        }
        settled.end()
    }

    async fn make_letter(&self, due: &DuePinLetter, render: RenderPinLetter) -> Result<(), Fault<Never>> {
        let facts = match self.release_pin(due).await {
            Ok(facts) => facts,
            Err(Fault::Failed(failure)) => return Err(Fault::Failed(failure)),
            Err(Fault::Refused(refusal)) => {
                tracing::error!(order = %due.number, %refusal, "a PIN letter cannot be made");
                return Ok(());
            }
        };
        let supplier = self.core.environment.settings.supplier.clone();
        let made = tokio::task::spawn_blocking(move || render(&facts, &supplier)).await;
        match made.map_err(|fault| fault.to_string()).and_then(|made| made) {
            Ok(letter) => self.keep_pin_letter(due, &letter).await,
            Err(fault) => {
                tracing::error!(order = %due.number, %fault, "a PIN letter cannot be made");
                Ok(())
            }
        }
    }
}
