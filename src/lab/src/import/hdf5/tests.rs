//! Sound files, and damaged ones: an error, never a panic, a hang or an allocation out of all proportion.

use std::time::{Duration, Instant};

use hdf5_pure::FileBuilder;
use rand::{RngExt, SeedableRng};
use rand_pcg::Pcg64Mcg;

use super::*;
use crate::import::keras;

/// Files of both layouts: as h5py writes them by default, and with what it has added since.
const FIXTURES: [&[u8]; 2] = [
    include_bytes!("../../../tests/fixtures/nested-keras2.h5"),
    include_bytes!("../../../tests/fixtures/kept-keras3.h5"),
];

/// What an import does with a file.
fn read_all(bytes: &[u8]) -> Result<()> {
    keras::read(&Hdf5::from_bytes(bytes.to_vec())?, None).map(|_| ())
}

#[test]
fn no_truncated_file_is_taken_for_a_whole_one() {
    for bytes in FIXTURES {
        read_all(bytes).unwrap();
        for length in (0..bytes.len()).step_by(97) {
            assert!(read_all(&bytes[..length]).is_err(), "{length} bytes");
        }
    }
}

#[test]
fn damaged_files_give_an_error_or_the_model_and_neither_panic_nor_hang() {
    let mut random = Pcg64Mcg::seed_from_u64(1);
    let (mut refused, mut slowest) = (0, Duration::ZERO);
    for round in 0..3000 {
        let mut bytes = FIXTURES[round % FIXTURES.len()].to_vec();
        for _ in 0..random.random_range(1..8) {
            // Half of the damage goes where the structures are thickest.
            let end = if random.random() { 4096 } else { bytes.len() };
            let place = random.random_range(0..end - 8);
            match random.random_range(0..4) {
                0 => bytes[place] ^= 1 << random.random_range(0..8),
                1 => bytes[place] = 0xff,
                2 => bytes[place] = random.random(),
                _ => bytes[place..place + 8].copy_from_slice(&random.random::<u64>().to_le_bytes()),
            }
        }
        let start = Instant::now();
        refused += usize::from(read_all(&bytes).is_err());
        slowest = slowest.max(start.elapsed());
    }
    // Most damage hits a weight or a gap, and weights have no checksum.
    assert!((100..2900).contains(&refused), "{refused} were refused");
    assert!(slowest < Duration::from_secs(5), "one took {slowest:?}");
}

/// One dataset "x", written by `fill`.
fn dataset(fill: impl FnOnce(&mut hdf5_pure::DatasetBuilder)) -> Vec<u8> {
    let mut file = FileBuilder::new();
    fill(file.create_dataset("x"));
    file.finish().unwrap()
}

fn tensor(bytes: Vec<u8>) -> Result<Tensor> {
    Hdf5::from_bytes(bytes)?.tensor("x")
}

#[test]
fn tensors_are_read_as_written_whole_or_in_compressed_chunks() {
    let values: Vec<f32> = (0..600).map(|index| index as f32 / 7.0).collect();
    let whole = dataset(|x| {
        x.with_f32_data(&values).with_shape(&[20, 30]);
    });
    let chunks = dataset(|x| {
        x.with_f32_data(&values)
            .with_shape(&[20, 30])
            .with_chunks(&[8, 7])
            .with_shuffle()
            .with_deflate(6);
    });
    let wide: Vec<f64> = values.iter().map(|value| f64::from(*value)).collect();
    let doubles = dataset(|x| {
        x.with_f64_data(&wide).with_shape(&[20, 30]);
    });
    for bytes in [whole, chunks, doubles] {
        let read = tensor(bytes).unwrap();
        assert_eq!(read.shape, [20, 30]);
        assert_eq!(read.values, values);
    }
}

#[test]
fn what_is_no_sound_tensor_is_refused() {
    let infinite = dataset(|x| {
        x.with_f32_data(&[1.0, f32::INFINITY]);
    });
    let integers = dataset(|x| {
        x.with_i32_data(&[1, 2]);
    });
    for (bytes, reason) in [(infinite, "infinite"), (integers, "32- and 64-bit floats")] {
        let error = tensor(bytes).map(|tensor| tensor.shape).unwrap_err();
        let error = format!("{error:#}");
        assert!(error.contains("\"x\""), "{error}");
        assert!(error.contains(reason), "{error} lacks {reason}");
    }
}

/// Files of `generate_vast.py`: a few kilobytes that announce up to a gigabyte.
#[test]
fn what_is_announced_and_not_there_is_refused_before_room_is_made() {
    let bytes = include_bytes!("../../../tests/fixtures/vast.h5").to_vec();
    let file = Hdf5::from_bytes(bytes).unwrap();
    for (name, reason) in [
        ("shape", "[65536, 2048] is too large"),
        ("unwritten", "not all there"),
        ("chunk", "[268435456] can't be"),
        ("unwritten_chunks", "not all there"),
        ("sticking_chunks", "3 chunks of [1, 33554432] are too much"),
        ("missing", "\"missing\""),
    ] {
        let error = format!("{:#}", file.tensor(name).unwrap_err());
        assert!(error.contains(reason), "{error} lacks {reason}");
    }
    let sound = dataset(|x| {
        x.with_f32_data(&[1.0; 6]);
    });
    let sound = Hdf5::from_bytes(sound).unwrap();
    sound.elements_left.set(11);
    sound.tensor("x").unwrap();
    assert!(sound.tensor("x").is_err());
}

#[test]
fn a_file_is_not_read_over_and_over() {
    let source = Metered {
        bytes: vec![7; 100],
        left: AtomicU64::new(250),
    };
    let mut buffer = [0; 100];
    source.read_at(0, &mut buffer).unwrap();
    assert_eq!(buffer, [7; 100]);
    source.read_at(0, &mut buffer).unwrap();
    assert!(source.read_at(0, &mut buffer).is_err());
    assert!(source.read_at(u64::MAX, &mut buffer[..1]).is_err());
    assert!(source.read_at(99, &mut buffer[..2]).is_err());
}

#[test]
fn the_real_file_survives_damage() {
    let Some(folder) = crate::testing::shared_data("import::hdf5::the_real_file_survives_damage")
    else {
        return;
    };
    let whole = std::fs::read(folder.join("carcinoskin-keras/SkinCancerModel.h5")).unwrap();
    let mut random = Pcg64Mcg::seed_from_u64(2);
    for _ in 0..100 {
        let mut bytes = whole.clone();
        for _ in 0..20 {
            let place = random.random_range(0..bytes.len());
            bytes[place] = random.random();
        }
        // Either is right; a panic fails the test.
        let _ = read_all(&bytes);
        let end = random.random_range(0..whole.len() * 9 / 10);
        assert!(read_all(&whole[..end]).is_err());
    }
}
