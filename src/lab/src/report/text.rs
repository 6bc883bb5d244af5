//! The report as plain text.

use std::fmt::Write;

use super::{AveragedRates, RankingReport, Report, SubgroupTable};
use crate::metrics::Interval;

/// What stands where there is too little to tell.
const NOTHING: &str = "–";

/// Writes the report; writing into a `String` cannot fail, so that results of `writeln!` are let go.
pub(super) fn text(report: &Report) -> String {
    let mut text = format!(
        "{} {} on {}, {}: {} pictures in {} groups\n{}\n\n",
        report.model,
        report.version,
        report.data,
        report.split,
        report.n,
        report.n_groups,
        report.title
    );
    let widest = report
        .figures
        .iter()
        .map(|figure| figure.name.chars().count());
    let width = widest.max().unwrap_or(0);
    for figure in &report.figures {
        let _ = writeln!(
            text,
            "{:<width$}  {}",
            figure.name,
            with_interval(Some(figure.interval))
        );
    }
    let _ = writeln!(
        text,
        "\n[95 % intervals: {} redrawn samples by group, seed {}. Brier score: summed over the classes, 0 to 2]",
        report.bootstrap.rounds, report.bootstrap.seed
    );
    classification(&mut text, report);
    confusion(&mut text, report);
    rankings(&mut text, report);
    selection(&mut text, report);
    for table in &report.subgroups {
        subgroups(&mut text, table);
    }
    let _ = writeln!(text, "\nlimits");
    for limit in &report.limits {
        let _ = writeln!(text, "- {limit}");
    }
    let _ = writeln!(text, "\nmade by\n{}", report.command);
    text
}

fn classification(text: &mut String, report: &Report) {
    let width = label_width(report).max("weighted avg".len());
    let _ = writeln!(
        text,
        "\n{:width$}  precision   recall       F1  support",
        ""
    );
    for class in &report.classes {
        let _ = writeln!(
            text,
            "{:>width$}  {:>9} {:>8} {:>8} {:>8}",
            class.code,
            plain(class.precision),
            plain(class.recall),
            plain(class.f1),
            class.support
        );
    }
    text.push('\n');
    if let Some(accuracy) = report.figures.iter().find(|one| one.name == "accuracy") {
        let _ = writeln!(
            text,
            "{:>width$}  {:>9} {:>8} {:>8} {:>8}",
            "accuracy",
            "",
            "",
            plain(Some(accuracy.interval)),
            report.n
        );
    }
    let mut average = |name: &str, rates: AveragedRates| {
        let _ = writeln!(
            text,
            "{name:>width$}  {:>9} {:>8} {:>8} {:>8}",
            plain(rates.precision),
            plain(rates.recall),
            plain(rates.f1),
            report.n
        );
    };
    average("macro avg", report.averages.macro_average);
    average("weighted avg", report.averages.weighted);
}

fn confusion(text: &mut String, report: &Report) {
    let width = label_width(report).max(6);
    let _ = write!(
        text,
        "\nconfusion (rows: true, columns: predicted)\n{:width$}",
        ""
    );
    for class in &report.classes {
        let _ = write!(text, " {:>width$}", class.code);
    }
    text.push('\n');
    for (class, row) in report.classes.iter().zip(report.confusion.counts()) {
        let _ = write!(text, "{:>width$}", class.code);
        for count in row {
            let _ = write!(text, " {count:>width$}");
        }
        text.push('\n');
    }
}

fn rankings(text: &mut String, report: &Report) {
    let positive = report.positive.as_ref();
    let rows: Vec<(&str, &RankingReport)> = positive
        .map(|told| (told.code.as_str(), &told.ranking))
        .into_iter()
        .chain(
            report
                .classes
                .iter()
                .map(|one| (one.code.as_str(), &one.ranking)),
        )
        .collect();
    let width = rows.iter().map(|(code, _)| code.chars().count());
    let width = width.max().unwrap_or(0);
    let _ = writeln!(text, "\none against the rest");
    for (code, ranking) in rows {
        let _ = writeln!(
            text,
            "{code:>width$}  AUC {}  average precision {}",
            with_interval(ranking.auc),
            with_interval(ranking.average_precision)
        );
        for at in &ranking.sensitivity_at_specificity {
            let _ = writeln!(
                text,
                "{:width$}    sensitivity at specificity {:.2}: {}{}",
                "",
                at.fixed,
                with_interval(at.reached),
                from(at.threshold)
            );
        }
        for at in &ranking.specificity_at_sensitivity {
            let _ = writeln!(
                text,
                "{:width$}    specificity at sensitivity {:.2}: {}{}",
                "",
                at.fixed,
                with_interval(at.reached),
                from(at.threshold)
            );
        }
    }
}

/// From which probability on a picture is called positive at an operating point.
fn from(threshold: Option<f32>) -> String {
    threshold.map_or_else(String::new, |threshold| format!(", from {threshold:.3} on"))
}

fn selection(text: &mut String, report: &Report) {
    let _ = writeln!(
        text,
        "\narea under the risk–coverage curve  {}",
        with_interval(report.selection.aurc)
    );
    if let Some(point) = report.selection.shipped {
        let _ = writeln!(
            text,
            "from confidence {:.3} up: {:.1} % answered, {:.1} % of these wrong",
            point.threshold,
            point.coverage * 100.0,
            point.risk * 100.0
        );
    }
    if let Some(states) = &report.states {
        for (name, interval) in [
            ("answer", states.answer),
            ("unsure", states.unsure),
            ("unsuitable", states.unsuitable),
        ] {
            let _ = writeln!(text, "{name:<12}{}", with_interval(Some(interval)));
        }
    }
    for (group, share) in &report.prevalence {
        let _ = writeln!(text, "share of {group} among all: {share:.3}");
    }
    for bin in &report.answers {
        let _ = writeln!(
            text,
            "answers {} at {:.2} to {:.2}: {} of {} right",
            bin.group, bin.from, bin.to, bin.right, bin.n
        );
    }
}

fn subgroups(text: &mut String, table: &SubgroupTable) {
    let name = |value: &Option<String>| value.clone().unwrap_or_else(|| "not recorded".to_owned());
    let widths = table
        .rows
        .iter()
        .map(|row| name(&row.value).chars().count());
    let width = widths.max().unwrap_or(0).max(table.key.chars().count());
    let _ = writeln!(
        text,
        "\n{:<width$}  {:>6}  {:<24}  {:<24}  AUC {}",
        table.key, "n", "accuracy", "balanced accuracy", table.auc_of
    );
    for row in &table.rows {
        let cell = |interval: Option<Interval>| {
            interval.map_or_else(|| "too few".to_owned(), |told| with_interval(Some(told)))
        };
        let _ = writeln!(
            text,
            "{:<width$}  {:>6}  {:<24}  {:<24}  {}",
            name(&row.value),
            row.n,
            cell(row.accuracy),
            cell(row.balanced_accuracy),
            cell(row.auc)
        );
    }
}

fn label_width(report: &Report) -> usize {
    let widths = report
        .classes
        .iter()
        .map(|class| class.code.chars().count());
    widths.max().unwrap_or(0)
}

fn plain(interval: Option<Interval>) -> String {
    interval.map_or_else(|| NOTHING.to_owned(), |told| format!("{:.4}", told.value))
}

fn with_interval(interval: Option<Interval>) -> String {
    interval.map_or_else(
        || NOTHING.to_owned(),
        |told| format!("{:.4}  [{:.4}, {:.4}]", told.value, told.low, told.high),
    )
}
