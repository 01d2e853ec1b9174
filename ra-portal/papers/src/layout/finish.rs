//! Turns a laid-out document into PDF/A-3a bytes.

use jiff::tz::TimeZone;
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::embed::EmbeddedFile;
use krilla::error::KrillaError;
use krilla::geom::Point;
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, SpanTag};
use krilla::{Document, SerializeSettings};
use pki::Timestamp;

use super::lines::Alignment;
use super::mark::Mark;
use super::sheet::{Content, HEIGHT, LEFT, MEASURE, RIGHT, Sheet, WIDTH, mm, placed};
use super::style::{HAIRLINE, SMALL};
use super::tree::Drawn;

/// Why a document could not be rendered. It contains no text of the document, which may be personal or secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PaperError {
    /// The result would not be PDF/A-3a and PDF/UA-1.
    #[error("the document would violate {rules} rules of PDF/A or PDF/UA")]
    NotConforming {
        /// Number of rules violated.
        rules: usize,
    },
    /// The PDF library fails, e.g. on a font that it cannot embed or a limit of the format.
    #[error("the document cannot be written as PDF")]
    NotWritable,
}

/// Metadata of a document.
pub(crate) struct Imprint<'a> {
    pub(crate) title: &'a str,
    /// A BCP 47 tag.
    pub(crate) language: &'a str,
    pub(crate) author: &'a str,
    pub(crate) made_at: Timestamp,
    /// Printed at the foot of each page, below the title.
    pub(crate) footer: &'a str,
    /// Formats the page number and the number of pages.
    pub(crate) page: &'a dyn Fn(usize, usize) -> String,
}

impl Sheet {
    /// The document as PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1). Deterministic: the same document gives the same
    /// octets.
    pub(crate) fn finish(mut self, imprint: &Imprint<'_>, attachment: Option<EmbeddedFile>) -> Result<Vec<u8>, PaperError> {
        let configuration = ConfigurationBuilder::new()
            .with_archival_validator(Archival::A3_A)
            .with_accessibility_validator(Accessibility::UA1)
            .finish()
            .expect("both standards allow PDF 1.7");
        let mut document = Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
        let mut drawn = self.tree.undrawn();
        let count = self.pages.len();
        for index in 0..count {
            self.foot(index, count, imprint);
            self.paint(index, &mut document, &mut drawn);
        }
        document.set_tag_tree(self.tree.tagged(&drawn, imprint.language));
        document.set_outline(self.outline());
        document.set_metadata(
            Metadata::new()
                .title(imprint.title.to_owned())
                .language(imprint.language.to_owned())
                .authors(vec![imprint.author.to_owned()])
                .creator("Sceau".to_owned())
                .creation_date(date_time(imprint.made_at)),
        );
        if let Some(file) = attachment {
            document.embed_file(file).ok_or(PaperError::NotWritable)?;
        }
        document.finish().map_err(|error| match error {
            KrillaError::Validation(rules) => PaperError::NotConforming { rules: rules.len() },
            _ => PaperError::NotWritable,
        })
    }

    fn foot(&mut self, index: usize, count: usize, imprint: &Imprint<'_>) {
        let top = HEIGHT - mm(15.0);
        let number = SMALL.line(&(imprint.page)(index + 1, count));
        let width = MEASURE - number.width - 12.0;
        let mut marks: Vec<Mark> = Mark::rectangle(LEFT, top - 5.0, MEASURE, 0.6, HAIRLINE).into_iter().collect();
        marks.push(placed(number, RIGHT, 0.0, top, Alignment::End, &SMALL));
        let shown = |text: &str, width| SMALL.wrap(text, width).into_iter().next();
        let title = shown(imprint.title, width).map(|line| placed(line, LEFT, width, top, Alignment::Start, &SMALL));
        let below = top + SMALL.leading;
        let footer = shown(imprint.footer, MEASURE).map(|line| placed(line, LEFT, MEASURE, below, Alignment::Start, &SMALL));
        marks.extend(title.into_iter().chain(footer));
        self.pages[index].push(Content { part: None, marks });
    }

    fn paint(&self, index: usize, document: &mut Document, drawn: &mut Drawn) {
        let settings = PageSettings::from_wh(WIDTH, HEIGHT).expect("A4 is a size");
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        for content in &self.pages[index] {
            let tag = match content.part {
                Some(_) => ContentTag::Span(SpanTag::empty()),
                None => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)),
            };
            let identifier = surface.start_tagged(tag);
            content.marks.iter().for_each(|mark| mark.draw(&mut surface));
            surface.end_tagged();
            if let Some(part) = content.part {
                drawn.record(part, identifier);
            }
        }
        surface.finish();
        page.finish();
    }

    fn outline(&self) -> Outline {
        let mut outline = Outline::new();
        for bookmark in &self.bookmarks {
            let place = XyzDestination::new(bookmark.page, Point::from_xy(0.0, bookmark.y));
            outline.push_child(OutlineNode::new(bookmark.title.clone(), place));
        }
        outline
    }
}

/// The time in the format of PDF, in UTC.
pub(crate) fn date_time(at: Timestamp) -> DateTime {
    let moment = jiff::Timestamp::from_millisecond(at.as_millis()).unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    let moment = moment.to_zoned(TimeZone::UTC);
    let small = |value: i8| u8::try_from(value).unwrap_or(0);
    DateTime::new(u16::try_from(moment.year()).unwrap_or(0))
        .month(small(moment.month()))
        .day(small(moment.day()))
        .hour(small(moment.hour()))
        .minute(small(moment.minute()))
        .second(small(moment.second()))
        .utc_offset_hour(0)
}
