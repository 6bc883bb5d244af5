//! Pictures of nothing that a skin model should judge, drawn by our own code.

use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;

type Colour = [f32; 3];

/// How many kinds there are.
const KINDS: u64 = 12;

/// A stranger, another one for each seed and each kind in turn: `size * size * 3` RGB bytes.
#[must_use]
pub fn draw(seed: u64, size: u32) -> Vec<u8> {
    let mut random = Pcg64Mcg::seed_from_u64(seed ^ 0x5eed_0f57_4a46_e125);
    let paint: Box<dyn Fn(f32, f32) -> Colour> = match seed % KINDS {
        0 => flat(&mut random),
        1 => gradient(&mut random),
        2 => clouds(&mut random, 2.0, 40.0),
        3 => stripes(&mut random),
        4 => page_of_text(&mut random),
        5 => plain_skin(&mut random),
        6 => shapes(&mut random),
        7 => clouds(&mut random, 0.7, 5.0),
        8 => fur(&mut random),
        9 => face(&mut random),
        10 => mosaic(&mut random),
        _ => arm(&mut random),
    };
    let grain = random.random_range(0.0..12.0f32);
    let mut rgb = Vec::with_capacity((size * size * 3) as usize);
    for row in 0..size {
        for column in 0..size {
            let (x, y) = (
                (column as f32 + 0.5) / size as f32,
                (row as f32 + 0.5) / size as f32,
            );
            let noise = grain * (random.random::<f32>() - 0.5);
            rgb.extend(paint(x, y).map(|value| (value + noise).round().clamp(0.0, 255.0) as u8));
        }
    }
    rgb
}

fn colour(random: &mut Pcg64Mcg) -> Colour {
    std::array::from_fn(|_| random.random_range(0.0..255.0))
}

/// Skin from very light to very dark.
fn skin(random: &mut Pcg64Mcg) -> Colour {
    let light = random.random_range(0.25..1.0f32);
    [
        light * 235.0,
        light * random.random_range(165.0..205.0),
        light * random.random_range(130.0..185.0),
    ]
}

fn mix(one: Colour, other: Colour, share: f32) -> Colour {
    let share = share.clamp(0.0, 1.0);
    std::array::from_fn(|channel| {
        let of = |colour: Colour| colour.get(channel).copied().unwrap_or(0.0);
        of(one) * (1.0 - share) + of(other) * share
    })
}

fn flat(random: &mut Pcg64Mcg) -> Box<dyn Fn(f32, f32) -> Colour> {
    let one = colour(random);
    Box::new(move |_, _| one)
}

fn gradient(random: &mut Pcg64Mcg) -> Box<dyn Fn(f32, f32) -> Colour> {
    let (one, other) = (colour(random), colour(random));
    let (sine, cosine) = random.random_range(0.0..std::f32::consts::TAU).sin_cos();
    Box::new(move |x, y| mix(one, other, 0.5 + (x - 0.5) * cosine + (y - 0.5) * sine))
}

/// Waves of many lengths over one another, between two colours.
fn clouds(random: &mut Pcg64Mcg, slow: f32, fast: f32) -> Box<dyn Fn(f32, f32) -> Colour> {
    let (one, other) = (colour(random), colour(random));
    let waves: Vec<[f32; 3]> = (0..12)
        .map(|_| {
            let turns = random.random_range(slow..fast) * std::f32::consts::TAU;
            let (sine, cosine) = random.random_range(0.0..std::f32::consts::TAU).sin_cos();
            [turns * cosine, turns * sine, random.random_range(0.0..6.0)]
        })
        .collect();
    Box::new(move |x, y| {
        let sum: f32 = waves
            .iter()
            .map(|[u, v, phase]| (u * x + v * y + phase).sin())
            .sum();
        mix(one, other, 0.5 + sum / 6.0)
    })
}

/// Stripes, or the checks of two of them.
fn stripes(random: &mut Pcg64Mcg) -> Box<dyn Fn(f32, f32) -> Colour> {
    let (one, other) = (colour(random), colour(random));
    let turns = random.random_range(2.0..30.0f32) * std::f32::consts::TAU;
    let (sine, cosine) = random.random_range(0.0..std::f32::consts::TAU).sin_cos();
    let checks = random.random::<bool>();
    Box::new(move |x, y| {
        let across = ((x * cosine + y * sine) * turns).sin() > 0.0;
        let along = checks && ((y * cosine - x * sine) * turns).sin() > 0.0;
        if across == along { one } else { other }
    })
}

/// Lines of dark marks on light paper, or light ones on a dark screen.
fn page_of_text(random: &mut Pcg64Mcg) -> Box<dyn Fn(f32, f32) -> Colour> {
    let paper = [random.random_range(215.0..255.0f32); 3];
    let ink = [random.random_range(0.0..70.0f32); 3];
    let (paper, ink) = if random.random_range(0..4) == 0 {
        (ink, paper)
    } else {
        (paper, ink)
    };
    let lines = random.random_range(5..24usize);
    let letters = random.random_range(20..70usize);
    let marks: Vec<bool> = (0..lines * letters * 4)
        .map(|_| random.random_range(0..5) < 3)
        .collect();
    let margin = random.random_range(0.0..0.12f32);
    Box::new(move |x, y| {
        let inside = |value: f32| (margin..1.0 - margin).contains(&value);
        let line = (y * lines as f32) as usize;
        let height = y * lines as f32 - line as f32;
        let upper = usize::from(height > 0.45) * 2;
        let letter = (x * letters as f32) as usize;
        let half = usize::from(x * letters as f32 - letter as f32 > 0.5);
        let place = (line * letters + letter) * 4 + upper + half;
        let marked = marks.get(place).copied().unwrap_or(false);
        if marked && inside(x) && inside(y) && (0.2..0.7).contains(&height) {
            ink
        } else {
            paper
        }
    })
}

/// Skin with the shade of a round limb, and nothing on it.
fn plain_skin(random: &mut Pcg64Mcg) -> Box<dyn Fn(f32, f32) -> Colour> {
    let skin = skin(random);
    let shade = random.random_range(0.0..0.35f32);
    let (sine, cosine) = random.random_range(0.0..std::f32::consts::TAU).sin_cos();
    let texture = clouds(random, 6.0, 30.0);
    Box::new(move |x, y| {
        let away = (x - 0.5) * cosine + (y - 0.5) * sine;
        let lit = skin.map(|value| value * (1.0 - shade * (away + 0.5).powi(2)));
        mix(lit, texture(x, y), 0.02)
    })
}

/// Boxes and discs of any colour before a background: rooms, faces and things are made of such.
fn shapes(random: &mut Pcg64Mcg) -> Box<dyn Fn(f32, f32) -> Colour> {
    let ground = gradient(random);
    let shapes: Vec<([f32; 4], bool, Colour)> = (0..random.random_range(3..14))
        .map(|_| {
            let place = std::array::from_fn(|axis| {
                if axis < 2 {
                    random.random_range(0.0..1.0)
                } else {
                    random.random_range(0.04..0.4)
                }
            });
            (place, random.random::<bool>(), colour(random))
        })
        .collect();
    Box::new(move |x, y| {
        let on = |[left, top, width, height]: [f32; 4], round: bool| {
            let (u, v) = ((x - left) / width, (y - top) / height);
            if round {
                u.hypot(v) < 1.0
            } else {
                u.abs() < 1.0 && v.abs() < 1.0
            }
        };
        let last = shapes
            .iter()
            .rev()
            .find(|(place, round, _)| on(*place, *round));
        last.map_or_else(|| ground(x, y), |(_, _, colour)| *colour)
    })
}

/// Flat patches, each of the colour of the nearest of some points: walls, streets, leaves, drawings.
fn mosaic(random: &mut Pcg64Mcg) -> Box<dyn Fn(f32, f32) -> Colour> {
    let shades = random.random_range(3..9);
    let palette: Vec<Colour> = (0..shades).map(|_| colour(random)).collect();
    let patches: Vec<([f32; 2], Colour)> = (0..random.random_range(6..60))
        .map(|_| {
            let place = [random.random(), random.random()];
            let shade = palette.get(random.random_range(0..shades)).copied();
            (place, shade.unwrap_or_default())
        })
        .collect();
    let squeeze = random.random_range(0.3..3.0f32);
    Box::new(move |x, y| {
        let away = |[a, b]: [f32; 2]| (x - a).hypot((y - b) * squeeze);
        let nearest = patches
            .iter()
            .min_by(|(one, _), (other, _)| away(*one).total_cmp(&away(*other)));
        nearest.map_or([0.0; 3], |(_, colour)| *colour)
    })
}

/// A limb before something else, seen from afar.
fn arm(random: &mut Pcg64Mcg) -> Box<dyn Fn(f32, f32) -> Colour> {
    let skin = skin(random);
    let ground = if random.random::<bool>() {
        shapes(random)
    } else {
        gradient(random)
    };
    let half = random.random_range(0.1..0.28f32);
    let middle = random.random_range(-0.15..0.15f32);
    let (sine, cosine) = random.random_range(0.0..std::f32::consts::TAU).sin_cos();
    Box::new(move |x, y| {
        let away = ((x - 0.5) * cosine + (y - 0.5) * sine - middle) / half;
        if away.abs() < 1.0 {
            skin.map(|value| value * (1.0 - away * away * 0.45))
        } else {
            ground(x, y)
        }
    })
}

/// Colours of coats: white, grey, brown, ginger, black.
fn coat(random: &mut Pcg64Mcg) -> Colour {
    let light = random.random_range(25.0..245.0f32);
    [
        light,
        light * random.random_range(0.75..1.0f32),
        light * random.random_range(0.45..1.0f32),
    ]
}

/// Hair close to hair, in patches of two colours, lying in a direction that bends.
fn fur(random: &mut Pcg64Mcg) -> Box<dyn Fn(f32, f32) -> Colour> {
    // Feathers and plush have any colour.
    let any = random.random_range(0..3) == 0;
    let mut paint = || {
        if any { colour(random) } else { coat(random) }
    };
    let (one, other) = (paint(), paint());
    let (sine, cosine) = random.random_range(0.0..std::f32::consts::TAU).sin_cos();
    let mut waves = |count: usize, across: [f32; 2], along: [f32; 2]| -> Vec<[f32; 3]> {
        (0..count)
            .map(|_| {
                [
                    random.random_range(across[0]..across[1]) * std::f32::consts::TAU,
                    random.random_range(along[0]..along[1]) * std::f32::consts::TAU,
                    random.random_range(0.0..6.0),
                ]
            })
            .collect()
    };
    let patches = waves(5, [-3.0, 3.0], [-3.0, 3.0]);
    let bends = waves(3, [-1.5, 1.5], [-1.5, 1.5]);
    let hairs = waves(24, [12.0, 60.0], [-5.0, 5.0]);
    let rough = random.random_range(0.15..0.5f32);
    let sum = |waves: &[[f32; 3]], x: f32, y: f32| -> f32 {
        let values = waves
            .iter()
            .map(|[u, v, phase]| (u * x + v * y + phase).sin());
        values.sum::<f32>() / (waves.len() as f32).sqrt()
    };
    Box::new(move |x, y| {
        let bend = 0.05 * sum(&bends, x, y);
        let (across, along) = (x * cosine + y * sine + bend, y * cosine - x * sine);
        let patch = mix(one, other, 0.5 + 1.5 * sum(&patches, x, y));
        let shade = 1.0 + rough * sum(&hairs, across, along);
        patch.map(|value| value * shade)
    })
}

/// A head with two eyes and a nose, of skin or fur, before something else.
fn face(random: &mut Pcg64Mcg) -> Box<dyn Fn(f32, f32) -> Colour> {
    let ground = if random.random::<bool>() {
        shapes(random)
    } else {
        gradient(random)
    };
    let head = if random.random_range(0..3) == 0 {
        plain_skin(random)
    } else {
        fur(random)
    };
    let middle = [
        random.random_range(0.35..0.65f32),
        random.random_range(0.35..0.65f32),
    ];
    let half = random.random_range(0.2..0.7f32);
    let tall = random.random_range(0.85..1.35f32);
    let (sine, cosine) = random.random_range(-0.6..0.6f32).sin_cos();
    let [eye, apart, high] = [
        random.random_range(0.08..0.2f32),
        random.random_range(0.3..0.5f32),
        random.random_range(0.05..0.35f32),
    ];
    let (iris, nose) = (colour(random), coat(random));
    Box::new(move |x, y| {
        let (x, y) = ((x - middle[0]) / half, (y - middle[1]) / half);
        let (u, v) = (x * cosine + y * sine, y * cosine - x * sine);
        let to_eye = (u.abs() - apart).hypot(v + high);
        if to_eye < eye * 0.5 {
            [12.0; 3]
        } else if to_eye < eye {
            iris
        } else if u.hypot((v - 0.35) * 1.4) < 0.14 {
            nose.map(|value| value * 0.4)
        } else if u.hypot(v / tall) < 1.0 {
            head(x * half + middle[0], y * half + middle[1])
        } else {
            ground(x * half + middle[0], y * half + middle[1])
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_seed_gives_another_picture_and_the_same_again() {
        let drawn: Vec<Vec<u8>> = (0..24).map(|seed| draw(seed, 32)).collect();
        for (seed, picture) in drawn.iter().enumerate() {
            assert_eq!(picture.len(), 32 * 32 * 3);
            assert_eq!(*picture, draw(seed as u64, 32));
            assert_eq!(drawn.iter().filter(|other| *other == picture).count(), 1);
        }
    }
}
