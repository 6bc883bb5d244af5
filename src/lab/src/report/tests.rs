//! The whole report, from scored pictures to the page.

use spotcheck::State;
use spotcheck::card::Class;

use super::*;
use crate::metrics::{Scored, accuracy, balanced_accuracy, drawn_sample, log_loss, macro_auc};

fn subject(codes: &[&str], malignant: &[&str]) -> Subject {
    let classes = codes.iter().map(|&code| Class {
        code: code.to_owned(),
        name: format!("Name of {code}"),
        description: String::new(),
        group: if malignant.contains(&code) {
            "malignant"
        } else {
            "benign"
        }
        .to_owned(),
    });
    Subject {
        model: "drawn".to_owned(),
        version: "1.0.0".to_owned(),
        title: "A drawn sample".to_owned(),
        data: "drawn".to_owned(),
        split: "test".to_owned(),
        classes: classes.collect(),
        groups: vec![Group {
            code: "malignant".to_owned(),
            title: "Group <title>".to_owned(),
            description: String::new(),
        }],
        abstain: Some(0.4),
        limits: vec!["Means nothing.".to_owned()],
        command: "spotcheck evaluate".to_owned(),
    }
}

/// With verdicts by confidence and two keys; one value of them is rare.
fn sample(count: usize, classes: usize) -> Vec<Scored> {
    let mut sample = drawn_sample(count, classes, 11);
    for (index, one) in sample.iter_mut().enumerate() {
        one.state = Some(if index.is_multiple_of(10) {
            State::Unsuitable
        } else if one.confidence() < 0.4 {
            State::Unsure
        } else {
            State::Answer
        });
        let sex = if index.is_multiple_of(2) {
            "female"
        } else {
            "male"
        };
        one.subgroups.insert("sex".to_owned(), sex.to_owned());
        if !index.is_multiple_of(3) {
            let site = if index.is_multiple_of(40) {
                "rare"
            } else {
                "common"
            };
            one.subgroups.insert("site".to_owned(), site.to_owned());
        }
    }
    sample
}

fn figure(report: &Report, name: &str) -> Interval {
    let found = report.figures.iter().find(|figure| figure.name == name);
    found.unwrap_or_else(|| panic!("no {name}")).interval
}

#[test]
fn figures_are_the_measures_and_lie_in_their_intervals() {
    let sample = sample(400, 3);
    let report = build(subject(&["a", "b", "c"], &["b", "c"]), &sample).unwrap();
    let all: Vec<&Scored> = sample.iter().collect();
    for (name, expected) in [
        ("accuracy", accuracy(&all)),
        ("balanced accuracy", balanced_accuracy(&all, 3)),
        ("macro AUC", macro_auc(&all, 3)),
        ("log loss", log_loss(&all)),
    ] {
        let told = figure(&report, name);
        assert!(
            (told.value - expected).abs() < 1e-12,
            "{name}: {told:?}, {expected}"
        );
        assert!(
            told.low < expected && expected < told.high,
            "{name}: {told:?}"
        );
    }
    let states = report.states.as_ref().unwrap();
    let answered: Vec<&Scored> = sample
        .iter()
        .filter(|one| one.state == Some(State::Answer))
        .collect();
    assert!((states.answer.value - answered.len() as f64 / 400.0).abs() < 1e-12);
    let told = states.accuracy_when_answered.unwrap().value;
    assert!((told - accuracy(&answered)).abs() < 1e-12);
    assert_eq!((report.n, report.n_groups), (400, 200));
    let names: Vec<String> = report
        .card_figures()
        .into_iter()
        .map(|one| one.name)
        .collect();
    assert_eq!(
        names,
        [
            "accuracy",
            "balanced accuracy",
            "macro AUC",
            "AUC malignant",
            "sensitivity malignant at 0.90 specificity",
            "log loss",
            "Brier score",
            "calibration error (15 bins)",
            "share of the error left at 0.80 coverage",
            "answered",
            "accuracy when answered",
            "refused as unsuitable"
        ]
    );
}

#[test]
fn the_malignant_group_is_scored_by_its_classes_together() {
    let sample = sample(300, 3);
    let report = build(subject(&["a", "b", "c"], &["b", "c"]), &sample).unwrap();
    let positive = report.positive.unwrap();
    assert_eq!(positive.classes, ["b", "c"]);
    let support = sample.iter().filter(|one| one.label > 0).count() as u64;
    assert_eq!(positive.support, support);
    // "b or c" against the rest is "a" against the rest, turned round.
    let (together, alone) = (
        positive.ranking.auc.unwrap(),
        report.classes[0].ranking.auc.unwrap(),
    );
    assert!(
        (together.value - alone.value).abs() < 1e-3,
        "{together:?} {alone:?}"
    );
    for band in &positive.roc_band {
        assert!(band.low <= band.high);
    }
}

#[test]
fn a_binary_task_has_its_second_class_as_positive() {
    let report = build(subject(&["normal", "ill"], &[]), &sample(100, 2)).unwrap();
    assert_eq!(report.positive.as_ref().unwrap().code, "ill");
    assert!((figure(&report, "AUC ill").value - figure(&report, "macro AUC").value).abs() < 1e-6);
    let report = build(subject(&["a", "b", "c"], &[]), &sample(100, 3)).unwrap();
    assert!(report.positive.is_none());
}

#[test]
fn a_subgroup_is_told_as_if_it_were_alone_or_not_at_all() {
    let sample = sample(400, 3);
    let report = build(subject(&["a", "b", "c"], &["c"]), &sample).unwrap();
    let keys: Vec<&str> = report
        .subgroups
        .iter()
        .map(|table| table.key.as_str())
        .collect();
    assert_eq!(keys, ["sex", "site"]);
    let women: Vec<Scored> = sample
        .iter()
        .filter(|one| one.subgroups["sex"] == "female")
        .cloned()
        .collect();
    let alone = build(subject(&["a", "b", "c"], &["c"]), &women).unwrap();
    let row = &report.subgroups[0].rows[0];
    assert_eq!((row.value.as_deref(), row.n), (Some("female"), 200));
    for (found, name) in [
        (row.accuracy, "accuracy"),
        (row.balanced_accuracy, "balanced accuracy"),
        (row.auc, "AUC malignant"),
    ] {
        assert!(
            (found.unwrap().value - figure(&alone, name).value).abs() < 1e-12,
            "{name}"
        );
    }
    let sites: Vec<(Option<&str>, bool)> = report.subgroups[1]
        .rows
        .iter()
        .map(|row| (row.value.as_deref(), row.accuracy.is_some()))
        .collect();
    assert_eq!(
        sites,
        [(Some("common"), true), (Some("rare"), false), (None, true)]
    );
}

#[test]
fn a_class_that_does_not_occur_leaves_gaps_and_no_nonsense() {
    let mut sample = sample(100, 3);
    for one in &mut sample {
        one.label = one.label.min(1);
        one.state = None;
    }
    let report = build(subject(&["a", "b", "c"], &["c"]), &sample).unwrap();
    let missing = &report.classes[2];
    assert!(missing.recall.is_none() && missing.ranking.auc.is_none());
    assert!(missing.ranking.curve.is_empty());
    assert!(report.states.is_none());
    assert!(report.figures.iter().all(|one| one.name != "AUC malignant"));
    assert!(report.subgroups[0].rows[0].auc.is_none());
    let json = serde_json::to_value(&report).unwrap();
    assert!(json["classes"][2]["recall"].is_null());
    assert!(report.to_text().contains('–'));
    assert!(!report.to_html().unwrap().contains("NaN"));
}

#[test]
fn what_is_always_right_is_not_told_as_certain() {
    let mut sample = sample(80, 2);
    for one in &mut sample {
        one.probabilities = if one.label == 1 {
            vec![0.1, 0.9]
        } else {
            vec![0.9, 0.1]
        };
    }
    let report = build(subject(&["a", "b"], &[]), &sample).unwrap();
    let class = &report.classes[1];
    let fixed = class.ranking.sensitivity_at_specificity[0].reached;
    for told in [class.recall, class.precision, fixed] {
        let told = told.unwrap();
        assert!(
            (told.value - 1.0).abs() < 1e-12 && told.low < 0.97,
            "{told:?}"
        );
    }
    // Nor is what a card quotes.
    for name in ["accuracy", "balanced accuracy", "macro AUC", "AUC b"] {
        let told = figure(&report, name);
        assert!(told.value > 0.999 && told.low < 0.97, "{name}: {told:?}");
    }
    // Without an error there is none to be left.
    let quoted = report.figures.iter().map(|one| one.name.as_str());
    assert!(!quoted.clone().any(|name| name.contains("error left")));
}

#[test]
fn melanoma_is_quoted_beside_its_group_and_the_tenths_are_the_surest() {
    let sample = sample(300, 3);
    let report = build(subject(&["nv", "mel", "bcc"], &["mel", "bcc"]), &sample).unwrap();
    let class = &report.classes[1];
    let told = figure(&report, "AUC mel");
    assert_eq!(Some(told), class.ranking.auc);
    let told = figure(&report, "sensitivity mel at 0.90 specificity");
    assert_eq!(
        Some(told),
        class.ranking.sensitivity_at_specificity[1].reached
    );

    let tenths = &report.selection.tenths;
    assert_eq!(tenths.len(), 10);
    let wrong = sample.iter().filter(|one| !one.right()).count();
    assert!((tenths[0].error - wrong as f64 / 300.0).abs() < 1e-12);
    let mut surest: Vec<&Scored> = sample.iter().collect();
    surest.sort_by(|one, other| other.confidence().total_cmp(&one.confidence()));
    // Those that are as sure as the last one are with it.
    let least = surest[239].confidence();
    surest.retain(|one| one.confidence() >= least);
    let wrong = surest.iter().filter(|one| !one.right()).count();
    assert!((tenths[2].error - wrong as f64 / surest.len() as f64).abs() < 1e-12);
    let left = figure(&report, "share of the error left at 0.80 coverage");
    assert!((left.value - tenths[2].error / tenths[0].error).abs() < 1e-12);
}

#[test]
fn what_does_not_fit_is_refused() {
    let two = subject(&["a", "b"], &[]);
    assert!(build(two.clone(), &[]).is_err());
    let message = build(two.clone(), &sample(10, 3)).unwrap_err().to_string();
    assert!(message.contains("2 classes"), "{message}");
    let mut bad = sample(10, 2);
    bad[3].probabilities[0] = f32::NAN;
    let message = build(two, &bad).unwrap_err().to_string();
    assert!(
        message.contains("picture 3") && message.contains("not finite"),
        "{message}"
    );
}

#[test]
fn the_page_is_whole_and_takes_nothing_for_markup() {
    let mut subject = subject(&["a", "b", "<i>c</i>"], &["<i>c</i>"]);
    subject.title = "<script>alert(1)</script>".to_owned();
    subject.command = "spotcheck --data 'a & b'".to_owned();
    subject.limits.push("x < y".to_owned());
    let mut sample = sample(200, 3);
    for one in &mut sample {
        one.subgroups
            .insert("\"site\"".to_owned(), "<b>arm</b>".to_owned());
    }
    let report = build(subject, &sample).unwrap();
    let folder = tempfile::tempdir().unwrap();
    report.write(folder.path()).unwrap();
    let read = |name| std::fs::read_to_string(folder.path().join(name)).unwrap();
    let page = read("report.html");
    for markup in [
        "<script", "<i>c", "Group <", "<b>arm", "x < y", "a & b", "<link", "src=", "url(",
        "@import",
    ] {
        assert!(!page.contains(markup), "{markup}");
    }
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    // What is opened is closed.
    for tag in ["table", "div", "figure", "svg", "tr", "dl", "ul", "main"] {
        let count = |what: &str| page.matches(what).count();
        let opened = count(&format!("<{tag}>")) + count(&format!("<{tag} "));
        assert_eq!(opened, count(&format!("</{tag}>")), "{tag}");
    }
    // Two for what is positive, two a class, two diagrams, one of risk.
    assert_eq!(page.matches("<svg").count(), 2 + 2 * 3 + 2 + 1);

    let json: serde_json::Value = serde_json::from_str(&read("report.json")).unwrap();
    assert_eq!(json["n"], 200);
    assert!(json["positive"]["ranking"]["auc"]["low"].is_f64());
    assert!(json["classes"][0]["ranking"]["sensitivity_at_specificity"][0]["value"].is_f64());
    assert!(
        json["classes"][0]["ranking"]["specificity_at_sensitivity"][0]["threshold"].is_number()
    );
    assert!(json["averages"]["macro"]["f1"]["value"].is_f64());
    assert_eq!(json["confusion"].as_array().unwrap().len(), 3);
    assert!(read("report.txt").contains("macro avg"));
}

#[test]
fn the_text_has_the_classification_report() {
    let report = build(subject(&["a", "b"], &[]), &sample(60, 2)).unwrap();
    let text = report.to_text();
    let line = text
        .lines()
        .find(|line| line.trim_start().starts_with("b "))
        .unwrap();
    let cells: Vec<&str> = line.split_whitespace().collect();
    let told = report.classes[1].precision.unwrap().value;
    assert_eq!(cells[1], format!("{told:.4}"));
    assert_eq!(cells[4], report.classes[1].support.to_string());
}
