//! How many tests ran: counted from what each runner says itself.

use anyhow::{Context, Result, bail};
use serde_json::Value;

/// Tests that passed, and tests that did not run. A failed one ends the whole run, so it is not counted here.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Counts {
    /// Ran, and held.
    pub passed: u64,
    /// Did not run.
    pub skipped: u64,
}

impl Counts {
    /// Both together.
    pub fn plus(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            skipped: self.skipped + other.skipped,
        }
    }
}

/// What `cargo test -- --show-output` printed.
///
/// The contract of tests that need people's data sets: such a test looks for its data under the folder in
/// `SPOTCHECK_DATA`. Not there: it prints a line that starts with `SKIPPED (no data)` and returns. There: it appends
/// a line with its name to the file named in `SPOTCHECK_DATA_LOG`, if that is set, and tests. libtest calls both
/// ends "ok"; the line and the log tell them apart, so that in a run that has the data, none of these tests can
/// quietly stop finding theirs. The browser tests' part of the contract is the tag `@data`, and `test.skip` when the
/// data is not there.
#[derive(Default)]
pub struct CargoReport {
    counts: Counts,
    without_data: Vec<String>,
}

impl CargoReport {
    /// Takes one line of output.
    pub fn line(&mut self, line: &str) {
        if let Some(result) = line.strip_prefix("test result: ") {
            self.counts.passed += number_before(result, " passed");
            self.counts.skipped += number_before(result, " ignored");
        } else if let Some(test) = line.strip_prefix("SKIPPED (no data)") {
            self.without_data
                .push(test.trim_start_matches([':', ' ']).to_owned());
        }
    }

    /// The counts, with data tests that found nothing as skipped; an error if the data was there for them.
    pub fn settle(&self, log: &str, data_present: bool) -> Result<Counts> {
        if data_present && !self.without_data.is_empty() {
            bail!(
                "the data folder is there, but these tests did not find theirs in it: {}",
                self.without_data.join(", ")
            );
        }
        if data_present && log.trim().is_empty() {
            bail!("the data folder is there, but no test says that it used it");
        }
        let skipped = self.without_data.len() as u64;
        Ok(Counts {
            passed: self.counts.passed.saturating_sub(skipped),
            skipped: self.counts.skipped + skipped,
        })
    }
}

/// The number that stands right before `word`, or 0.
fn number_before(text: &str, word: &str) -> u64 {
    text.split_once(word)
        .and_then(|(before, _)| before.rsplit(' ').next())
        .and_then(|number| number.parse().ok())
        .unwrap_or(0)
}

/// Vitest's JSON report.
pub fn vitest(report: &[u8]) -> Result<Counts> {
    let report: Value =
        serde_json::from_slice(report).context("Vitest's report is not the JSON expected")?;
    let number = |name: &str| {
        report
            .get(name)
            .and_then(Value::as_u64)
            .with_context(|| format!("Vitest's report has no {name}"))
    };
    Ok(Counts {
        passed: number("numPassedTests")?,
        skipped: number("numPendingTests")? + number("numTodoTests")?,
    })
}

/// Playwright's JSON report; an error if a test tagged `@data` was skipped although the data was there.
pub fn playwright(report: &[u8], data_present: bool) -> Result<Counts> {
    let report: Value =
        serde_json::from_slice(report).context("Playwright's report is not the JSON expected")?;
    let number = |name: &str| {
        report
            .get("stats")
            .and_then(|stats| stats.get(name))
            .and_then(Value::as_u64)
            .with_context(|| format!("Playwright's report has no stats.{name}"))
    };
    let mut tests = Vec::new();
    specs(&report, &mut tests);
    let unused: Vec<&str> = tests
        .iter()
        .filter(|spec| is_data_spec(spec) && ended_as(spec, "skipped"))
        .map(|spec| title(spec))
        .collect();
    if data_present && !unused.is_empty() {
        bail!(
            "the data folder is there, but these browser tests did not use it: {}",
            unused.join(", ")
        );
    }
    for flaky in tests.iter().filter(|spec| ended_as(spec, "flaky")) {
        println!("  FLAKY, passed when it was tried again: {}", title(flaky));
    }
    Ok(Counts {
        // A flaky test failed first and passed when it was tried again.
        passed: number("expected")? + number("flaky")?,
        skipped: number("skipped")?,
    })
}

fn list<'a>(value: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> {
    value
        .get(name)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
}

/// The browser tests that failed, one a line, each with the first line of its error.
pub fn playwright_failures(report: &[u8]) -> String {
    let report: Value = serde_json::from_slice(report).unwrap_or_default();
    let mut tests = Vec::new();
    specs(&report, &mut tests);
    let mut lines = Vec::new();
    for spec in tests.iter().filter(|spec| ended_as(spec, "unexpected")) {
        let results = list(spec, "tests").flat_map(|test| list(test, "results"));
        let message = results
            .flat_map(|result| list(result, "errors"))
            .find_map(|error| error.get("message").and_then(Value::as_str));
        let first = message.and_then(|text| text.lines().next());
        let file = spec.get("file").and_then(Value::as_str).unwrap_or_default();
        lines.push(format!(
            "  {file}: {}: {}",
            title(spec),
            first.unwrap_or("(no message)")
        ));
    }
    lines.join("\n")
}

/// The tests of a suite and of the suites within.
fn specs<'report>(suite: &'report Value, found: &mut Vec<&'report Value>) {
    found.extend(list(suite, "specs"));
    for inner in list(suite, "suites") {
        specs(inner, found);
    }
}

fn is_data_spec(spec: &Value) -> bool {
    list(spec, "tags").any(|tag| {
        tag.as_str()
            .is_some_and(|tag| tag.trim_start_matches('@') == "data")
    })
}

fn ended_as(spec: &Value, status: &str) -> bool {
    list(spec, "tests").any(|test| test.get("status").and_then(Value::as_str) == Some(status))
}

fn title(spec: &Value) -> &str {
    spec.get("title")
        .and_then(Value::as_str)
        .unwrap_or("(untitled)")
}

#[cfg(test)]
mod tests {
    use super::*;

    const OUTPUT: &str = "\
running 3 tests
test picture::tests::resize_is_exact ... ok
test ham::tests::class_counts ... ok
test slow ... ignored, takes minutes
test result: ok. 2 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s
test src/lib.rs - Picture (line 3) ... ok
test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.10s";

    fn settle(more: &str, log: &str, data_present: bool) -> Result<Counts> {
        let mut report = CargoReport::default();
        OUTPUT
            .lines()
            .chain(more.lines())
            .for_each(|line| report.line(line));
        report.settle(log, data_present)
    }

    fn counts(passed: u64, skipped: u64) -> Counts {
        Counts { passed, skipped }
    }

    #[test]
    fn cargo_results_are_added_up() -> Result<()> {
        assert_eq!(settle("", "ham::class_counts\n", true)?, counts(3, 1));
        Ok(())
    }

    #[test]
    fn a_test_without_its_data_counts_as_skipped() -> Result<()> {
        let skipped =
            "---- ham::tests::class_counts stdout ----\nSKIPPED (no data): ham::class_counts";
        assert_eq!(settle(skipped, "", false)?, counts(2, 2));
        Ok(())
    }

    #[test]
    fn a_test_that_misses_data_which_is_there_fails_the_run() {
        let missed = settle("SKIPPED (no data): ham::class_counts", "other\n", true);
        assert!(missed.is_err_and(|error| error.to_string().contains("ham::class_counts")));
        assert!(settle("", "", true).is_err());
    }

    #[test]
    fn vitest_is_read() -> Result<()> {
        let report = br#"{"numPassedTests":7,"numPendingTests":1,"numTodoTests":2}"#;
        assert_eq!(vitest(report)?, counts(7, 3));
        assert!(vitest(b"{}").is_err());
        Ok(())
    }

    #[test]
    fn failed_browser_tests_are_named() {
        let report = br#"{"suites":[{"specs":[
            {"title":"good","file":"a.spec.ts","tests":[{"status":"expected"}]},
            {"title":"bad","file":"b.spec.ts","tests":[{"status":"unexpected","results":[{"errors":[{"message":"too late\nat line 3"}]}]}]}]}]}"#;
        assert_eq!(playwright_failures(report), "  b.spec.ts: bad: too late");
        assert_eq!(playwright_failures(b"no report"), "");
    }

    #[test]
    fn playwright_is_read_and_its_data_tests_are_held_to_account() -> Result<()> {
        let report = br#"{"stats":{"expected":5,"flaky":1,"skipped":1,"unexpected":0},
            "suites":[{"suites":[{"specs":[{"title":"real pictures","tags":["data"],"tests":[{"status":"skipped"}]}]}]}]}"#;
        assert_eq!(playwright(report, false)?, counts(6, 1));
        let held = playwright(report, true);
        assert!(held.is_err_and(|error| error.to_string().contains("real pictures")));
        Ok(())
    }
}
