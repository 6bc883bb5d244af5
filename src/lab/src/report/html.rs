//! The report as one page: no script, nothing fetched, light or dark as the reader's system is.

use std::fmt::Write;

use anyhow::Result;

use super::plots::{self, COLOURS, Size};
use super::tables;
use super::{PositiveReport, Report};
use crate::metrics::Interval;

const STYLE: &str = include_str!("style.css");

/// The whole page.
pub(super) fn page(report: &Report) -> Result<String> {
    let title = format!("{} on {}", report.model, report.data);
    let mut page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{}</title>\n<style>\n{STYLE}{}</style>\n</head>\n<body>\n<header>\n<h1>{}</h1>\n",
        escape(&title),
        dark_plots(),
        escape(&report.title)
    );
    let _ = writeln!(
        page,
        "<p class=\"soft\">{} on {}, {}: {} pictures in {} independent groups.</p>\n</header>\n<main>",
        escape(format!("{} {}", report.model, report.version).trim()),
        escape(&report.data),
        escape(&report.split),
        report.n,
        report.n_groups
    );
    headline(&mut page, report);
    verdicts(&mut page, report);
    page.push_str(&tables::confusion(report));
    page.push_str(&tables::classification(report));
    if let Some(positive) = &report.positive {
        positive_curves(&mut page, report, positive)?;
    }
    class_curves(&mut page, report)?;
    page.push_str(&tables::operating_points(report));
    calibration(&mut page, report)?;
    selection(&mut page, report)?;
    page.push_str(&tables::subgroups(report));
    ending(&mut page, report);
    page.push_str("</main>\n</body>\n</html>\n");
    Ok(page)
}

/// What comes from data or from a card must not become markup.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}

/// A value with its interval in small print.
pub(super) fn told(interval: Option<Interval>) -> String {
    interval.map_or_else(
        || "–".to_owned(),
        |told| {
            format!(
                "{:.3} <small>{:.3}–{:.3}</small>",
                told.value, told.low, told.high
            )
        },
    )
}

/// The plots' colours on a dark page.
fn dark_plots() -> String {
    let rules: String = COLOURS
        .iter()
        .flat_map(|(light, dark)| {
            ["fill", "stroke"]
                .map(|what| format!("svg [{what}=\"{light}\"] {{ {what}: {dark}; }}\n"))
        })
        .collect();
    format!("@media screen and (prefers-color-scheme: dark) {{\n{rules}}}\n")
}

fn headline(page: &mut String, report: &Report) {
    page.push_str("<dl class=\"figures\">\n");
    for figure in &report.figures {
        let _ = writeln!(
            page,
            "<div><dt>{}</dt><dd>{}</dd></div>",
            escape(&figure.name),
            told(Some(figure.interval))
        );
    }
    let _ = writeln!(
        page,
        "</dl>\n<p class=\"soft\">In small print: 95 % intervals from {} samples redrawn by whole groups, so that \
         several pictures of one group do not pass for independent ones. The Brier score is summed over the classes, so \
         that it lies between 0 and 2.</p>",
        report.bootstrap.rounds
    );
}

fn verdicts(page: &mut String, report: &Report) {
    let Some(states) = &report.states else {
        return;
    };
    let parts = [
        ("answer", "answered", states.answer),
        ("unsure", "can’t tell", states.unsure),
        ("unsuitable", "refused as unsuitable", states.unsuitable),
    ];
    page.push_str("<h2>Verdicts</h2>\n<div class=\"bar\" aria-hidden=\"true\">");
    for (class, _, share) in parts {
        let _ = write!(
            page,
            "<span class=\"{class}\" style=\"--share:{:.4}\"></span>",
            share.value
        );
    }
    page.push_str("</div>\n<table><tbody>\n");
    for (class, name, share) in parts {
        let _ = writeln!(
            page,
            "<tr><th scope=\"row\"><span class=\"key {class}\"></span>{name}</th><td>{}</td></tr>",
            told(Some(share))
        );
    }
    let _ = writeln!(
        page,
        "<tr><th scope=\"row\">accuracy among the answered</th><td>{}</td></tr>\n</tbody></table>",
        told(states.accuracy_when_answered)
    );
    page.push_str(&tables::answers(report));
}

fn positive_curves(page: &mut String, report: &Report, positive: &PositiveReport) -> Result<()> {
    let code = escape(&positive.code);
    let prevalence = positive.support as f64 / report.n as f64;
    let ranking = &positive.ranking;
    let _ = writeln!(
        page,
        "<h2>Separating {code} from the rest</h2>\n<p class=\"soft\">{}: {} ({} of {} pictures). The score is \
         the sum of their probabilities.</p>\n<div class=\"pair\">",
        escape(&positive.title),
        escape(&positive.classes.join(", ")),
        positive.support,
        report.n
    );
    let svg = plots::roc(&ranking.curve, &positive.roc_band, Size::Large)?;
    figure(
        page,
        &svg,
        &format!("ROC curve of {code}"),
        &format!(
            "ROC curve with its pointwise 95 % band. AUC {}",
            told(ranking.auc)
        ),
    );
    let svg = plots::precision_recall(&ranking.curve, prevalence, Size::Large)?;
    figure(
        page,
        &svg,
        &format!("Precision–recall curve of {code}"),
        &format!(
            "Precision–recall curve; dashed: the prevalence of {prevalence:.3}. Average precision {}",
            told(ranking.average_precision)
        ),
    );
    page.push_str("</div>\n");
    Ok(())
}

fn class_curves(page: &mut String, report: &Report) -> Result<()> {
    page.push_str(
        "<h2>Each class against the rest</h2>\n<h3>ROC curves</h3>\n<div class=\"many\">\n",
    );
    for class in &report.classes {
        let svg = plots::roc(&class.ranking.curve, &[], Size::Small)?;
        let code = escape(&class.code);
        let caption = format!("<b>{code}</b> AUC {}", told(class.ranking.auc));
        figure(page, &svg, &format!("ROC curve of {code}"), &caption);
    }
    page.push_str("</div>\n<h3>Precision–recall curves</h3>\n<div class=\"many\">\n");
    for class in &report.classes {
        let prevalence = class.support as f64 / report.n as f64;
        let svg = plots::precision_recall(&class.ranking.curve, prevalence, Size::Small)?;
        let code = escape(&class.code);
        let average = told(class.ranking.average_precision);
        let caption = format!("<b>{code}</b> AP {average}");
        let name = format!("Precision–recall curve of {code}");
        figure(page, &svg, &name, &caption);
    }
    let _ = writeln!(
        page,
        "</div>\n<p class=\"soft\">Means over the classes: AUC {}, average precision {}. Dashed: guessing.</p>",
        told(report.averages.macro_auc),
        told(report.averages.macro_average_precision)
    );
    Ok(())
}

fn calibration(page: &mut String, report: &Report) -> Result<()> {
    page.push_str(
        "<h2>Calibration</h2>\n<p class=\"soft\">On the dashed line a probability comes true as often as it says. \
         The vertical strokes are the gaps that the calibration error averages; below, how many pictures each bin \
         holds.</p>\n<div class=\"pair\">\n",
    );
    let svg = plots::reliability(&report.reliability, "probability of the likeliest class")?;
    let name = "Reliability diagram of the likeliest class";
    figure(page, &svg, name, "The likeliest class’s probability.");
    if let Some(positive) = &report.positive {
        let code = escape(&positive.code);
        // Plotters escapes for itself.
        let name = format!("probability of {}", positive.code);
        let svg = plots::reliability(&positive.reliability, &name)?;
        let label = format!("Reliability diagram of {code}");
        figure(page, &svg, &label, &format!("The probability of {code}."));
    }
    page.push_str("</div>\n");
    Ok(())
}

fn selection(page: &mut String, report: &Report) -> Result<()> {
    let verdicts = report.states.as_ref().and_then(|states| {
        let accuracy = states.accuracy_when_answered?;
        Some((states.answer.value, 1.0 - accuracy.value))
    });
    let selection = &report.selection;
    let svg = plots::risk_coverage(&selection.curve, selection.shipped, verdicts)?;
    let mut caption = format!("Area under the curve {}", told(selection.aurc));
    if let Some(point) = selection.shipped {
        let _ = write!(
            caption,
            "<br>Dot: answers from the shipped confidence of {:.3} up, {:.1} % of all, {:.1} % of these wrong.",
            point.threshold,
            point.coverage * 100.0,
            point.risk * 100.0
        );
    }
    if let Some((coverage, risk)) = verdicts {
        let _ = write!(
            caption,
            "<br>Ring: the verdicts as given, with close calls and refusals: {:.1} % answered, {:.1} % of these \
             wrong.",
            coverage * 100.0,
            risk * 100.0
        );
    }
    page.push_str(
        "<h2>Leaving out the least certain</h2>\n<p class=\"soft\">How the share of wrong answers falls when only the \
         most confident ones are given.</p>\n<div class=\"pair\">\n",
    );
    figure(page, &svg, "Risk–coverage curve", &caption);
    page.push_str("</div>\n");
    Ok(())
}

fn ending(page: &mut String, report: &Report) {
    if !report.limits.is_empty() {
        page.push_str("<h2>Limits</h2>\n<ul>\n");
        for limit in &report.limits {
            let _ = writeln!(page, "<li>{}</li>", escape(limit));
        }
        page.push_str("</ul>\n");
    }
    let _ = writeln!(
        page,
        "<h2>Making this report again</h2>\n<pre><code>{}</code></pre>\n<p class=\"soft\">Seed of the redrawn samples: \
         {}. All numbers stand in <code>report.json</code> beside this page.</p>",
        escape(&report.command),
        report.bootstrap.seed
    );
}

/// A plot with its name for screen readers and its caption; both are markup already.
fn figure(page: &mut String, svg: &str, name: &str, caption: &str) {
    let _ = writeln!(
        page,
        "<figure><div role=\"img\" aria-label=\"{name}\">{svg}</div><figcaption>{caption}</figcaption></figure>"
    );
}
