//! From scored pictures to the report.

use anyhow::{Result, ensure};

mod figures;

use super::states::states;
use super::subgroups::subgroups;
use super::{
    AtFixed, AveragedRates, Averages, BandPoint, Bootstrap, ClassReport, CoveragePoint,
    PositiveReport, RankingReport, Report, SelectionReport, Subject,
};
use crate::metrics::answers::{answers, prevalence};
use crate::metrics::bootstrap::Draws;
use crate::metrics::calibration::Forecasts;
use crate::metrics::classification::{Confusion, Rates};
use crate::metrics::curves::{Curve, Ranking};
use crate::metrics::selection::Selection;
use crate::metrics::{Interval, Scored, Weights, count_groups, mean, one_against_rest};

/// Samples redrawn for the intervals.
const ROUNDS: usize = 1000;
/// Fixed, so that the same model on the same data always gives the same report.
const SEED: u64 = 20_260_101;
/// Bins of the expected calibration error and of the diagrams.
const BINS: usize = 15;
/// Most points of a curve in the report.
const POINTS: usize = 200;
/// Places of the band around a ROC curve.
const BAND: usize = 101;
/// Specificities at which sensitivity is told.
const SPECIFICITIES: [f64; 3] = [0.80, 0.90, 0.95];
/// Sensitivities at which specificity is told.
const SENSITIVITIES: [f64; 2] = [0.90, 0.95];
/// The group whose ROC curve matters most.
const MALIGNANT: &str = "malignant";
/// Likewise, of tasks with more than two classes that are not about cancer alone.
const DISEASE: &str = "disease";

/// Measures scored pictures.
///
/// # Errors
/// When there are none, or one does not fit the subject's classes.
pub fn build(subject: Subject, scored: &[Scored]) -> Result<Report> {
    check(&subject, scored)?;
    let sample = Sample::new(&subject, scored);
    let positive = sample.positive(&subject);
    let verdicts = states(scored, &sample.draws);
    let confusion = sample.confusion(sample.draws.once());
    let averages = sample.averages();
    let classes = sample.class_reports(&subject);
    Ok(Report {
        n: scored.len(),
        n_groups: count_groups(scored.iter()),
        bootstrap: Bootstrap {
            rounds: ROUNDS,
            seed: SEED,
            level: 0.95,
        },
        figures: sample.figures(&averages, &classes, positive.as_ref(), verdicts.as_ref()),
        subgroups: subgroups(scored, &sample.draws, sample.classes, positive.as_ref()),
        classes,
        averages,
        confusion_normalised: confusion.normalised(),
        confusion,
        reliability: sample.confidence().diagram(sample.draws.once()),
        answers: answers(&subject.classes, &subject.groups, scored),
        prevalence: prevalence(&subject.classes, &subject.groups, scored),
        selection: sample.selection(subject.abstain),
        states: verdicts,
        positive,
        model: subject.model,
        version: subject.version,
        title: subject.title,
        data: subject.data,
        split: subject.split,
        limits: subject.limits,
        command: subject.command,
    })
}

fn check(subject: &Subject, scored: &[Scored]) -> Result<()> {
    let classes = subject.classes.len();
    ensure!(!scored.is_empty(), "there is no picture to evaluate");
    for (index, one) in scored.iter().enumerate() {
        ensure!(
            one.label < classes && one.probabilities.len() == classes,
            "scored picture {index} has label {} and {} probabilities, but {} has {classes} classes",
            one.label,
            one.probabilities.len(),
            subject.model
        );
        ensure!(
            one.probabilities.iter().all(|value| value.is_finite()),
            "scored picture {index} has a probability that is not finite"
        );
    }
    Ok(())
}

/// The scored pictures with their draws, and what is the same in all of them.
struct Sample<'scored> {
    scored: &'scored [Scored],
    draws: Draws,
    classes: usize,
    /// True class, predicted class.
    cells: Vec<(usize, usize)>,
    /// Each class against the others.
    rankings: Vec<Ranking>,
}

impl<'scored> Sample<'scored> {
    fn new(subject: &Subject, scored: &'scored [Scored]) -> Self {
        let groups: Vec<&str> = scored.iter().map(|one| one.group.as_str()).collect();
        let classes = subject.classes.len();
        Self {
            scored,
            draws: Draws::new(&groups, ROUNDS, SEED),
            classes,
            cells: scored
                .iter()
                .map(|one| (one.label, one.predicted()))
                .collect(),
            rankings: (0..classes)
                .map(|class| one_against_rest(scored.iter(), &[class]))
                .collect(),
        }
    }

    fn confusion(&self, weights: &Weights) -> Confusion {
        let cells = self.cells.iter().zip(weights);
        Confusion::count(
            self.classes,
            cells.map(|(&(label, predicted), &weight)| (label, predicted, u64::from(weight))),
        )
    }

    fn groups_where(&self, keep: impl Fn(&Scored) -> bool) -> usize {
        count_groups(self.scored.iter().filter(|one| keep(one)))
    }

    /// How many groups the rarest class has, of those that occur.
    fn rarest(&self) -> usize {
        let counts = (0..self.classes).map(|class| self.groups_where(|one| one.label == class));
        counts.filter(|&count| count > 0).min().unwrap_or(0)
    }

    /// The likeliest class's probability, and whether it is right.
    fn confidence(&self) -> Forecasts {
        Forecasts::new(self.answers(), BINS)
    }

    fn answers(&self) -> impl Iterator<Item = (usize, f32, bool)> {
        self.scored
            .iter()
            .enumerate()
            .map(|(index, one)| (index, one.confidence(), one.right()))
    }

    fn class_reports(&self, subject: &Subject) -> Vec<ClassReport> {
        let once = self.confusion(self.draws.once());
        subject
            .classes
            .iter()
            .zip(&self.rankings)
            .enumerate()
            .map(|(class, (told, ranking))| {
                let [precision, recall, f1] = self.draws.intervals(|weights| {
                    let confusion = self.confusion(weights);
                    [
                        or_nan(confusion.precision(class)),
                        or_nan(confusion.recall(class)),
                        or_nan(confusion.f1(class)),
                    ]
                });
                ClassReport {
                    code: told.code.clone(),
                    name: told.name.clone(),
                    group: told.group.clone(),
                    support: once.support(class),
                    predicted: once.given(class),
                    precision: precision.map(|interval| {
                        interval.or_wilson(self.groups_where(|one| one.predicted() == class))
                    }),
                    recall: recall.map(|interval| {
                        interval.or_wilson(self.groups_where(|one| one.label == class))
                    }),
                    f1,
                    ranking: self.ranking_report(ranking, &[class]),
                }
            })
            .collect()
    }

    fn averages(&self) -> Averages {
        let of_draws = |average: fn(&Confusion) -> Rates| {
            let [precision, recall, f1] = self.draws.intervals(|weights| {
                let rates = average(&self.confusion(weights));
                [rates.precision, rates.recall, rates.f1]
            });
            AveragedRates {
                precision,
                recall,
                f1,
            }
        };
        let [macro_auc, macro_average_precision] = self.draws.intervals(|weights| {
            let curves: Vec<Curve> = self
                .rankings
                .iter()
                .map(|ranking| ranking.curve(weights))
                .filter(Curve::has_both)
                .collect();
            [
                mean(curves.iter().filter_map(Curve::area_under_roc)),
                mean(curves.iter().filter_map(Curve::average_precision)),
            ]
        });
        let rarest = self.rarest();
        let of_classes = |mean: Option<Interval>| mean.map(|mean| mean.or_wilson(rarest));
        Averages {
            macro_average: of_draws(Confusion::macro_average),
            weighted: of_draws(Confusion::weighted_average),
            macro_auc: of_classes(macro_auc),
            macro_average_precision: of_classes(macro_average_precision),
        }
    }

    fn ranking_report(&self, ranking: &Ranking, positive: &[usize]) -> RankingReport {
        let [auc, precision, low, middle, high, sensitive, very_sensitive] =
            self.draws.intervals(|weights| {
                let curve = ranking.curve(weights);
                let [low, middle, high] = SPECIFICITIES;
                let [sensitive, very_sensitive] = SENSITIVITIES;
                [
                    curve.area_under_roc(),
                    // Without negatives there is nothing to be precise about.
                    curve.average_precision().filter(|_| curve.has_both()),
                    curve.sensitivity_at(low),
                    curve.sensitivity_at(middle),
                    curve.sensitivity_at(high),
                    curve.specificity_at(sensitive),
                    curve.specificity_at(very_sensitive),
                ]
                .map(or_nan)
            });
        let curve = ranking.curve(self.draws.once());
        let held = |fixed: &[f64],
                    reached: &[Option<Interval>],
                    groups: usize,
                    threshold: fn(&Curve, f64) -> Option<f32>| {
            let pairs = fixed.iter().zip(reached);
            pairs
                .map(|(&fixed, reached)| AtFixed {
                    fixed,
                    reached: reached.map(|interval| interval.or_wilson(groups)),
                    threshold: threshold(&curve, fixed),
                })
                .collect()
        };
        let positives = self.groups_where(|one| positive.contains(&one.label));
        let negatives = self.groups_where(|one| !positive.contains(&one.label));
        // An area is a share of pairs, of which no more are independent than the rarer side has groups.
        let of_pairs =
            |area: Option<Interval>| area.map(|area| area.or_wilson(positives.min(negatives)));
        RankingReport {
            auc: of_pairs(auc),
            average_precision: of_pairs(precision),
            sensitivity_at_specificity: held(
                &SPECIFICITIES,
                &[low, middle, high],
                positives,
                Curve::threshold_at_specificity,
            ),
            specificity_at_sensitivity: held(
                &SENSITIVITIES,
                &[sensitive, very_sensitive],
                negatives,
                Curve::threshold_at_sensitivity,
            ),
            curve: curve.points(POINTS),
        }
    }

    fn positive(&self, subject: &Subject) -> Option<PositiveReport> {
        let (code, title, members) = positive_classes(subject)?;
        let ranking = one_against_rest(self.scored.iter(), &members);
        let rates: [f64; BAND] = std::array::from_fn(|place| place as f64 / (BAND - 1) as f64);
        let band = self.draws.intervals(|weights| {
            let curve = ranking.curve(weights);
            rates.map(|fpr| or_nan(curve.drawn_sensitivity(fpr)))
        });
        let forecasts = self.scored.iter().enumerate().map(|(index, one)| {
            let (probability, truth) = (one.probability_of(&members), &one.label);
            (index, probability, members.contains(truth))
        });
        Some(PositiveReport {
            classes: subject
                .classes
                .iter()
                .enumerate()
                .filter(|(class, _)| members.contains(class))
                .map(|(_, class)| class.code.clone())
                .collect(),
            support: ranking.curve(self.draws.once()).positives(),
            roc_band: rates
                .into_iter()
                .zip(band)
                .filter_map(|(fpr, interval)| {
                    let Interval { low, high, .. } = interval?;
                    Some(BandPoint { fpr, low, high })
                })
                .collect(),
            reliability: Forecasts::new(forecasts, BINS).diagram(self.draws.once()),
            ranking: self.ranking_report(&ranking, &members),
            members,
            title,
            code,
        })
    }

    fn surest_first(&self) -> Selection {
        let answers = self.answers();
        Selection::new(answers.map(|(index, sure, right)| (index, sure, !right)))
    }

    fn selection(&self, abstain: Option<f32>) -> SelectionReport {
        let selection = self.surest_first();
        let once = self.draws.once();
        SelectionReport {
            aurc: self.draws.interval(|weights| selection.area(weights)),
            curve: selection.points(once, POINTS),
            shipped: abstain.and_then(|threshold| selection.at(once, threshold)),
            tenths: (1..=10)
                .rev()
                .filter_map(|tenths| {
                    let coverage = f64::from(tenths) / 10.0;
                    let error = selection.risk_at(once, coverage)?;
                    Some(CoveragePoint { coverage, error })
                })
                .collect(),
        }
    }
}

/// Code, title and classes of what counts as positive: the malignant group, or else the second of two classes, or else
/// the group of the ill.
fn positive_classes(subject: &Subject) -> Option<(String, String, Vec<usize>)> {
    let group = |code: &str| {
        let members: Vec<usize> = subject
            .classes
            .iter()
            .enumerate()
            .filter(|(_, class)| class.group == code)
            .map(|(index, _)| index)
            .collect();
        let group = subject.groups.iter().find(|group| group.code == code)?;
        let divides = !members.is_empty() && members.len() < subject.classes.len();
        divides.then(|| (group.code.clone(), group.title.clone(), members))
    };
    let second = || match subject.classes.as_slice() {
        [_, second] => Some((second.code.clone(), second.name.clone(), vec![1])),
        _ => None,
    };
    group(MALIGNANT).or_else(second).or_else(|| group(DISEASE))
}

fn or_nan(value: Option<f64>) -> f64 {
    value.unwrap_or(f64::NAN)
}
