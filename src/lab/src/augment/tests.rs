use super::*;
use crate::decode::Decoded;
use rand::SeedableRng;

fn source(augmentation: &Augmentation, width: u32, height: u32) -> Source {
    let decoded = Decoded {
        rgba: spotcheck::specimen::lesion(5, width, height),
        width,
        height,
    };
    Source::new(&decoded, 28, augmentation).unwrap()
}

#[test]
fn no_augmentation_is_the_plain_picture() {
    let nothing = Augmentation::default();
    for (width, height) in [(90, 84), (60, 71), (400, 300), (20, 25)] {
        let rgba = spotcheck::specimen::lesion(5, width, height);
        let picture = Picture::new(&rgba, width, height).unwrap();
        let plain = picture.prepare(picture.centre_square(), 28).unwrap();
        let same = nothing
            .apply(
                &source(&nothing, width, height),
                28,
                &mut Pcg64Mcg::seed_from_u64(1),
            )
            .unwrap();
        assert_eq!(plain, same, "{width}x{height}");
    }
}

#[test]
fn the_same_seed_gives_the_same_view_and_another_another() {
    let strong = Augmentation {
        flip: true,
        rotation: 180.0,
        scale: 0.2,
        shift: 0.1,
        brightness: 0.2,
        contrast: 0.2,
        saturation: 0.2,
        tint: 0.1,
        ..Augmentation::default()
    };
    let view = |seed| {
        strong
            .apply(
                &source(&strong, 90, 84),
                28,
                &mut Pcg64Mcg::seed_from_u64(seed),
            )
            .unwrap()
    };
    assert_eq!(view(1), view(1));
    assert_ne!(view(1), view(2));
}

fn view(augmentation: &Augmentation, seed: u64) -> Vec<u8> {
    let mut random = Pcg64Mcg::seed_from_u64(seed);
    let source = source(augmentation, 90, 84);
    augmentation.apply(&source, 28, &mut random).unwrap()
}

#[test]
fn the_shipped_recipes_views_are_what_they_were() {
    // Taken before blur, holes, mixing and mirroring came: trained weights must stay reproducible.
    let recipe = Augmentation {
        flip: true,
        rotation: 180.0,
        scale: 0.15,
        shift: 0.08,
        brightness: 0.1,
        contrast: 0.15,
        saturation: 0.15,
        tint: 0.05,
        ..Augmentation::default()
    };
    let views: Vec<u8> = (0..8).flat_map(|seed| view(&recipe, seed)).collect();
    assert_eq!(
        spotcheck::weights::sha256_hex(&views),
        "1c8f8c502f965e91fa02991f973a06542055a0333c9ab9dffa36f9dc6a90f7e1"
    );
}

#[test]
fn an_enlarged_source_gives_views_as_sharp_as_the_picture() {
    // As HAM10000's pictures stand to the skin model's input: 150 to 160.
    let rgba: Vec<u8> = (0..26 * 26_u32)
        .flat_map(|place| {
            let grey = (place.wrapping_mul(2_654_435_761) >> 24) as u8;
            [grey, grey, grey, 255]
        })
        .collect();
    let picture = Picture::new(&rgba, 26, 26).unwrap();
    let asked = picture.prepare(picture.centre_square(), 28).unwrap();
    let apart = |enlarge: bool| {
        let augmentation = Augmentation {
            enlarge,
            // Something moves, by nothing that could be seen.
            rotation: 1e-4,
            ..Augmentation::default()
        };
        let decoded = Decoded {
            rgba: rgba.clone(),
            width: 26,
            height: 26,
        };
        let source = Source::new(&decoded, 28, &augmentation).unwrap();
        let mut random = Pcg64Mcg::seed_from_u64(1);
        let view = augmentation.apply(&source, 28, &mut random).unwrap();
        let distance = |(a, b): (&u8, &u8)| f64::from(a.abs_diff(*b));
        view.iter().zip(&asked).map(distance).sum::<f64>() / view.len() as f64
    };
    let (plain, enlarged) = (apart(false), apart(true));
    assert!(
        enlarged < 0.67 * plain,
        "{enlarged} against {plain} grey levels"
    );
}

/// Thousands of sources stand in memory: they must not be larger than their pictures need, nor have room to spare.
#[test]
fn a_source_is_as_large_as_it_must_be() {
    let enlarging = Augmentation {
        enlarge: true,
        rotation: 180.0,
        ..Augmentation::default()
    };
    let plain = Augmentation {
        enlarge: false,
        ..enlarging.clone()
    };
    let fine = 28 * 3;
    for (augmentation, short, wanted) in [
        (&enlarging, 20, fine),
        (&enlarging, fine, fine),
        (&enlarging, 400, fine),
        (&plain, 20, 20),
        (&plain, 400, fine),
    ] {
        let source = source(augmentation, short * 2, short);
        let sides = (source.width, source.height);
        assert_eq!(sides, (wanted as usize * 2, wanted as usize), "{short}");
        assert_eq!(source.rgb.capacity(), sides.0 * sides.1 * 3, "{short}");
    }
}

#[test]
fn what_is_transparent_is_white_in_training_too() {
    let decoded = Decoded {
        rgba: [0, 0, 0, 0].repeat(50 * 40),
        width: 50,
        height: 40,
    };
    let turned = Augmentation {
        rotation: 180.0,
        ..Augmentation::default()
    };
    let source = Source::new(&decoded, 28, &turned).unwrap();
    let view = turned.apply(&source, 28, &mut Pcg64Mcg::seed_from_u64(1));
    assert!(view.unwrap().iter().all(|&byte| byte == 255));
}

fn mirrored(rgb: &[u8]) -> Vec<u8> {
    rgb.chunks(28 * 3)
        .flat_map(|row| row.chunks(3).rev().flatten().copied().collect::<Vec<u8>>())
        .collect()
}

#[test]
fn mirroring_alone_turns_left_and_right_only() {
    let mirror = Augmentation {
        mirror: true,
        ..Augmentation::default()
    };
    let plain = view(&Augmentation::default(), 0);
    let turned = mirrored(&plain);
    let near = |one: &[u8], other: &[u8]| one.iter().zip(other).all(|(a, b)| a.abs_diff(*b) <= 2);
    let views: Vec<Vec<u8>> = (0..20).map(|seed| view(&mirror, seed)).collect();
    let plain_count = views.iter().filter(|view| near(view, &plain)).count();
    let turned_count = views.iter().filter(|view| near(view, &turned)).count();
    assert!(
        plain_count >= 4 && turned_count >= 4,
        "{plain_count}, {turned_count}"
    );
    assert_eq!(plain_count + turned_count, 20);
}

#[test]
fn aspect_makes_a_disc_an_ellipse_of_the_same_area() {
    // A black disc of 30 pixels across on white.
    let rgba: Vec<u8> = (0..84 * 84_i32)
        .flat_map(|place| {
            let (x, y) = (place % 84 - 42, place / 84 - 42);
            let grey = if x * x + y * y < 225 { 0 } else { 255 };
            [grey, grey, grey, 255]
        })
        .collect();
    let decoded = Decoded {
        rgba,
        width: 84,
        height: 84,
    };
    let stretching = Augmentation {
        aspect: 0.5,
        ..Augmentation::default()
    };
    let source = Source::new(&decoded, 84, &stretching).unwrap();
    let mut widest: f64 = 1.0;
    let mut tallest: f64 = 1.0;
    for seed in 0..40 {
        let mut random = Pcg64Mcg::seed_from_u64(seed);
        let view = stretching.apply(&source, 84, &mut random).unwrap();
        let dark: Vec<usize> = (0..84 * 84).filter(|place| view[place * 3] < 128).collect();
        let across = |of: fn(usize) -> usize| {
            let places = dark.iter().map(|&place| of(place));
            (places.clone().max().unwrap() - places.min().unwrap() + 1) as f64
        };
        let ratio = across(|place| place % 84) / across(|place| place / 84);
        widest = widest.max(ratio);
        tallest = tallest.max(1.0 / ratio);
        let area = dark.len() as f64 / 706.0;
        assert!((0.93..1.07).contains(&area), "{area}");
    }
    for most in [widest, tallest] {
        assert!((1.3..1.6).contains(&most), "{widest}, {tallest}");
    }
}

#[test]
fn blur_softens_and_a_hole_is_no_larger_than_its_share() {
    let plain = view(&Augmentation::default(), 0);
    let roughness = |rgb: &[u8]| -> u32 {
        let pairs = rgb.chunks(28 * 3).flat_map(|row| row.windows(4));
        pairs.map(|pair| u32::from(pair[0].abs_diff(pair[3]))).sum()
    };
    let soft = Augmentation {
        blur: 2.0,
        ..Augmentation::default()
    };
    let holed = Augmentation {
        cut_out: 0.5,
        ..Augmentation::default()
    };
    let mut largest = 0;
    for seed in 0..30 {
        assert!(roughness(&view(&soft, seed)) <= roughness(&plain));
        let holed = view(&holed, seed);
        let changed = plain.chunks(3).zip(holed.chunks(3)).filter(|(a, b)| a != b);
        largest = largest.max(changed.count());
    }
    assert!((60..=14 * 14).contains(&largest), "{largest}");
}

#[test]
fn faults_come_as_often_as_they_are_asked_for() {
    let plain = view(&Augmentation::default(), 0);
    let faulty = Augmentation {
        faults: 0.5,
        ..Augmentation::default()
    };
    let changed = (0..60).filter(|&seed| view(&faulty, seed) != plain).count();
    assert!((18..=42).contains(&changed), "{changed} of 60");
}

#[test]
fn strengths_out_of_range_are_refused() {
    let wrong = Augmentation {
        cut_out: 1.5,
        ..Augmentation::default()
    };
    assert!(wrong.check().unwrap_err().to_string().contains("cut_out"));
    let wrong = Augmentation {
        scale: f32::NAN,
        ..Augmentation::default()
    };
    assert!(wrong.check().unwrap_err().to_string().contains("scale"));
    Augmentation::default().check().unwrap();
}
