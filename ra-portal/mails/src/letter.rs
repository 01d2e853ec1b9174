//! The content of each kind of message, part by part.

use i18n::{ObjectWords, Words};
use policies::{Object, PieceName};
use registration::messages::{Amount, CertificateEnds, CodePurpose, Content, OrderFacts};
use registration::orders::Awaited;
use secrecy::ExposeSecret;

use super::Letterhead;

/// The parts of a message, in the reader's language.
pub(super) struct Letter {
    pub(super) subject: String,
    /// The first line, which states the main point.
    pub(super) lead: String,
    /// A one-time code, shown below the first line.
    pub(super) code: Option<String>,
    pub(super) paragraphs: Vec<String>,
    /// Labels and values.
    pub(super) facts: Vec<(String, String)>,
    /// The link to what the recipient should do next: its label and URL.
    pub(super) action: Option<(String, String)>,
}

/// The variable parts of a message. Its texts are `messages-<name>-subject`, `-lead`, `-text` and, if it has a link, `-action`.
struct Outline {
    name: &'static str,
    /// The product of the order that the message is about.
    product: Option<String>,
    /// The values of the variables in the texts.
    values: Vec<(&'static str, String)>,
    /// Keys and values below the text.
    facts: Vec<(&'static str, String)>,
    code: Option<String>,
    link: Option<String>,
}

impl Outline {
    fn new(name: &'static str) -> Self {
        Self { name, product: None, values: Vec::new(), facts: Vec::new(), code: None, link: None }
    }

    fn about(name: &'static str, order: &OrderFacts) -> Self {
        let number = order.number.to_string();
        let outline = Self { product: Some(order.product.clone()), ..Self::new(name) };
        outline.value("number", number.clone()).fact("messages-order", number).fact("messages-holder", order.holder.clone())
    }

    fn value(mut self, variable: &'static str, value: String) -> Self {
        self.values.push((variable, value));
        self
    }

    fn fact(mut self, key: &'static str, value: String) -> Self {
        self.facts.push((key, value));
        self
    }

    fn link(self, site: &str, path: &str) -> Self {
        Self { link: Some(format!("{site}{path}")), ..self }
    }
}

impl Letter {
    pub(super) fn new(content: &Content, t: Words, head: &Letterhead) -> Self {
        let outline = outline(content, t, head);
        let object = outline.product.as_deref().map(|product| object(product, t, head));
        let mut values: Vec<_> = outline.values.iter().map(|(variable, value)| (*variable, value.as_str())).collect();
        values.extend(object.iter().flat_map(ObjectWords::variables));
        let said = |part: &str| t.with(&format!("messages-{}-{part}", outline.name), &values);
        Self {
            subject: said("subject"),
            lead: said("lead"),
            code: outline.code,
            paragraphs: said("text").split("\n\n").map(|paragraph| paragraph.trim().to_owned()).collect(),
            facts: outline.facts.iter().map(|(key, value)| (t.with(key, &values), value.clone())).collect(),
            action: outline.link.map(|link| (said("action"), link)),
        }
    }
}

fn outline(content: &Content, t: Words, head: &Letterhead) -> Outline {
    let (public, certificate) = (head.public_site.as_str(), head.certificate_site.as_str());
    let order_page = |order: &OrderFacts| format!("/orders/{}", order.id);
    match content {
        Content::OneTimeCode { code, purpose } => {
            let name = match purpose {
                CodePurpose::SignUp => "code-sign-up",
                CodePurpose::SignIn => "code-sign-in",
                CodePurpose::NewPassword => "code-new-password",
            };
            let outline = Outline::new(name).value("minutes", head.code_minutes.to_string());
            Outline { code: Some(code.0.expose_secret().to_owned()), ..outline }
        }
        Content::AlreadyRegistered => Outline::new("already-registered").link(public, "/sign-in"),
        Content::NoAccount => Outline::new("no-account").link(public, "/sign-up"),
        Content::PasswordChanged { at } => {
            Outline::new("password-changed").value("at", t.moment(at)).link(public, "/forgotten-password")
        }
        Content::OrderReceived(order, amount) => payable(Outline::about("order-received", order), amount, t, head)
            .link(public, &format!("{}/payment", order_page(order))),
        Content::PartlyPaid(order, amount) => {
            payable(Outline::about("partly-paid", order), amount, t, head).link(public, &format!("{}/payment", order_page(order)))
        }
        Content::Overpaid(order, amount, invoice) => {
            let excess = t.money(amount.received_cents - amount.price_cents);
            Outline::about("overpaid", order)
                .value("excess", excess.clone())
                .value("invoice", invoice.as_str().to_owned())
                .fact("messages-received", t.money(amount.received_cents))
                .fact("messages-excess", excess)
                .link(public, &order_page(order))
        }
        Content::Paid(order, invoice) => Outline::about("paid", order)
            .value("invoice", invoice.as_str().to_owned())
            .fact("messages-invoice", invoice.as_str().to_owned())
            .link(public, &format!("{}/invoice.pdf", order_page(order))),
        Content::Refunded { order, amount_cents, invoice } => Outline::about("refunded", order)
            .value("amount", t.money(amount_cents))
            .value("invoice", invoice.as_str().to_owned())
            .fact("messages-refunded", t.money(amount_cents))
            .link(public, &order_page(order)),
        Content::DossierReceived { order, awaited } => dossier_received(order, awaited, t).link(public, &order_page(order)),
        Content::PieceRefused { order, piece, reason, until } => Outline::about("piece-refused", order)
            .value("piece", piece_name(piece, t, head))
            .value("reason", reason.clone())
            .value("until", t.day_of(until))
            .link(public, &format!("{}/dossier", order_page(order))),
        Content::Authorised(order) => Outline::about("authorised", order).link(public, &order_page(order)),
        Content::Shipped { order, tracking } => {
            let outline = Outline::about("shipped", order).link(public, &order_page(order));
            match tracking {
                Some(number) => outline.fact("messages-tracking", number.clone()),
                None => outline,
            }
        }
        Content::Activate(order) => Outline::about("activate", order).link(certificate, "/holder"),
        Content::Accepted(order) => Outline::about("accepted", order).link(certificate, "/holder"),
        Content::WrongDataReported(order) => Outline::about("wrong-data-reported", order).link(public, &order_page(order)),
        Content::CodeDefined { order, changed } => {
            let name = if *changed { "code-changed" } else { "code-defined" };
            Outline::about(name, order).link(certificate, "/holder")
        }
        Content::PukShown(order) => Outline::about("puk-shown", order).link(public, "/revocation"),
        Content::WrongCodesTried { order, count } => {
            Outline::about("wrong-codes-tried", order).value("count", t.number(u64::from(*count))).link(certificate, "/holder")
        }
        Content::Revoked { order, token, at } => Outline::about("revoked", order)
            .value("token", token.to_string())
            .value("at", t.moment(at))
            .fact("messages-token", token.to_string())
            .link(public, "/experts"),
        Content::CertificateEnds(ends) => certificate_ends(ends, t).link(certificate, "/officer/officers"),
    }
}

/// Words for the object of a product; those of a card if the policies no longer describe the product.
pub(super) fn object(product: &str, t: Words, head: &Letterhead) -> ObjectWords {
    let offer = product.parse().ok().and_then(|product| head.policies.offer(&product));
    t.object(offer.map_or(Object::Card, |offer| offer.object).name())
}

/// The name of a piece in mails; its key if the policies no longer describe it.
fn piece_name(piece: &PieceName, t: Words, head: &Letterhead) -> String {
    let described = head.policies.piece(piece);
    described.map_or_else(|| piece.to_string(), |described| t.pick(described.in_mail.french_and_english()))
}

/// Tells the applicant what is still awaited from them, if anything, while officers check the dossier.
fn dossier_received(order: &OrderFacts, awaited: &[Awaited], t: Words) -> Outline {
    if awaited.is_empty() {
        return Outline::about("dossier-received", order);
    }
    let tasks: Vec<String> = awaited.iter().map(|what| t.say(&format!("messages-task-{}", what.name()))).collect();
    Outline::about("dossier-received-tasks", order).value("tasks", tasks.join("\n\n"))
}

/// Reminds an officer that their own or a colleague's certificate expires, and says whether another officer must be enrolled first.
fn certificate_ends(ends: &CertificateEnds, t: Words) -> Outline {
    let name = match (ends.own, ends.two_others) {
        (true, true) => "certificate-ends",
        (true, false) => "certificate-ends-third-first",
        (false, true) => "colleague-certificate-ends",
        (false, false) => "colleague-certificate-ends-third-first",
    };
    Outline::new(name).value("name", ends.officer.clone()).value("day", t.day_of(ends.until)).value("at", t.moment(ends.until))
}

/// Adds the amount due, the deadline and the details for a bank transfer.
fn payable(outline: Outline, amount: &Amount, t: Words, head: &Letterhead) -> Outline {
    let number = outline.values.iter().find(|(variable, _)| *variable == "number").map(|(_, number)| number.clone());
    let due = t.money(amount.price_cents - amount.received_cents);
    let outline = outline
        .value("price", t.money(amount.price_cents))
        .value("received", t.money(amount.received_cents))
        .value("due", due.clone())
        .value("by", t.day(amount.by));
    let outline = match amount.received_cents {
        0 => outline.fact("messages-amount", due),
        received => outline
            .fact("messages-price", t.money(amount.price_cents))
            .fact("messages-received", t.money(received))
            .fact("messages-due", due),
    };
    outline
        .fact("messages-payable-by", t.day(amount.by))
        .fact("messages-iban", head.supplier.iban.clone())
        .fact("messages-bic", head.supplier.bic.clone())
        .fact("messages-reference", number.unwrap_or_default())
}
