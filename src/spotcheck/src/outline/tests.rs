use super::*;

/// A region from a picture of it: `#` on the lesion.
fn drawn(rows: &[&str]) -> Option<Region> {
    let logits: Vec<f32> = rows
        .iter()
        .flat_map(|row| row.chars())
        .map(|mark| if mark == '#' { 9.0 } else { -9.0 })
        .collect();
    Mask::from_logits(&logits)?.lesion()
}

/// What lies within a shape, softly, on 64 × 64 places; `inside` is positive there, in shares of the side.
fn shape(inside: impl Fn(f32, f32) -> f32) -> Region {
    let along = |place: usize| (place as f32 + 0.5) / 64.0 - 0.5;
    let logits: Vec<f32> = (0..64 * 64)
        .map(|place| inside(along(place % 64), along(place / 64)) * 300.0)
        .collect();
    Mask::from_logits(&logits).unwrap().lesion().unwrap()
}

fn disc(radius: f32) -> Region {
    shape(|x, y| radius - x.hypot(y))
}

fn grey(side: usize) -> Vec<u8> {
    vec![90; side * side * 3]
}

#[test]
fn a_disc_is_round_even_and_as_large_as_it_is() {
    let outline = Outline::of(&disc(0.3), &grey(128)).unwrap();
    assert!((outline.area - 0.2827).abs() < 0.002, "{}", outline.area);
    assert!(
        (outline.diameter - 0.6).abs() < 0.005,
        "{}",
        outline.diameter
    );
    assert!((outline.border - 1.0).abs() < 0.03, "{}", outline.border);
    assert!(outline.asymmetry < 0.01, "{}", outline.asymmetry);
    assert!(outline.colours < 1e-3);
    assert!(!outline.touches_edge);
    let Frame { x, y, side } = outline.frame;
    assert!((side - 1.2).abs() < 0.02 && (x + 0.1).abs() < 0.01 && (y + 0.1).abs() < 0.01);
}

#[test]
fn an_ellipse_is_even_whichever_way_it_lies() {
    for degrees in [0.0f32, 20.0, 45.0, 90.0, 130.0] {
        let (sine, cosine) = degrees.to_radians().sin_cos();
        let region = shape(|x, y| {
            let (along, across) = (x * cosine + y * sine, y * cosine - x * sine);
            0.1 - 0.25 * (along / 0.4).hypot(across / 0.2) * 0.4
        });
        let outline = Outline::of(&region, &grey(64)).unwrap();
        assert!(outline.asymmetry < 0.02, "{degrees}: {}", outline.asymmetry);
        assert!(outline.border > 1.1, "{}", outline.border);
    }
}

#[test]
fn a_bite_and_a_ragged_edge_are_seen() {
    let bitten = shape(|x, y| (0.3 - x.hypot(y)).min((x - 0.25).hypot(y - 0.1) - 0.2));
    let ragged = shape(|x, y| 0.3 + 0.05 * (y.atan2(x) * 9.0).sin() - x.hypot(y));
    let round = Outline::of(&disc(0.3), &grey(64)).unwrap();
    let bitten = Outline::of(&bitten, &grey(64)).unwrap();
    let ragged = Outline::of(&ragged, &grey(64)).unwrap();
    assert!(bitten.asymmetry > 0.1, "{}", bitten.asymmetry);
    assert!(ragged.border > 1.5 * round.border, "{}", ragged.border);
}

#[test]
fn colours_are_those_of_the_lesion_alone() {
    let side = 64;
    // Two colours on the lesion, any others around it.
    let rgb: Vec<u8> = (0..side * side)
        .flat_map(|place| {
            let (column, row) = (place % side, place / side);
            let (x, y) = (column as f32 / 64.0 - 0.5, row as f32 / 64.0 - 0.5);
            match (x.hypot(y) < 0.34, column < 32) {
                (true, true) => [120, 80, 60],
                (true, false) => [60, 40, 30],
                (false, left) => [if left { 250 } else { 0 }, 200, 7],
            }
        })
        .collect();
    let outline = Outline::of(&disc(0.3), &rgb).unwrap();
    // L* of the two are 38.1 and 18.7: each lies about ten from the middle.
    assert!(
        (8.0..14.0).contains(&outline.colours),
        "{}",
        outline.colours
    );
}

#[test]
fn the_lesion_is_the_region_in_the_middle_without_its_holes() {
    let region = drawn(&[
        "##......", "##......", "..####..", "..#..#..", "..#..#..", "..####..", "........",
        "........",
    ])
    .unwrap();
    assert!(region.value(3, 3) >= 0.5, "the hole is filled");
    assert!(region.value(0, 0) < 0.5, "the other region is not it");
    let outline = Outline::of(&region, &grey(8)).unwrap();
    // Sixteen places, their corners cut.
    assert!(
        (outline.area * 64.0 - 15.5).abs() < 0.01,
        "{}",
        outline.area * 64.0
    );
    assert!(!outline.touches_edge);
}

#[test]
fn what_runs_out_of_the_square_is_told_and_framed_wider() {
    let region = drawn(&["########", "########", "........", "........"].repeat(2)).unwrap();
    assert!(region.touches_edge());
    let outline = Outline::of(&region, &grey(8)).unwrap();
    assert!(outline.frame.side >= 1.5);
    let whole = Outline::of(&shape(|_, _| 1.0), &grey(64)).unwrap();
    assert!((whole.area - 1.0).abs() < 0.01, "{}", whole.area);
}

#[test]
fn what_is_small_unclear_or_no_square_is_no_lesion() {
    assert!(drawn(&["........"; 8]).is_none());
    let mut logits = vec![-5.0; 64 * 64];
    logits[2000] = 5.0;
    assert!(
        Mask::from_logits(&logits).unwrap().lesion().is_none(),
        "a dot"
    );
    assert!(
        Mask::from_logits(&vec![0.2; 64 * 64])
            .unwrap()
            .lesion()
            .is_none(),
        "a shade"
    );
    assert!(Mask::from_logits(&[1.0; 12]).is_none());
    assert!(Mask::from_logits(&[]).is_none());
    for strange in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
        assert!(Mask::from_logits(&[strange; 16]).is_none());
    }
}

#[test]
fn places_that_touch_at_a_corner_alone_are_two() {
    let region = drawn(&[
        "........", ".##.....", ".##.....", "...###..", "...###..", "...###..", "........",
        "........",
    ])
    .unwrap();
    let outline = Outline::of(&region, &grey(8)).unwrap();
    assert!(
        (outline.area * 64.0 - 8.5).abs() < 0.01,
        "{}",
        outline.area * 64.0
    );
}

#[test]
fn a_trace_in_json_is_flat() {
    let found = Trace {
        found: true,
        outline: Outline::of(&disc(0.3), &grey(64)),
    };
    let json = serde_json::to_value(&found).unwrap();
    assert_eq!(json["found"], true);
    assert!(json["contour"].as_array().unwrap().len() > 40);
    assert!(json["frame"]["side"].is_number());
    let nothing = Trace {
        found: false,
        outline: None,
    };
    assert_eq!(
        serde_json::to_string(&nothing).unwrap(),
        r#"{"found":false}"#
    );
}

#[test]
fn an_engine_that_answers_with_no_numbers_is_found_out() {
    use crate::classifier::hold_to_known_answer;
    assert!(hold_to_known_answer(&[1.0, 2.0], &[1.0, 2.0005]).is_ok());
    for wrong in [f32::NAN, f32::INFINITY, 2.1] {
        for logits in [[1.0, wrong], [wrong, 2.0]] {
            assert!(
                hold_to_known_answer(&logits, &[1.0, 2.0]).is_err(),
                "{logits:?}"
            );
        }
    }
    for other_length in [&[][..], &[1.0], &[1.0, 2.0, 3.0]] {
        assert!(
            hold_to_known_answer(other_length, &[1.0, 2.0]).is_err(),
            "{other_length:?}"
        );
    }
}
