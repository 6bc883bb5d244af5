//! Spotcheck classifies a close-up photo of a skin spot on the person's own device.
//!
//! This crate is everything between the decoded pixels and what may be said about them. It knows no
//! browser, no files and no training, and it names no backend: the caller passes a Burn device.
//!
//! ```text
//! RGBA8 ─▶ Picture ─crop, resize─▶ RGB8 S×S ─normalise─▶ [1,3,S,S] ─Network─▶ logits, features
//!       ─▶ calibration, novelty, abstention ─▶ Verdict
//! ```
//!
//! [`Classifier`] walks the whole way; each stage is public, so that it can be tested and timed alone.

pub mod calibration;
pub mod card;
pub mod classifier;
pub mod error;
pub mod networks;
pub mod novelty;
pub mod outline;
pub mod picture;
pub mod specimen;
pub mod verdict;
pub mod weights;

pub use card::Card;
pub use classifier::{Classifier, Judged};
pub use error::{Error, ErrorKind, Result};
pub use outline::Outliner;
pub use picture::{Crop, Picture};
pub use verdict::{Heat, Milliseconds, Reason, State, Verdict};
