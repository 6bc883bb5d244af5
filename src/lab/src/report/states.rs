//! How the verdicts fell.

use spotcheck::State;

use super::StatesReport;
use crate::metrics::bootstrap::Draws;
use crate::metrics::calibration::weighted_mean;
use crate::metrics::{Scored, count_groups};

/// Shares of the states and the accuracy of what was answered; `None` unless every picture has a verdict.
pub(super) fn states(scored: &[Scored], draws: &Draws) -> Option<StatesReport> {
    if scored.iter().any(|one| one.state.is_none()) {
        return None;
    }
    let indicator = |hit: &dyn Fn(&Scored) -> bool| -> Vec<f64> {
        let one_or_none = |one| if hit(one) { 1.0 } else { 0.0 };
        scored.iter().map(one_or_none).collect()
    };
    let of = |wanted: State| indicator(&|one| one.state == Some(wanted));
    let (answer, unsure, unsuitable) =
        (of(State::Answer), of(State::Unsure), of(State::Unsuitable));
    let answered = |one: &Scored| one.state == Some(State::Answer);
    let right = indicator(&|one| answered(one) && one.right());
    let [answer, unsure, unsuitable, accuracy] = draws.intervals(|weights| {
        let answered = weighted_mean(&answer, weights);
        [
            answered,
            weighted_mean(&unsure, weights),
            weighted_mean(&unsuitable, weights),
            weighted_mean(&right, weights) / answered,
        ]
    });
    let groups = count_groups(scored.iter());
    let groups_answered = count_groups(scored.iter().filter(|one| answered(one)));
    Some(StatesReport {
        answer: answer?.or_wilson(groups),
        unsure: unsure?.or_wilson(groups),
        unsuitable: unsuitable?.or_wilson(groups),
        accuracy_when_answered: accuracy.map(|interval| interval.or_wilson(groups_answered)),
    })
}
