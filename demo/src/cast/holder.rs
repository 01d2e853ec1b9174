//! A holder in the holder's space, and at the emergency page.

use crate::DemoError;
use crate::visitor::{Page, VisitError, Visitor};

/// A holder at a browser that shows a certificate of the token.
#[derive(Clone)]
pub struct Holder {
    /// The browser.
    pub browser: Visitor,
}

impl Holder {
    /// The first visit, which leads to checking the data: accepts them. Returns the next page, the code's.
    ///
    /// # Errors
    /// When a page is not as expected.
    pub async fn accept(&self) -> Result<Page, DemoError> {
        let page = self.browser.open("/holder").await?.answered(200)?;
        Ok(page.form("/holder/acceptance")?.with("answer", "accept").send().await?.answered(200)?)
    }

    /// Defines an emergency revocation code for each certificate. Returns the next page, the PUK's at a first visit.
    ///
    /// # Errors
    /// When a page is not as expected.
    pub async fn define_codes(&self, main: &str, companion: &str) -> Result<Page, DemoError> {
        let form = self.browser.open("/holder/code?each=yes").await?.form("/holder/code")?;
        let form = form.with("code-main", main).with("code-main-again", main);
        let form = form.with("code-companion", companion).with("code-companion-again", companion);
        Ok(form.send().await?.answered(200)?)
    }

    /// Collects the PUK: six digits, shown once.
    ///
    /// # Errors
    /// When it is not shown.
    pub async fn collect_puk(&self) -> Result<String, DemoError> {
        let page = self.browser.open("/holder/puk").await?;
        let shown = page.form("/holder/puk")?.send().await?.answered(200)?;
        puk(&shown).ok_or_else(|| shown.lacks("a PUK").into())
    }

    /// Answers the emergency page's questions; `contact` is an e-mail address or a token's number. Returns the confirmation.
    ///
    /// # Errors
    /// When there is no answer; refused answers are a page too.
    pub async fn answer_emergency(
        anybody: &Visitor,
        name: &str,
        contact: &str,
        birth: [&str; 3],
        code: &str,
    ) -> Result<Page, VisitError> {
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
