//! A rendered message: subject, plain text and HTML of a mail, or the text of an SMS.

use askama::Template;
use i18n::Words;
use registration::messages::{Content, Message};

use super::letter::{Letter, object};
use super::{CATALOGUES, Letterhead};

/// A rendered mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mail {
    /// One line.
    pub(crate) subject: String,
    /// The plain-text part.
    pub(crate) text: String,
    /// The HTML part: the same content, without pictures or anything that must be fetched.
    pub(crate) html: String,
}

#[derive(Template)]
#[template(path = "letter.txt")]
struct AsText<'a> {
    letter: &'a Letter,
    footer: &'a Footer,
}

#[derive(Template)]
#[template(path = "letter.html")]
struct AsHtml<'a> {
    t: Words,
    letter: &'a Letter,
    footer: &'a Footer,
}

/// The support contact and the sender.
struct Footer {
    support: String,
    revocation: String,
    supplier: String,
    address: String,
}

impl Mail {
    pub(super) fn of(message: &Message, head: &Letterhead) -> Result<Self, askama::Error> {
        let t = Words::new(message.language, &CATALOGUES);
        let letter = Letter::new(&message.content, t, head);
        let footer = Footer::new(t, head);
        let text = AsText { letter: &letter, footer: &footer }.render()? + "\n";
        let html = AsHtml { t, letter: &letter, footer: &footer }.render()?;
        Ok(Self { subject: letter.subject, text, html })
    }
}

impl Footer {
    fn new(t: Words, head: &Letterhead) -> Self {
        let supplier = &head.supplier;
        let url = format!("{}/revocation", head.public_site);
        let support = [("telephone", supplier.support_telephone.as_str()), ("email", supplier.support_email.as_str())];
        let revocation = [("telephone", supplier.revocation_telephone.as_str()), ("url", url.as_str())];
        Self {
            support: t.with("messages-footer-support", support),
            revocation: t.with("messages-footer-revocation", revocation),
            supplier: supplier.name.clone(),
            address: supplier.address.join(", "),
        }
    }
}

/// The text of an SMS: the activation has its own text, everything else a notice that there is a message.
pub(super) fn sms(message: &Message, head: &Letterhead) -> String {
    let t = Words::new(message.language, &CATALOGUES);
    let holder_space = format!("{}/holder", head.certificate_site);
    match &message.content {
        Content::Activate(order) => {
            let object = object(&order.product, t, head);
            let mut values = object.variables().to_vec();
            values.extend([("number", order.number.as_str()), ("url", holder_space.as_str())]);
            t.with("messages-activate-sms", &values)
        }
        _ => t.with("messages-news-sms", [("url", head.public_site.as_str())]),
    }
}
