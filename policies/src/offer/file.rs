//! The format of `offers.toml` and its validation.

use serde::Deserialize;
use toml::Spanned;

use super::{Dated, Object, Offer, OfferWords, Piece};
use crate::document::Document;
use crate::error::PolicyError;
use crate::problem::Problem;
use crate::product::Product;
use crate::sale::Sale;
use crate::{Condition, FileCount, HolderKind, PieceName, ProductName, RequiredPiece, Requirements, Section, Text};

/// Maximum pieces of a dossier.
const MOST_PIECES: usize = 20;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OffersToml {
    piece: Vec<PieceToml>,
    offer: Vec<OfferToml>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PieceToml {
    name: Spanned<PieceName>,
    #[serde(default)]
    signed: bool,
    #[serde(default)]
    covers: Vec<Spanned<Section>>,
    when: Option<Spanned<Condition>>,
    #[serde(default)]
    files: FileCount,
    dated: Option<Dated>,
    #[serde(default)]
    looked_up: bool,
    title: Text,
    hint: Text,
    on_paper: Text,
    in_mail: Text,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OfferToml {
    product: Spanned<ProductName>,
    object: Object,
    holder: Spanned<HolderKind>,
    sections: Vec<Spanned<Section>>,
    pieces: Spanned<Vec<Spanned<PieceName>>>,
    name: Text,
    description: Text,
    on_paper: Text,
    sale: Option<Sale>,
}

/// What offers are validated against.
pub(crate) struct OfferReader<'a> {
    pub(crate) document: Document<'a>,
    pub(crate) products: &'a [Product],
}

impl OfferReader<'_> {
    pub(crate) fn read(&self) -> Result<(Vec<Offer>, Vec<Piece>), PolicyError> {
        let toml: OffersToml = self.document.read()?;
        self.document.refuse_repetition("piece", toml.piece.iter().map(|piece| &piece.name))?;
        self.document.refuse_repetition("offer of", toml.offer.iter().map(|offer| &offer.product))?;
        let pieces = toml.piece.iter().map(|piece| self.piece(piece)).collect::<Result<Vec<_>, _>>()?;
        let offers = toml.offer.iter().map(|offer| self.offer(offer, &pieces)).collect::<Result<_, _>>()?;
        Ok((offers, toml.piece.into_iter().map(PieceToml::described).collect()))
    }

    fn piece(&self, toml: &PieceToml) -> Result<RequiredPiece, PolicyError> {
        self.document.refuse_repetition("section", toml.covers.iter())?;
        if let Some(spelling) = toml.covers.iter().find(|section| *section.get_ref() == Section::Spelling) {
            return Err(self.document.refuse(spelling, Problem::SpellingIsImplied));
        }
        if let Some(choice) = toml.covers.iter().find(|section| !section.get_ref().is_provable()) {
            return Err(self.document.refuse(choice, Problem::NotProvable(*choice.get_ref())));
        }
        if toml.signed && (!toml.covers.is_empty() || toml.when.is_some()) {
            return Err(self.document.refuse(&toml.name, Problem::SignedPieceWithLimits));
        }
        Ok(RequiredPiece {
            name: toml.name.get_ref().clone(),
            signed: toml.signed,
            covers: toml.covers.iter().map(|section| *section.get_ref()).collect(),
            when: toml.when.as_ref().map(|condition| *condition.get_ref()),
            files: toml.files,
        })
    }

    fn offer(&self, toml: &OfferToml, pieces: &[RequiredPiece]) -> Result<Offer, PolicyError> {
        let product = toml.product.get_ref();
        if !self.products.iter().any(|known| known.name == *product) {
            return Err(self.document.refuse(&toml.product, Problem::UnknownProduct(product.clone())));
        }
        let sections = self.sections(toml)?;
        let pieces = self.pieces(toml, &sections, pieces)?;
        let words =
            OfferWords { name: toml.name.clone(), description: toml.description.clone(), on_paper: toml.on_paper.clone() };
        let requirements = Requirements { holder: *toml.holder.get_ref(), sections, pieces };
        Ok(Offer { product: product.clone(), sale: toml.sale.clone(), object: toml.object, words, requirements })
    }

    fn sections(&self, toml: &OfferToml) -> Result<Vec<Section>, PolicyError> {
        self.document.refuse_repetition("section", toml.sections.iter())?;
        let sections: Vec<Section> = toml.sections.iter().map(|section| *section.get_ref()).collect();
        for (place, section) in toml.sections.iter().zip(&sections) {
            if *section == Section::Spelling {
                return Err(self.document.refuse(place, Problem::SpellingIsImplied));
            }
            let earlier = sections.iter().take_while(|earlier| *earlier != section);
            if let Some(first) = section.begins_from().filter(|first| !earlier.clone().any(|earlier| earlier == first)) {
                return Err(self.document.refuse(place, Problem::SectionTooEarly { section: *section, first }));
            }
            if *section == Section::Terms && sections.last() != Some(section) {
                return Err(self.document.refuse(place, Problem::TermsNotLast));
            }
        }
        let missing = |section: &Section| !sections.contains(section);
        if let Some((section, why)) =
            Section::ALL.into_iter().filter(missing).find_map(|section| Some((section, section.needed_for()?)))
        {
            return Err(self.document.refuse(&toml.product, Problem::SectionMissing { section, why }));
        }
        match (toml.holder.get_ref(), sections.contains(&Section::Listing)) {
            (HolderKind::CourtExpert, false) => Err(self.document.refuse(&toml.holder, Problem::ExpertWithoutListing)),
            (HolderKind::Individual, true) => Err(self.document.refuse(&toml.holder, Problem::ListingOfNoExpert)),
            _ => Ok(sections),
        }
    }

    fn pieces(&self, toml: &OfferToml, sections: &[Section], known: &[RequiredPiece]) -> Result<Vec<RequiredPiece>, PolicyError> {
        let names = toml.pieces.get_ref();
        self.document.refuse_repetition("piece", names.iter())?;
        if names.len() > MOST_PIECES {
            return Err(self.document.refuse(&toml.pieces, Problem::TooManyPieces(MOST_PIECES)));
        }
        let mut pieces = Vec::new();
        for place in names {
            let name = place.get_ref();
            let piece = known.iter().find(|piece| piece.name == *name);
            let piece = piece.ok_or_else(|| self.document.refuse(place, Problem::UnknownPiece(name.clone())))?;
            if let Some(section) = piece.covers.iter().find(|section| !sections.contains(section)) {
                let problem = Problem::PieceWithoutSection { piece: name.clone(), section: *section };
                return Err(self.document.refuse(place, problem));
            }
            pieces.push(piece.clone());
        }
        let signed = pieces.iter().filter(|piece| piece.signed).count();
        if signed != 1 {
            return Err(self.document.refuse(&toml.pieces, Problem::SignedPieces(signed)));
        }
        let is_proven = |section: &Section| pieces.iter().any(|piece| piece.when.is_none() && piece.covers.contains(section));
        let to_prove = [Section::Identity, Section::Listing].into_iter().filter(|section| sections.contains(section));
        match to_prove.into_iter().find(|section| !is_proven(section)) {
            Some(section) => Err(self.document.refuse(&toml.pieces, Problem::SectionUnproven(section))),
            None => Ok(pieces),
        }
    }
}

impl PieceToml {
    fn described(self) -> Piece {
        let Self { title, hint, on_paper, in_mail, dated, looked_up, .. } = self;
        Piece { name: self.name.into_inner(), title, hint, on_paper, in_mail, dated, looked_up }
    }
}
