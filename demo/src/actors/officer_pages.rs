//! What an officer does on the desk's pages.

use crate::DemoError;
use crate::browser::{Browser, BrowserError, Page};

/// Where the officer found the court's list.
const LIST: &str = "https://courts.sceau.example.org/rennes/experts-2026.pdf";

/// An officer, with a browser that presents the officer's certificate.
#[derive(Clone)]
pub struct OfficerPages {
    /// The browser.
    pub browser: Browser,
}

impl OfficerPages {
    /// The page of an order, found in the queue by its number.
    ///
    /// # Errors
    /// If the queue does not list it.
    pub async fn order(&self, number: &str) -> Result<Page, BrowserError> {
        let queue = self.browser.open("/officer").await?.answered(200)?;
        let links = queue.attributes("table th a", "href").into_iter().zip(queue.texts("table th a"));
        let link = links.into_iter().find(|(_, text)| text == number).map(|(link, _)| link);
        let link = link.ok_or_else(|| queue.lacks(&format!("{number} in the queue")))?;
        self.browser.open(&link).await
    }

    /// Looks at the page of every file that the page of an order lists.
    ///
    /// # Errors
    /// If a page is not shown.
    pub async fn open_files(&self, order: &Page) -> Result<(), DemoError> {
        for piece in order.attributes(".piece a[href*='?piece=']", "href") {
            let piece = self.browser.open(&piece).await?.answered(200)?;
            for picture in piece.attributes(".piece img", "src") {
                self.browser.open(&picture).await?.answered(200)?;
            }
        }
        Ok(())
    }

    /// Opens and accepts every piece, with the address of the court's list where it is asked for.
    ///
    /// # Errors
    /// If a page is not as expected.
    pub async fn accept_pieces(&self, number: &str) -> Result<Page, DemoError> {
        let mut page = self.order(number).await?;
        self.open_files(&page).await?;
        for accept in page.attributes("form[action$='/accept']", "action") {
            let mut form = page.form(&accept)?;
            for field in page.attributes(&format!("form[action='{accept}'] input[type='url']"), "name") {
                form = form.with(&field, LIST);
            }
            page = form.send().await?.answered(200)?;
        }
        Ok(page)
    }

    /// Refuses a piece with a reason in the officer's own words.
    ///
    /// # Errors
    /// If a page is not as expected.
    pub async fn refuse_piece(&self, number: &str, piece: &str, words: &str) -> Result<Page, DemoError> {
        let form = self.order(number).await?.form(&format!("/pieces/{piece}/refuse"))?;
        Ok(form.with(&format!("words-{piece}"), words).send().await?.answered(200)?)
    }

    /// Records an identity check on a date given as day, month, year.
    ///
    /// # Errors
    /// If a page is not as expected.
    pub async fn check_identity(&self, number: &str, on: [&str; 3]) -> Result<Page, DemoError> {
        let form = self.order(number).await?.form("/identity-check")?;
        let [day, month, year] = on;
        let form = form.with("on-day", day).with("on-month", month).with("on-year", year).with("place", "Rennes");
        let form = form.with("document", "passport").with("number-end", "4X71");
        let form =
            form.with("document-expires-day", "30").with("document-expires-month", "9").with("document-expires-year", "2031");
        Ok(form.send().await?.answered(200)?)
    }

    /// Opens the files and reviews the order, the first of the two decisions.
    ///
    /// # Errors
    /// If a page is not as expected.
    pub async fn review(&self, number: &str) -> Result<Page, DemoError> {
        let page = self.order(number).await?;
        self.open_files(&page).await?;
        Ok(page.form("/review")?.send().await?.answered(200)?)
    }

    /// Opens the files and authorises the order, the second of the two decisions.
    ///
    /// # Errors
    /// If a page is not as expected.
    pub async fn authorise(&self, number: &str) -> Result<Page, DemoError> {
        let page = self.order(number).await?;
        self.open_files(&page).await?;
        Ok(page.form("/authorise")?.send().await?.answered(200)?)
    }

    /// Records a bank transfer; `date` as `2026-11-22`.
    ///
    /// # Errors
    /// If a page is not as expected. A refused transfer is a page, not an error.
    pub async fn record_transfer(&self, date: &str, amount: &str, reference: &str) -> Result<Page, BrowserError> {
        let form = self.browser.open("/officer/transfers").await?.answered(200)?.form("/officer/transfers")?;
        let form = form.with("date", date).with("amount", amount).with("reference", reference);
        form.with("payer", "M KERVADEC").send().await
    }

    /// Waits for an order's PIN letter and opens it.
    ///
    /// # Errors
    /// If there is none within 20 s.
    pub async fn pin_letter(&self, number: &str) -> Result<Vec<u8>, DemoError> {
        let mut tries = 200;
        loop {
            let page = self.browser.open("/officer/production").await?.answered(200)?;
            if let Some(letter) = self.row_link(&page, number) {
                return Ok(self.browser.open(&letter).await?.answered(200)?.bytes().to_vec());
            }
            tries -= 1;
            if tries == 0 {
                return Err(page.lacks(&format!("a PIN letter of {number}")).into());
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
    }

    fn row_link(&self, page: &Page, number: &str) -> Option<String> {
        let letters = page.attributes("a[href$='/pin-letter.pdf']", "href").into_iter();
        letters.zip(page.texts("a[href$='/pin-letter.pdf']")).find(|(_, text)| text.contains(number)).map(|(link, _)| link)
    }

    /// Marks the letter of an order as printed.
    ///
    /// # Errors
    /// If a page is not as expected.
    pub async fn letter_printed(&self, order: &str) -> Result<Page, DemoError> {
        let page = self.browser.open("/officer/production").await?;
        Ok(page.form(&format!("{order}/letter-printed"))?.send().await?.answered(200)?)
    }

    /// Ships the token of an order.
    ///
    /// # Errors
    /// If a page is not as expected.
    pub async fn ship(&self, order: &str, tracking: &str) -> Result<Page, DemoError> {
        let page = self.browser.open("/officer/production").await?;
        let form = page.form(&format!("{order}/shipped"))?;
        Ok(form.with(&format!("tracking-{order}"), tracking).send().await?.answered(200)?)
    }
}
