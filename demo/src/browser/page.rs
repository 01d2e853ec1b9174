//! Pages as a visitor reads and uses them.

use scraper::{ElementRef, Html, Selector};

use super::{Browser, BrowserError, Form};

/// A response: a page with its text, links and forms, or a file.
#[derive(Clone)]
pub struct Page {
    visitor: Browser,
    address: String,
    status: u16,
    headers: http::HeaderMap,
    body: Vec<u8>,
}

/// Maximum length in octets of a page's text in an error.
const BEGINNING: usize = 400;

impl Page {
    pub(super) async fn read(visitor: Browser, response: reqwest::Response) -> Result<Self, reqwest::Error> {
        let (address, status, headers) = (response.url().to_string(), response.status().as_u16(), response.headers().clone());
        Ok(Self { visitor, address, status, headers, body: response.bytes().await?.to_vec() })
    }

    /// Its address after redirects.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Its path.
    #[must_use]
    pub fn path(&self) -> &str {
        self.address.strip_prefix(self.visitor.site()).unwrap_or(&self.address)
    }

    /// Its HTTP status.
    #[must_use]
    pub const fn status(&self) -> u16 {
        self.status
    }

    /// Its HTTP headers.
    #[must_use]
    pub const fn headers(&self) -> &http::HeaderMap {
        &self.headers
    }

    /// Its octets.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.body
    }

    /// Its source.
    #[must_use]
    pub fn source(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    fn parsed(&self) -> Html {
        Html::parse_document(&self.source())
    }

    /// The text of its `main` element, with white space collapsed.
    #[must_use]
    pub fn text(&self) -> String {
        let html = self.parsed();
        let main = select(&html, "main").into_iter().next().unwrap_or_else(|| html.root_element());
        words(main)
    }

    /// The texts of the elements that match a CSS selector.
    #[must_use]
    pub fn texts(&self, selector: &str) -> Vec<String> {
        select(&self.parsed(), selector).into_iter().map(words).collect()
    }

    /// The values of an attribute of the elements that match a CSS selector.
    #[must_use]
    pub fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        let html = self.parsed();
        select(&html, selector).into_iter().filter_map(|element| element.attr(name).map(str::to_owned)).collect()
    }

    /// The page itself, if its text contains `words`.
    ///
    /// # Errors
    /// [`BrowserError::NotThere`] otherwise.
    pub fn saying(self, words: &str) -> Result<Self, BrowserError> {
        if self.text().contains(words) { Ok(self) } else { Err(self.lacks(&format!("“{words}”"))) }
    }

    /// The page itself, if it has this HTTP status.
    ///
    /// # Errors
    /// [`BrowserError::NotThere`] otherwise.
    pub fn answered(self, status: u16) -> Result<Self, BrowserError> {
        if self.status == status { Ok(self) } else { Err(self.lacks(&format!("status {status}"))) }
    }

    /// Follows the first link whose address ends with `address_end`.
    ///
    /// # Errors
    /// If there is none, or the server does not respond.
    pub async fn follow(&self, address_end: &str) -> Result<Self, BrowserError> {
        let links = self.attributes("a[href]", "href");
        let link = links.into_iter().find(|link| link.ends_with(address_end));
        let link = link.ok_or_else(|| self.lacks(&format!("a link to …{address_end}")))?;
        self.visitor.open(&link).await
    }

    /// The first form whose action ends with `address_end`.
    ///
    /// # Errors
    /// If there is none.
    pub fn form(&self, address_end: &str) -> Result<Form, BrowserError> {
        let html = self.parsed();
        let forms = select(&html, "form");
        let found = forms.into_iter().find(|form| form.attr("action").unwrap_or_else(|| self.path()).ends_with(address_end));
        let found = found.ok_or_else(|| self.lacks(&format!("a form to …{address_end}")))?;
        let action = found.attr("action").map_or_else(|| self.path().to_owned(), str::to_owned);
        Ok(Form::of(self.visitor.clone(), action, found))
    }

    /// The error for something that is missing from the page.
    #[must_use]
    pub fn lacks(&self, expected: &str) -> BrowserError {
        let mut text = self.text();
        let end = (0..=BEGINNING.min(text.len())).rev().find(|place| text.is_char_boundary(*place)).unwrap_or(0);
        text.truncate(end);
        BrowserError::NotThere { address: self.address.clone(), status: self.status, expected: expected.to_owned(), text }
    }
}

impl Browser {
    /// Opens a page by its path, or by an absolute link from a mail.
    ///
    /// # Errors
    /// If the server does not respond. A response with any status is a page.
    pub async fn open(&self, address: &str) -> Result<Page, BrowserError> {
        let address = self.absolute(address);
        self.send(self.client.get(&address), address).await
    }

    async fn send(&self, request: reqwest::RequestBuilder, address: String) -> Result<Page, BrowserError> {
        let no_answer = |fault: reqwest::Error| BrowserError::NoAnswer { address: address.clone(), problem: said(&fault) };
        let response = request.send().await.map_err(no_answer)?;
        Page::read(self.clone(), response).await.map_err(no_answer)
    }
}

impl Form {
    /// Sends the form and follows redirects.
    ///
    /// # Errors
    /// If the server does not respond. A response with any status is a page.
    pub async fn send(self) -> Result<Page, BrowserError> {
        let request = self.visitor.request(http::Method::POST, &self.action);
        let request = if self.multipart { request.multipart(self.parts()) } else { request.form(&self.fields) };
        self.visitor.send(request, self.action.clone()).await
    }
}

pub(super) fn select<'a>(html: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    Selector::parse(selector).map_or_else(|_| Vec::new(), |selector| html.select(&selector).collect())
}

fn words(element: ElementRef<'_>) -> String {
    element.text().flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

/// The error with its causes, which reqwest's message leaves out.
fn said(fault: &reqwest::Error) -> String {
    let causes = std::iter::successors(Some(fault as &dyn std::error::Error), |fault| fault.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}
