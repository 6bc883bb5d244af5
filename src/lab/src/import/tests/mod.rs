//! The verb as a whole: files in, a model out that the classifier loads.

mod naive;

use burn::tensor::TensorData;
use spotcheck::Picture;
use spotcheck::networks::Architecture;

use super::*;
use crate::{decode, export, testing};

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures")
        .join(name)
}

fn request(file: PathBuf, classes: &str, out: &Path) -> Request {
    Request {
        file,
        id: "mine".to_owned(),
        classes: classes.to_owned(),
        out: out.join("mine"),
        normalise: Some(Normalise::Tf),
        size: None,
        network: None,
        overwrite: true,
        full_precision: false,
    }
}

#[test]
fn a_model_that_is_there_is_not_written_over_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let mut request = request(fixture("nested-keras2.h5"), "a,b,c", folder.path());
    request.overwrite = false;
    import(&request).unwrap();
    let card = request.out.join("card.json");
    let before = std::fs::read(&card).unwrap();
    request.classes = "d,e,f".to_owned();
    let message = import(&request).unwrap_err().to_string();
    assert!(message.contains("--overwrite"), "{message}");
    assert!(std::fs::read(&card).unwrap() == before);
    request.overwrite = true;
    import(&request).unwrap();
    assert!(std::fs::read(&card).unwrap() != before);
}

#[test]
fn a_keras_model_becomes_one_that_loads_and_knows_its_answer() {
    let folder = tempfile::tempdir().unwrap();
    let mut request = request(fixture("nested-keras2.h5"), "a,b,c", folder.path());
    // It scales its pixels itself, so nothing need be said.
    request.normalise = None;
    let card = import(&request).unwrap();
    assert_eq!(card.network, DESCRIBED);
    assert_eq!(card.input.size, 15);
    assert!((card.input.std[0] - 1.0 / 255.0).abs() < 1e-9);
    assert_eq!(card.weights.dtype, "f16");
    assert!(card.limits[0].contains("nothing was measured"));
    let classifier = crate::models::load(folder.path(), "mine", &Device::flex()).unwrap();
    assert_eq!(*classifier.card(), card);
    let known = pollster::block_on(classifier.self_test()).unwrap();
    let mut pairs = known.iter().zip(&card.known_answer.logits);
    assert!(pairs.all(|(one, other)| (one - other).abs() < 1e-5));

    // No threshold may take effect, whatever the picture.
    let rgba = vec![128; 20 * 20 * 4];
    let picture = Picture::new(&rgba, 20, 20).unwrap();
    let prepared = classifier
        .prepare(&picture, picture.centre_square())
        .unwrap();
    let judged = pollster::block_on(classifier.infer(prepared)).unwrap();
    let verdict = classifier.judge(&judged, "test").unwrap();
    assert_eq!(verdict.state, spotcheck::State::Answer);
}

#[test]
fn one_sigmoid_is_two_classes() {
    let folder = tempfile::tempdir().unwrap();
    let mut request = request(fixture("chain-keras2.h5"), "no,yes", folder.path());
    request.full_precision = true;
    let card = import(&request).unwrap();
    assert_eq!(card.weights.dtype, "f32");
    assert!(card.known_answer.logits[0].abs() < f32::EPSILON);
    assert!(card.known_answer.logits[1].abs() > 1e-3);
}

#[test]
fn contradictions_are_refused_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let good = || request(fixture("kept-keras3.h5"), "a,b,c,d", folder.path());
    let text = folder.path().join("text.h5");
    std::fs::write(&text, "this is no model at all").unwrap();
    let archive = folder.path().join("model.keras");
    std::fs::write(&archive, b"PK\x03\x04 and so on").unwrap();
    for (request, reason) in [
        (
            Request {
                classes: "a,b".to_owned(),
                ..good()
            },
            "has 4 classes; 2 are named",
        ),
        (
            Request {
                normalise: None,
                ..good()
            },
            "--normalise",
        ),
        (
            Request {
                id: "../up".to_owned(),
                ..good()
            },
            "no id",
        ),
        (
            Request {
                size: Some(99),
                ..good()
            },
            "12 pixels, not 99",
        ),
        (
            Request {
                network: Some("skin28".to_owned()),
                ..good()
            },
            "for safetensors",
        ),
        (
            Request {
                file: folder.path().join("none.h5"),
                ..good()
            },
            "none.h5",
        ),
        (
            Request {
                file: archive.clone(),
                ..good()
            },
            "save the model as .h5",
        ),
        (
            Request {
                file: text.clone(),
                ..good()
            },
            "no HDF5 file",
        ),
        (
            Request {
                file: text.clone(),
                network: Some("skin28".to_owned()),
                ..good()
            },
            "neither HDF5 nor sound safetensors",
        ),
    ] {
        let error = format!("{:#}", import(&request).unwrap_err());
        assert!(error.contains(reason), "{error} lacks {reason}");
    }
    assert!(!folder.path().join("mine").exists());
}

#[test]
fn weights_that_half_precision_can_not_hold_are_refused() {
    let device = Device::flex();
    let imported = keras::read(&Hdf5::open(&fixture("kept-keras3.h5")).unwrap(), None).unwrap();
    let mut tensors = imported.tensors;
    tensors[0].bias = Some(TensorData::from([1e5f32; 5]));
    let graph = Graph::with_tensors(&imported.spec, tensors, &device).unwrap();
    let bytes = encode(Network::Graph(graph), false).unwrap();
    let architecture = Architecture {
        name: DESCRIBED,
        classes: 4,
        size: 12,
        graph: Some(&imported.spec),
    };
    let error = weights::load_unverified(&architecture, bytes, &device).unwrap_err();
    assert_eq!(error.kind(), spotcheck::ErrorKind::WeightsValues);
}

#[test]
fn what_was_exported_comes_back_the_same() {
    let shipped = crate::models::folder(None).unwrap();
    let original = crate::models::card(&shipped, "skin28").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("skin28.safetensors");
    export::safetensors(&shipped, "skin28", &file).unwrap();
    let classes: Vec<&str> = original
        .classes
        .iter()
        .map(|class| class.code.as_str())
        .collect();
    let mut request = request(file.clone(), &classes.join(","), folder.path());
    request.network = Some("skin28".to_owned());
    import(&request).unwrap();
    let again = folder.path().join("again.safetensors");
    export::safetensors(folder.path(), "mine", &again).unwrap();
    assert!(std::fs::read(&file).unwrap() == std::fs::read(&again).unwrap());

    // Another network's weights are told apart by their names.
    request.network = Some("carcinoskin".to_owned());
    let error = format!("{:#}", import(&request).unwrap_err());
    assert!(error.contains("is missing"), "{error}");
}

#[test]
fn the_real_file_answers_as_plain_loops_over_its_numbers_do() {
    let Some(data) = testing::shared_data("import::the_real_file_answers_as_plain_loops_do") else {
        return;
    };
    let data = data.join("carcinoskin-keras");
    let folder = tempfile::tempdir().unwrap();
    let labels = data.join("SkinCancerLabel.txt");
    let mut request = request(
        data.join("SkinCancerModel.h5"),
        labels.to_str().unwrap(),
        folder.path(),
    );
    request.full_precision = true;
    let card = import(&request).unwrap();
    let codes: Vec<&str> = card
        .classes
        .iter()
        .map(|class| class.code.as_str())
        .collect();
    assert_eq!(codes, ["malignant", "benign"]);
    let classifier = crate::models::load(folder.path(), "mine", &Device::flex()).unwrap();
    let reference = naive::Model::read(&request.file);
    for name in ["67.jpg", "98.jpg"] {
        let decoded = decode::read(&data.join("samples").join(name)).unwrap();
        let picture = Picture::new(&decoded.rgba, decoded.width, decoded.height).unwrap();
        let crop = picture.centre_square();
        let wanted = reference.logits(&picture.prepare(crop, card.input.size).unwrap());
        let prepared = classifier.prepare(&picture, crop).unwrap();
        let found = pollster::block_on(classifier.infer(prepared))
            .unwrap()
            .logits;
        for (one, other) in found.iter().zip(&wanted) {
            assert!(
                (f64::from(*one) - other).abs() < 1e-4,
                "{name}: {found:?} instead of {wanted:?}"
            );
        }
    }

    // And as NumPy does, on all samples (tests/reference/keras_numpy.py).
    let answers =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/reference/carcinoskin-keras.json");
    let answers: std::collections::BTreeMap<String, [f64; 2]> =
        serde_json::from_slice(&std::fs::read(answers).unwrap()).unwrap();
    assert_eq!(answers.len(), 16);
    for (name, wanted) in answers {
        let decoded = decode::read(&data.join("samples").join(&name)).unwrap();
        let picture = Picture::new(&decoded.rgba, decoded.width, decoded.height).unwrap();
        let prepared = classifier
            .prepare(&picture, picture.centre_square())
            .unwrap();
        let row = pollster::block_on(classifier.infer(prepared)).unwrap();
        let found = spotcheck::calibration::probabilities(&row.logits, 1.0).unwrap();
        for (one, other) in found.iter().zip(&wanted) {
            assert!(
                (f64::from(*one) - other).abs() < 1e-4,
                "{name}: {found:?} instead of {wanted:?}"
            );
        }
    }
}
