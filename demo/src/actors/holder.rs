//! What a holder does in the holder's space and on the emergency page.

use crate::DemoError;
use crate::browser::{Browser, BrowserError, Page};

/// A holder, with a browser that presents a certificate of the token.
#[derive(Clone)]
pub struct Holder {
    /// The browser.
    pub browser: Browser,
}

impl Holder {
    /// Accepts the certificates on the first visit. Returns the next page, which defines the codes.
    ///
    /// # Errors
    /// If a page is not as expected.
    pub async fn accept(&self) -> Result<Page, DemoError> {
        let page = self.browser.open("/holder").await?.answered(200)?;
        Ok(page.form("/holder/acceptance")?.with("answer", "accept").send().await?.answered(200)?)
    }

    /// Defines an emergency revocation code for each certificate. Returns the next page, on a first visit the one with the PUK.
    ///
    /// # Errors
    /// If a page is not as expected.
    pub async fn define_codes(&self, main: &str, companion: &str) -> Result<Page, DemoError> {
        let form = self.browser.open("/holder/code?each=yes").await?.form("/holder/code")?;
        let form = form.with("code-main", main).with("code-main-again", main);
        let form = form.with("code-companion", companion).with("code-companion-again", companion);
        Ok(form.send().await?.answered(200)?)
    }

    /// Reads the PUK: six digits, shown once.
    ///
    /// # Errors
    /// If it is not shown.
    pub async fn collect_puk(&self) -> Result<String, DemoError> {
        let page = self.browser.open("/holder/puk").await?;
        let shown = page.form("/holder/puk")?.send().await?.answered(200)?;
        puk(&shown).ok_or_else(|| shown.lacks("a PUK").into())
    }

    /// Answers the questions of the emergency page; `contact` is an e-mail address or a token number. Returns the confirmation page.
    ///
    /// # Errors
    /// If the server does not respond. Refused answers are a page, not an error.
    pub async fn answer_emergency(
        anybody: &Browser,
        name: &str,
        contact: &str,
        birth: [&str; 3],
        code: &str,
    ) -> Result<Page, BrowserError> {
        let form = anybody.open("/revocation").await?.answered(200)?.form("/revocation")?;
        let [day, month, year] = birth;
        let form = form.with("name", name).with("contact", contact).with("code", code).with("reason", "stolen");
        form.with("birth-day", day).with("birth-month", month).with("birth-year", year).send().await
    }
}

/// The six digits on a page that shows a PUK.
fn puk(page: &Page) -> Option<String> {
    let shown = page.texts(".secret").into_iter();
    let digits = |text: String| text.chars().filter(char::is_ascii_digit).collect::<String>();
    shown.map(digits).find(|digits| digits.len() == 6)
}
