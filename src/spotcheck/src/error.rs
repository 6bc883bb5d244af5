//! What can go wrong, in one opaque type with a kind that programs match on and a sentence that people read.

use std::fmt;

/// The result of everything fallible in this crate.
pub type Result<T> = std::result::Result<T, Error>;

/// What kind of thing went wrong. The page translates [`ErrorKind::code`]; new kinds may be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The card is not the JSON that this version reads.
    CardFormat,
    /// The card was written for another version of Spotcheck.
    CardVersion,
    /// The weight file is missing.
    WeightsMissing,
    /// The weight file has another length than the card says.
    WeightsSize,
    /// The weight file's SHA-256 is not the card's.
    WeightsHash,
    /// The weights belong to another network, or are no burnpack file at all.
    WeightsNetwork,
    /// A weight is infinite or not a number.
    WeightsValues,
    /// The pixels do not fit the stated width and height, or there are too many or none.
    PictureSize,
    /// The crop square does not lie inside the picture.
    Crop,
    /// The compute device could not be opened.
    Device,
    /// The engine does not give the known answer for the known picture.
    KnownAnswer,
    /// The forward pass failed, or gave something that is no probability.
    Inference,
}

impl ErrorKind {
    /// A stable machine-readable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::CardFormat => "card-format",
            Self::CardVersion => "card-version",
            Self::WeightsMissing => "weights-missing",
            Self::WeightsSize => "weights-size",
            Self::WeightsHash => "weights-hash",
            Self::WeightsNetwork => "weights-network",
            Self::WeightsValues => "weights-values",
            Self::PictureSize => "picture-size",
            Self::Crop => "crop",
            Self::Device => "device",
            Self::KnownAnswer => "known-answer",
            Self::Inference => "inference",
        }
    }
}

/// An error with its kind and a plain-English sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    kind: ErrorKind,
    message: String,
}

impl Error {
    /// Makes an error; `message` says what happened and, where there is something to do, what.
    #[must_use]
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
        }
    }

    /// What kind of error this is.
    #[must_use]
    pub const fn kind(&self) -> ErrorKind {
        self.kind
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for Error {}
