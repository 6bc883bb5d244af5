//! Models that Keras itself wrote, against what Keras itself answered (`tests/fixtures/generate.py`), and models
//! written here that must be refused.

use std::path::PathBuf;

use burn::tensor::{Device, Tensor, TensorData};
use hdf5_pure::{AttrValue, FileBuilder, GroupBuilder};
use serde_json::{Value, json};
use spotcheck::networks::Network;
use spotcheck::networks::graph::{Graph, Op};

use super::*;

/// Models that the tests share.
const FIXTURES: [&str; 4] = [
    "nested-keras2",
    "nested-keras3",
    "chain-keras2",
    "kept-keras3",
];

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(folder().join(format!("{name}.h5"))).unwrap()
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

/// What Keras answered.
fn answer(name: &str) -> Vec<f32> {
    let version = name.rsplit('-').next().unwrap();
    let json = std::fs::read(folder().join(format!("answers-{version}.json"))).unwrap();
    let answers: Value = serde_json::from_slice(&json).unwrap();
    let logits = answers[name].as_array().unwrap().iter();
    logits.map(|logit| logit.as_f64().unwrap() as f32).collect()
}

/// The picture that `generate.py` describes, bytes as floats, channels first.
fn picture(size: usize) -> Tensor<4> {
    let mut pixels = Vec::new();
    for c in 0..3 {
        for y in 0..size {
            for x in 0..size {
                pixels.push(((37 * y + 101 * x + 59 * c + y * x) % 256) as f32);
            }
        }
    }
    Tensor::from_data(TensorData::new(pixels, [1, 3, size, size]), &Device::flex())
}

fn logits(network: &Network, input: Tensor<4>) -> Vec<f32> {
    network
        .forward(input)
        .logits
        .into_data()
        .try_to_vec()
        .unwrap()
}

#[test]
fn what_keras_wrote_answers_as_keras_answered() {
    let device = Device::flex();
    for name in FIXTURES {
        let imported = read(&Hdf5::from_bytes(fixture(name)).unwrap(), None).unwrap();
        assert_eq!(imported.rescales, name.starts_with("nested"), "{name}");
        assert_eq!(imported.notes, Vec::<String>::new(), "{name}");
        let graph = Graph::with_tensors(&imported.spec, imported.tensors, &device).unwrap();
        let pixels = picture(imported.spec.input[1]);
        let input = if imported.rescales {
            pixels
        } else {
            pixels / 127.5 - 1.0
        };
        let wanted = answer(name);
        let network = Network::Graph(graph);
        // As it is trained and as it is shipped, batch norms folded.
        for network in [network.clone(), network.folded(&device).unwrap()] {
            let mut found = logits(&network, input.clone());
            if wanted.len() > 2 {
                let mean = found.iter().sum::<f32>() / found.len() as f32;
                for logit in &mut found {
                    *logit -= mean;
                }
            }
            assert_eq!(found.len(), wanted.len());
            for (one, other) in found.iter().zip(&wanted) {
                assert!((one - other).abs() < 1e-4, "{name}: {found:?}, {wanted:?}");
            }
        }
    }
}

#[test]
fn both_keras_versions_give_the_same_network() {
    let [one, other] = ["nested-keras2", "nested-keras3"]
        .map(|name| read(&Hdf5::from_bytes(fixture(name)).unwrap(), None).unwrap());
    assert_eq!(one.spec, other.spec);
    for (one, other) in one.tensors.iter().zip(&other.tensors) {
        assert_eq!(one.weight, other.weight);
        assert_eq!(one.variance, other.variance);
    }
}

/// A Keras file with the given `model_config` and weights: group, path, shape.
fn keras_file(config: &Value, weights: &[(&str, &str, &[u64])]) -> Vec<u8> {
    let mut groups: Vec<&str> = weights.iter().map(|(group, ..)| *group).collect();
    groups.dedup();
    let mut file = FileBuilder::new();
    file.set_attr("model_config", AttrValue::VarLenString(config.to_string()));
    let mut all = file.create_group("model_weights");
    let texts =
        |names: Vec<&str>| AttrValue::StringArray(names.into_iter().map(str::to_owned).collect());
    all.set_attr("layer_names", texts(groups.clone()));
    for group in groups {
        let mut layer = all.create_group(group);
        let own = weights.iter().filter(|(of, ..)| *of == group);
        layer.set_attr(
            "weight_names",
            texts(own.clone().map(|(_, path, _)| *path).collect()),
        );
        for (_, path, shape) in own {
            let count = shape.iter().product::<u64>();
            let values: Vec<f32> = (0..count).map(|index| index as f32 * 0.01).collect();
            put(&mut layer, path, &values, shape);
        }
        all.add_group(layer.finish());
    }
    file.add_group(all.finish());
    file.finish().unwrap()
}

/// A dataset in as many groups as its path names.
fn put(group: &mut GroupBuilder, path: &str, values: &[f32], shape: &[u64]) {
    match path.split_once('/') {
        None => {
            group
                .create_dataset(path)
                .with_f32_data(values)
                .with_shape(shape);
        }
        Some((first, rest)) => {
            let mut inner = group.create_group(first);
            put(&mut inner, rest, values, shape);
            group.add_group(inner.finish());
        }
    }
}

/// A sequential model for pictures of 4 × 4 pixels.
fn sequential(layers: &[(&str, Value)]) -> Value {
    let mut list = vec![json!({
        "class_name": "InputLayer",
        "config": {"name": "input", "batch_input_shape": [null, 4, 4, 3]},
    })];
    for (number, (class, options)) in layers.iter().enumerate() {
        let mut config = options.clone();
        config["name"] = json!(format!("layer{number}"));
        list.push(json!({"class_name": class, "config": config}));
    }
    json!({"class_name": "Sequential", "config": {"name": "model", "layers": list}})
}

fn refusal(bytes: Vec<u8>) -> String {
    let file = match Hdf5::from_bytes(bytes) {
        Ok(file) => file,
        Err(error) => return format!("{error:#}"),
    };
    format!("{:#}", read(&file, None).unwrap_err())
}

#[test]
fn what_is_not_supported_is_refused_by_name() {
    let mean = || ("GlobalAveragePooling2D", json!({}));
    let kernel: (&str, &str, &[u64]) = ("layer0", "kernel:0", &[3, 3, 3, 2]);
    let conv = |extra: Value| {
        let mut options = json!({"filters": 2, "kernel_size": [3, 3], "use_bias": false});
        options
            .as_object_mut()
            .unwrap()
            .extend(extra.as_object().unwrap().clone());
        sequential(&[("Conv2D", options), mean()])
    };
    for (config, reason) in [
        (sequential(&[("LSTM", json!({}))]), "\"layer0\" (LSTM)"),
        (
            conv(json!({"dilation_rate": [2, 2]})),
            "\"dilation_rate\": [2,2]",
        ),
        (
            conv(json!({"data_format": "channels_first"})),
            "channels_first",
        ),
        (conv(json!({"padding": "causal"})), "causal"),
        (conv(json!({"activation": "gelu"})), "activation gelu"),
        (
            conv(json!({"activation": {"class_name": "Custom"}})),
            "Custom",
        ),
        (conv(json!({"filters": 3})), "instead of [3, 3, 3, 3]"),
        (
            conv(json!({"use_bias": true})),
            "bias of layer \"layer0\" can't be found",
        ),
        (conv(json!({"kernel_size": [5, 5]})), "[5, 5, 3, 2]"),
        (
            sequential(&[("ReLU", json!({"max_value": 4.0})), mean()]),
            "\"max_value\": 4.0",
        ),
        (
            sequential(&[("ReLU", json!({"negative_slope": 0.1})), mean()]),
            "negative_slope",
        ),
        (
            sequential(&[mean(), ("Activation", json!({"activation": "sigmoid"}))]),
            "3 sigmoids",
        ),
        (
            sequential(&[("Reshape", json!({"target_shape": [8, 2, 3]}))]),
            "reshape",
        ),
        (sequential(&[("Flatten", json!({}))]), "flattened"),
        (
            sequential(&[("MaxPooling2D", json!({"pool_size": 9}))]),
            "does not fit",
        ),
        (sequential(&[("ReLU", json!({}))]), "row of logits"),
        (
            json!({"class_name": "Sequential", "config": []}),
            "0 layers",
        ),
        (json!({"class_name": "Custom", "config": {}}), "\"Custom\""),
        (json!([1, 2]), "class_name"),
    ] {
        let error = refusal(keras_file(&config, &[kernel]));
        assert!(error.contains(reason), "{config}\n{error}\nlacks {reason}");
    }
}

#[test]
fn graphs_that_can_not_be_followed_are_refused() {
    let layer = |name: &str, inbound: Value| json!({"class_name": "ReLU", "name": name, "config": {"name": name}, "inbound_nodes": inbound});
    let graph = |layers: Vec<Value>, output: &str| {
        let mut all = vec![json!({
            "class_name": "InputLayer", "name": "in", "inbound_nodes": [],
            "config": {"name": "in", "batch_shape": [null, 4, 4, 3]},
        })];
        all.extend(layers);
        json!({"class_name": "Functional", "config": {
            "name": "model", "layers": all, "input_layers": [["in", 0, 0]], "output_layers": [[output, 0, 0]],
        }})
    };
    for (config, reason) in [
        (
            graph(
                vec![
                    layer("a", json!([[["b", 0, 0, {}]]])),
                    layer("b", json!([[["a", 0, 0, {}]]])),
                ],
                "b",
            ),
            "can't be computed before it",
        ),
        (
            graph(
                vec![layer("a", json!([[["in", 0, 0, {}]], [["in", 0, 0, {}]]]))],
                "a",
            ),
            "used 2 times",
        ),
        (
            graph(vec![layer("a", json!([[["in", 0, 1, {}]]]))], "a"),
            "single output",
        ),
        (graph(vec![layer("a", json!([]))], "a"), "several inputs"),
        (graph(vec![], "missing"), "no layer \"missing\""),
    ] {
        let error = refusal(keras_file(&config, &[]));
        assert!(error.contains(reason), "{config}\n{error}\nlacks {reason}");
    }
}

#[test]
fn layers_of_one_name_in_two_nested_models_are_told_apart() {
    let inner = |name: &str| {
        json!({"class_name": "Sequential", "config": {"name": name, "layers": [
            {"class_name": "Conv2D", "config": {"name": "conv", "filters": 3, "kernel_size": 1, "use_bias": false}},
        ]}})
    };
    let config = json!({"class_name": "Sequential", "config": {"name": "outer", "layers": [
        {"class_name": "InputLayer", "config": {"name": "input", "batch_input_shape": [null, 4, 4, 3]}},
        {"class_name": "Sequential", "config": {"name": "middle", "layers": [inner("one"), inner("two")]}},
        {"class_name": "GlobalMaxPooling2D", "config": {"name": "largest"}},
    ]}});
    let shape: &[u64] = &[1, 1, 3, 3];
    let told = keras_file(
        &config,
        &[
            ("middle", "one/conv/kernel:0", shape),
            ("middle", "two/conv/kernel:0", shape),
        ],
    );
    let imported = read(&Hdf5::from_bytes(told).unwrap(), None).unwrap();
    let names: Vec<&str> = imported
        .spec
        .nodes
        .iter()
        .map(|node| node.name.as_str())
        .collect();
    assert_eq!(names, ["conv", "conv_2", "largest"]);
    assert!(matches!(imported.spec.nodes[2].op, Op::GlobalMaxPool));
    assert_eq!(
        imported.notes,
        ["The model ends without softmax or sigmoid: its outputs are taken as logits."]
    );
    let same = keras_file(
        &config,
        &[
            ("middle", "x/conv/kernel:0", shape),
            ("middle", "y/conv/kernel:0", shape),
        ],
    );
    assert!(refusal(same).contains("several of that name"));
}

#[test]
fn the_size_is_asked_for_only_where_the_model_leaves_it_open() {
    let config = json!({"class_name": "Sequential", "config": [
        {"class_name": "GlobalAveragePooling2D", "config": {"name": "mean", "batch_input_shape": [null, null, null, 3]}},
    ]});
    let file = Hdf5::from_bytes(keras_file(&config, &[])).unwrap();
    assert!(
        read(&file, None)
            .unwrap_err()
            .to_string()
            .contains("--size")
    );
    assert_eq!(read(&file, Some(32)).unwrap().spec.input, [3, 32, 32]);
    let fixed = Hdf5::from_bytes(fixture("kept-keras3")).unwrap();
    assert!(
        read(&fixed, Some(32))
            .unwrap_err()
            .to_string()
            .contains("12 pixels, not 32")
    );
}

#[test]
fn layers_that_the_answer_does_not_need_are_left_out() {
    let layer = |class: &str, name: &str, from: &str| json!({"class_name": class, "name": name, "config": {"name": name}, "inbound_nodes": [[[from, 0, 0, {}]]]});
    let config = json!({"class_name": "Functional", "config": {"name": "model", "layers": [
        layer("Softmax", "answer", "mean"),
        layer("GlobalAveragePooling2D", "mean", "in"),
        layer("ReLU", "unused", "in"),
        {"class_name": "InputLayer", "name": "in", "inbound_nodes": [],
         "config": {"name": "in", "batch_input_shape": [null, 4, 4, 3]}},
    ], "input_layers": [["in", 0, 0]], "output_layers": [["answer", 0, 0]]}});
    let imported = read(&Hdf5::from_bytes(keras_file(&config, &[])).unwrap(), None).unwrap();
    assert_eq!(imported.spec.nodes.len(), 1);
    assert_eq!(imported.spec.nodes[0].name, "mean");
    assert_eq!(imported.tensors.len(), 1);
}
