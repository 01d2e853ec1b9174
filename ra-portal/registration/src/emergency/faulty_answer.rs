//! Which answer cannot be right, and why.

/// A field of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerField {
    /// Given names and surname.
    Name,
    /// E-mail address or token number.
    Contact,
    /// Birth date.
    BirthDate,
    /// Code.
    Code,
    /// Reason.
    Reason,
    /// Birth place.
    BirthPlace,
    /// End of the identity document.
    DocumentExpires,
}

/// What is wrong with an answer, without knowing whose it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AnswerFault {
    /// Left out.
    #[error("an answer is missing")]
    Missing,
    /// Longer than any right answer.
    #[error("the answer is too long")]
    TooLong,
    /// Neither an e-mail address nor a token number.
    #[error("neither an e-mail address nor a token number")]
    NotAContact,
    /// No date of the calendar.
    #[error("no date of the calendar")]
    NotADate,
    /// A year of two digits that may belong to either century, or to none.
    #[error("the year wants four digits")]
    TwoCenturies,
    /// A birth date in the future, or before 1900.
    #[error("nobody was born then")]
    NotABirthDate,
    /// No reason of the list.
    #[error("no reason of the list")]
    NotAReason,
}

/// A field and what is wrong with it.
pub type FaultyAnswer = (AnswerField, AnswerFault);
