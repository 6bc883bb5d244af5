//! The page's tables.

use std::fmt::Write;

use super::html::{escape, told};
use super::{AveragedRates, RankingReport, Report};
use crate::metrics::Interval;

/// The confusion matrix, shaded by the share of the true class.
pub(super) fn confusion(report: &Report) -> String {
    let mut html = String::from(
        "<h2>Confusion matrix</h2>\n<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Confusion \
         matrix\">\n<table class=\"confusion\"><caption>Rows: true class; columns: predicted class. Shaded by the \
         share of the true class.</caption>\n<thead><tr><td></td>",
    );
    for class in &report.classes {
        let _ = write!(html, "<th scope=\"col\">{}</th>", escape(&class.code));
    }
    html.push_str("</tr></thead>\n<tbody>\n");
    let rows = report
        .confusion
        .counts()
        .iter()
        .zip(&report.confusion_normalised);
    for (row, (class, (counts, shares))) in report.classes.iter().zip(rows).enumerate() {
        let _ = write!(
            html,
            "<tr><th scope=\"row\">{} <small>{}</small></th>",
            escape(&class.code),
            class.support
        );
        for (column, (count, share)) in counts.iter().zip(shares).enumerate() {
            let kind = match (row == column, *count) {
                (true, _) => " class=\"diagonal\"",
                (false, 0) => " class=\"zero\"",
                (false, _) => "",
            };
            let _ = write!(
                html,
                "<td{kind} style=\"--share:{share:.4}\">{count} <small>{:.0} %</small></td>",
                share * 100.0
            );
        }
        html.push_str("</tr>\n");
    }
    html.push_str("</tbody></table></div>\n");
    html
}

/// Precision, recall and F1 by class, with their means.
pub(super) fn classification(report: &Report) -> String {
    let mut html = String::from("<h2>Classification report</h2>\n");
    open(
        &mut html,
        "Classification report",
        &["class", "precision", "recall", "F1", "pictures", "given"],
    );
    for class in &report.classes {
        let _ = writeln!(
            html,
            "<tr><th scope=\"row\">{} <small>{}</small></th><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
            escape(&class.code),
            escape(&class.name),
            told(class.precision),
            told(class.recall),
            told(class.f1),
            class.support,
            class.predicted
        );
    }
    for (name, rates) in [
        ("macro average", report.averages.macro_average),
        ("weighted average", report.averages.weighted),
    ] {
        let AveragedRates {
            precision,
            recall,
            f1,
        } = rates;
        let _ = writeln!(
            html,
            "<tr class=\"mean\"><th scope=\"row\">{name}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td></td></tr>",
            told(precision),
            told(recall),
            told(f1),
            report.n
        );
    }
    html.push_str("</tbody></table></div>\n");
    html
}

/// Areas and rates at fixed operating points.
pub(super) fn operating_points(report: &Report) -> String {
    let rows: Vec<(&str, &RankingReport, &str)> = report
        .positive
        .iter()
        .map(|one| (one.code.as_str(), &one.ranking, " class=\"first\""))
        .chain(
            report
                .classes
                .iter()
                .map(|one| (one.code.as_str(), &one.ranking, "")),
        )
        .collect();
    let mut columns = vec![
        "against the rest".to_owned(),
        "AUC".to_owned(),
        "average precision".to_owned(),
    ];
    if let Some((_, ranking, _)) = rows.first() {
        let at = &ranking.sensitivity_at_specificity;
        columns.extend(
            at.iter()
                .map(|at| format!("sensitivity at specificity {:.2}", at.fixed)),
        );
        let at = &ranking.specificity_at_sensitivity;
        columns.extend(
            at.iter()
                .map(|at| format!("specificity at sensitivity {:.2}", at.fixed)),
        );
    }
    let mut html = String::from("<h3>Operating points</h3>\n");
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    open(&mut html, "Operating points", &columns);
    for (code, ranking, kind) in rows {
        let _ = write!(html, "<tr{kind}><th scope=\"row\">{}</th>", escape(code));
        for cell in [ranking.auc, ranking.average_precision] {
            let _ = write!(html, "<td>{}</td>", told(cell));
        }
        for at in ranking
            .sensitivity_at_specificity
            .iter()
            .chain(&ranking.specificity_at_sensitivity)
        {
            let from = at.threshold.map_or_else(String::new, |threshold| {
                format!("<br><small>from {threshold:.3} on</small>")
            });
            let _ = write!(html, "<td>{}{from}</td>", told(at.reached));
        }
        html.push_str("</tr>\n");
    }
    html.push_str("</tbody></table></div>\n");
    html
}

/// How often plain answers were right; nothing where there were none.
pub(super) fn answers(report: &Report) -> String {
    if report.answers.is_empty() {
        return String::new();
    }
    let mut html = String::from(
        "<p class=\"soft\">Plain answers by the group they lean to: how often the picture belonged to it. The page \
         says so with every answer.</p>\n",
    );
    let columns = ["leans to", "probability", "pictures", "right"];
    open(&mut html, "Plain answers", &columns);
    for bin in &report.answers {
        let _ = writeln!(
            html,
            "<tr><th scope=\"row\">{}</th><td>{:.2} to {:.2}</td><td>{}</td><td>{:.3}</td></tr>",
            escape(&bin.group),
            bin.from,
            bin.to,
            bin.n,
            bin.right as f64 / bin.n as f64
        );
    }
    html.push_str("</tbody></table></div>\n");
    let shares = report.prevalence.iter();
    let shares: Vec<String> = shares
        .map(|(group, share)| format!("{} {:.1} %", escape(group), 100.0 * share))
        .collect();
    let _ = writeln!(
        html,
        "<p class=\"soft\">Shares of all pictures: {}. Where a group is rarer, answers that lean to it are right less often.</p>",
        shares.join(", ")
    );
    html
}

/// A table for each key by which pictures are known; nothing where there is none.
pub(super) fn subgroups(report: &Report) -> String {
    if report.subgroups.is_empty() {
        return String::new();
    }
    let mut html = String::from(
        "<h2>Subgroups</h2>\n<p class=\"soft\">“Too few”: under 30 pictures, or a class that the figure needs does not \
         occur. Where intervals overlap, a difference may be chance.</p>\n",
    );
    for table in &report.subgroups {
        let area = if table.auc_of == "macro" {
            "macro AUC".to_owned()
        } else {
            format!("AUC {}", table.auc_of)
        };
        let columns = [
            table.key.as_str(),
            "pictures",
            "accuracy",
            "balanced accuracy",
            area.as_str(),
        ];
        open(&mut html, &format!("By {}", table.key), &columns);
        for row in &table.rows {
            let cell = |interval: Option<Interval>| {
                interval.map_or_else(
                    || "<span class=\"soft\">too few</span>".to_owned(),
                    |interval| told(Some(interval)),
                )
            };
            let _ = writeln!(
                html,
                "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
                row.value
                    .as_deref()
                    .map_or_else(|| "<i>not recorded</i>".to_owned(), escape),
                row.n,
                cell(row.accuracy),
                cell(row.balanced_accuracy),
                cell(row.auc)
            );
        }
        html.push_str("</tbody></table></div>\n");
    }
    html
}

/// Opens a table that scrolls by itself where the page is narrow.
fn open(html: &mut String, name: &str, columns: &[&str]) {
    let _ = write!(
        html,
        "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"{}\">\n<table class=\"wide\"><thead><tr>",
        escape(name)
    );
    for column in columns {
        let _ = write!(html, "<th scope=\"col\">{}</th>", escape(column));
    }
    html.push_str("</tr></thead>\n<tbody>\n");
}
