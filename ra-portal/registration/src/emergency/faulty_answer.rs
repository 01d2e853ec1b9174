//! Which answer cannot be right, and why.

/// A field of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerField {
    Name,
    Contact,
    BirthDate,
    /// The emergency revocation code.
    Code,
    Reason,
    BirthPlace,
    /// End of the identity document.
    DocumentExpires,
}

/// What is wrong with an answer, whoever the holder may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AnswerFault {
    #[error("an answer is missing")]
    Missing,
    /// Longer than any right answer.
    #[error("the answer is too long")]
    TooLong,
    /// The code has fewer or more symbols than any code.
    #[error("not as long as a code")]
    CodeLength,
    /// The code contains a symbol that no code contains.
    #[error("not a symbol of codes")]
    CodeSymbol,
    /// Neither an e-mail address nor a token number.
    #[error("neither an e-mail address nor a token number")]
    NotAContact,
    /// Not a date of the calendar.
    #[error("not a date of the calendar")]
    NotADate,
    /// A year of two digits that may belong to either century, or to none.
    #[error("the year needs four digits")]
    TwoCenturies,
    /// A birth date in the future, or before 1900.
    #[error("a birth date in the future or before 1900")]
    NotABirthDate,
    /// Not a reason of the list.
    #[error("not a reason of the list")]
    NotAReason,
}

/// A field and what is wrong with it.
pub type FaultyAnswer = (AnswerField, AnswerFault);
