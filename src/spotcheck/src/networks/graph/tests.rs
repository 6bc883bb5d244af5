use super::*;
use crate::networks::{Architecture, Network, mobilenet_v2};
use burn::nn::conv::{Conv2d, Conv2dConfig};
use burn::tensor::{Distribution, TensorData, Tolerance};

/// A small network with every kind of layer that learns, a shortcut, and norms that can and cannot be folded.
fn small() -> GraphSpec {
    let mut builder = Builder::colour(12);
    builder.conv("conv1", 8, 3, 2, Padding::Same, false);
    builder.norm("norm1");
    let start = builder.push("relu1", Op::Relu6);
    builder.depthwise("depthwise", 8, 1);
    builder.norm("norm2");
    builder.conv("project", 8, 1, 1, Padding::Valid, true);
    let end = builder.norm("norm3");
    builder.push_from("add", Op::Add, vec![start, end]);
    // Nothing that could take it stands before this one.
    builder.norm("norm4");
    builder.halve("pool");
    builder.push("flatten", Op::Flatten);
    builder.push("dropout", Op::Dropout { rate: 0.5 });
    builder.dense("dense", 6);
    builder.norm("norm5");
    builder.push("relu2", Op::Relu);
    builder.dense("logits", 3);
    builder.finish()
}

/// The network with norms that have seen something.
fn lived(spec: &GraphSpec, device: &Device) -> Graph {
    device.seed(3);
    let graph = Graph::init(spec, device).unwrap();
    let input = Tensor::random([16, 3, 12, 12], Distribution::Normal(0.3, 1.5), device);
    let mut tensors = graph.recentre_norms(input).tensors();
    // Other factors than those that keep the answers.
    for tensors in &mut tensors {
        if let Some(gamma) = &tensors.gamma {
            let values: Vec<f32> = gamma.iter::<f32>().map(|value| value * 0.7 + 0.1).collect();
            tensors.gamma = Some(TensorData::new(values, gamma.shape().clone()));
        }
    }
    Graph::with_tensors(spec, tensors, device).unwrap()
}

fn close(one: &Tensor<2>, other: &Tensor<2>) {
    one.to_data()
        .assert_approx_eq::<f32>(&other.to_data(), Tolerance::rel_abs(1e-4, 1e-5));
}

#[test]
fn folding_leaves_the_answers_and_takes_the_norms() {
    let device = Device::flex();
    let graph = lived(&small(), &device);
    let (spec, tensors) = graph.spec().fold(graph.tensors());
    assert_eq!(spec, small().folded());
    let names: Vec<&str> = spec.nodes.iter().map(|node| node.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "conv1",
            "relu1",
            "depthwise",
            "project",
            "add",
            "norm4",
            "pool",
            "flatten",
            "dense",
            "relu2",
            "logits"
        ]
    );
    let folded = Graph::with_tensors(&spec, tensors, &device).unwrap();
    let input = Tensor::random([4, 3, 12, 12], Distribution::Normal(0.0, 1.0), &device);
    let (one, other) = (graph.forward(input.clone()), folded.forward(input));
    close(&one.logits, &other.logits);
    close(&one.features, &other.features);
    assert_eq!(other.features.dims(), [4, 6]);
}

#[test]
fn recentred_norms_answer_as_before_and_know_their_input() {
    let device = Device::flex();
    let graph = lived(&small(), &device);
    let input = Tensor::random([16, 3, 12, 12], Distribution::Normal(1.0, 2.0), &device);
    let recentred = graph.recentre_norms(input.clone());
    close(
        &graph.forward(input.clone()).logits,
        &recentred.forward(input.clone()).logits,
    );
    // A layer without norm before it: its statistics can be computed here.
    let arriving = Graph::init(
        &GraphSpec {
            nodes: small().nodes[..1]
                .iter()
                .cloned()
                .chain([Node {
                    name: "row".to_owned(),
                    inputs: vec![1],
                    op: Op::Flatten,
                }])
                .collect(),
            ..small()
        },
        &device,
    )
    .unwrap();
    let mut weights = vec![recentred.tensors()[0].clone(), NodeTensors::default()];
    let arriving = Graph::with_tensors(arriving.spec(), std::mem::take(&mut weights), &device)
        .unwrap()
        .forward(input)
        .logits;
    let first: Tensor<2> = arriving.narrow(1, 0, 36);
    let mean = first.clone().mean().into_scalar::<f32>();
    let kept = recentred.tensors()[1].mean.clone().unwrap();
    assert!((kept.iter::<f32>().next().unwrap() - mean).abs() < 1e-4);
}

/// A map of the picture itself, pooled by scores that are `factor` times its first channel.
fn attended(factor: f32, device: &Device) -> Graph {
    let mut builder = Builder::colour(4);
    let scores = builder.conv("scores", 1, 1, 1, Padding::Same, false);
    builder.push_from("pool", Op::AttentionPool, vec![0, scores]);
    let score = NodeTensors {
        weight: Some(TensorData::new(vec![factor, 0.0, 0.0], [1, 3, 1, 1])),
        ..NodeTensors::default()
    };
    Graph::with_tensors(
        &builder.finish(),
        vec![score, NodeTensors::default()],
        device,
    )
    .unwrap()
}

#[test]
fn a_place_counts_by_the_softmax_of_its_score() {
    let device = Device::flex();
    let input = Tensor::random([3, 3, 4, 4], Distribution::Normal(0.0, 1.0), &device);
    let places = input.clone().flatten::<3>(2, 3);
    let pooled = |factor| attended(factor, &device).forward(input.clone()).logits;
    close(&pooled(0.0), &places.clone().mean_dim(2).squeeze_dim(2));
    // A score that outweighs all others leaves the place where the first channel is largest.
    let largest = places.clone().narrow(1, 0, 1).argmax(2).repeat_dim(1, 3);
    close(&pooled(1e4), &places.gather(2, largest).squeeze_dim(2));
}

#[test]
fn attention_without_a_score_for_each_place_is_refused() {
    for (filters, stride) in [(2, 1), (1, 2)] {
        let mut builder = Builder::colour(4);
        let scores = builder.conv("scores", filters, 1, stride, Padding::Same, false);
        builder.push_from("pool", Op::AttentionPool, vec![0, scores]);
        let message = builder.finish().table().unwrap_err().to_string();
        assert!(message.contains("a score for each"), "{message}");
    }
    let mut builder = Builder::colour(4);
    builder.push("pool", Op::AttentionPool);
    assert!(builder.finish().table().is_err());
}

#[test]
fn one_output_becomes_two_logits() {
    let mut builder = Builder::colour(4);
    builder.push("flatten", Op::Flatten);
    builder.dense("logit", 1);
    let device = Device::flex();
    let graph = Graph::init(&builder.finish(), &device).unwrap();
    let logits = graph.forward(Tensor::ones([2, 3, 4, 4], &device)).logits;
    assert_eq!(logits.dims(), [2, 2]);
    assert_eq!(graph.classes(), 2);
    let values = logits.into_data().try_to_vec::<f32>().unwrap();
    assert!(values[0] == 0.0 && values[2] == 0.0 && values[1] != 0.0);
}

#[test]
fn weights_that_do_not_fit_are_refused_by_name() {
    type Spoil = fn(&mut Vec<NodeTensors>);
    let device = Device::flex();
    let graph = Graph::init(&small(), &device).unwrap();
    let cases: [(&str, Spoil); 4] = [
        ("conv1", |tensors| tensors[0].weight = None),
        ("conv1", |tensors| {
            tensors[0].bias = Some(TensorData::zeros::<f32, _>([8]));
        }),
        ("norm1", |tensors| {
            tensors[1].mean = Some(TensorData::zeros::<f32, _>([9]));
        }),
        ("layers", |tensors| {
            tensors.pop();
        }),
    ];
    for (name, spoil) in cases {
        let mut tensors = graph.tensors();
        spoil(&mut tensors);
        let error = Graph::with_tensors(&small(), tensors, &device).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::WeightsNetwork);
        assert!(error.to_string().contains(name), "{error}");
    }
}

#[test]
fn layers_that_do_not_fit_together_are_refused_by_name() {
    type Spoil = fn(&mut GraphSpec);
    let cases: [(&str, Spoil); 9] = [
        ("no layers", |spec| spec.nodes.clear()),
        ("conv1", |spec| spec.nodes[0].inputs = vec![7]),
        ("conv1", |spec| spec.nodes[0].inputs.clear()),
        ("conv1", |spec| {
            spec.nodes[0].op = Op::Conv {
                filters: usize::MAX,
                kernel: [64, 64],
                stride: [1, 1],
                padding: Padding::Same,
                groups: 1,
                bias: true,
            };
        }),
        ("norm1", |spec| {
            spec.nodes[1].op = Op::BatchNorm { epsilon: f64::NAN }
        }),
        ("relu1", |spec| {
            spec.nodes[2].op = Op::Dense {
                units: 4,
                bias: true,
            }
        }),
        ("add", |spec| spec.nodes[7].inputs = vec![0, 3]),
        ("pool", |spec| {
            spec.nodes[9].op = Op::MaxPool(Window {
                kernel: [9, 9],
                stride: [0, 1],
                padding: Padding::Valid,
            });
        }),
        ("last layer", |spec| spec.nodes.truncate(3)),
    ];
    for (name, spoil) in cases {
        let mut spec = small();
        spoil(&mut spec);
        let error = Graph::init(&spec, &Device::flex()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::CardFormat);
        assert!(error.to_string().contains(name), "{name}: {error}");
    }
}

#[test]
fn a_graph_survives_its_way_through_a_card() {
    let json = serde_json::to_string(&small()).unwrap();
    assert_eq!(serde_json::from_str::<GraphSpec>(&json).unwrap(), small());
    assert!(serde_json::from_str::<GraphSpec>(r#"{"input":[3,4,4],"nodes":[],"more":1}"#).is_err());
}

#[test]
fn frozen_layers_neither_learn_nor_move_their_statistics() {
    let device = Device::flex().autodiff();
    device.seed(1);
    let spec = small();
    let place = spec.position("dense").unwrap();
    let graph = Graph::init(&spec, &device).unwrap().freeze_before(place);
    let before = graph.tensors();
    let input = Tensor::random([8, 3, 12, 12], Distribution::Normal(2.0, 1.0), &device);
    let gradients = graph.forward(input).logits.sum().backward();
    assert!(
        graph.layers[0]
            .conv
            .as_ref()
            .unwrap()
            .weight
            .grad(&gradients)
            .is_none()
    );
    assert!(
        graph.layers[place]
            .dense
            .as_ref()
            .unwrap()
            .weight
            .grad(&gradients)
            .is_some()
    );
    let same = |number: usize| {
        let now = graph.tensors()[number].mean.clone().unwrap();
        now.iter::<f32>()
            .eq(before[number].mean.as_ref().unwrap().iter::<f32>())
    };
    assert!(same(1), "a frozen norm moved");
    assert!(!same(place + 1), "a learning norm did not move");
}

#[test]
fn the_shipped_mobilenet_has_no_norms_and_few_parameters() {
    let architecture = Architecture {
        name: "mobilenet-v2-0.35",
        classes: 2,
        size: 128,
        graph: None,
    };
    let folded = architecture.spec().unwrap().folded();
    assert!(
        !folded
            .nodes
            .iter()
            .any(|node| matches!(node.op, Op::BatchNorm { .. }))
    );
    let parameters: usize = folded
        .table()
        .unwrap()
        .iter()
        .map(|layer| layer.parameters)
        .sum();
    // Half precision: two bytes each, within 1.5 MB.
    assert!(parameters * 2 < 1_500_000, "{parameters}");
    let (place, width) = mobilenet_v2::spec(35, 2, 128).features().unwrap();
    assert_eq!(
        (
            width,
            mobilenet_v2::spec(35, 2, 128).nodes[place - 1]
                .name
                .as_str()
        ),
        (64, "head_hidden_dropout")
    );
}

#[test]
fn one_picture_by_our_kernels_is_as_several_by_burns() {
    let device = Device::flex();
    device.seed(5);
    for (name, size) in [
        ("skin28", 28),
        ("carcinoskin", 46),
        ("mobilenet-v1-0.75", 64),
        ("mobilenet-v2-0.35", 64),
        ("resnet50", 64),
    ] {
        let network = Network::init(
            &Architecture {
                name,
                classes: 7,
                size,
                graph: None,
            },
            &device,
        )
        .unwrap();
        let side = size as usize;
        let pictures = Tensor::random([2, 3, side, side], Distribution::Normal(0.0, 1.0), &device);
        let together = network.forward(pictures.clone());
        for (place, picture) in pictures.chunk(2, 0).into_iter().enumerate() {
            let alone = network.forward(picture);
            close(&alone.logits, &together.logits.clone().narrow(0, place, 1));
            close(
                &alone.features,
                &together.features.clone().narrow(0, place, 1),
            );
        }
    }
}

#[test]
fn our_kernels_take_one_picture_and_leave_the_rest_to_burn() {
    let device = Device::flex();
    let conv = Conv2dConfig::new([4, 6], [3, 3]).init(&device);
    let taken = |layer: &Conv2d, pictures: usize| {
        let map = Tensor::zeros([pictures, 4, 8, 8], &device);
        inference::bounded(layer, &map, (0.0, 6.0)).is_some()
    };
    assert!(taken(&conv, 1));
    assert!(!taken(&conv, 2));
    assert!(taken(
        &Conv2dConfig::new([4, 4], [3, 3])
            .with_groups(4)
            .init(&device),
        1
    ));
    assert!(!taken(
        &Conv2dConfig::new([4, 4], [3, 3])
            .with_groups(2)
            .init(&device),
        1
    ));
    assert!(!taken(
        &Conv2dConfig::new([4, 4], [3, 3])
            .with_dilation([2, 2])
            .init(&device),
        1
    ));
    let map = Tensor::zeros([1, 4, 8, 8], &device.autodiff());
    assert!(inference::bounded(&conv, &map, (0.0, 6.0)).is_none());
}

#[test]
fn warming_up_needs_nothing_but_a_device() {
    crate::networks::warm_up(&Device::flex()).unwrap();
}

#[test]
fn up_sampling_repeats_each_place_down_and_right() {
    let mut builder = Builder::colour(2);
    builder.push("double", Op::UpSampling);
    builder.push("flatten", Op::Flatten);
    let device = Device::flex();
    let graph = Graph::init(&builder.finish(), &device).unwrap();
    let values: Vec<f32> = (0..12u8).map(f32::from).collect();
    let input = Tensor::from_data(TensorData::new(values, [1, 3, 2, 2]), &device);
    let row = graph
        .forward(input)
        .logits
        .into_data()
        .try_to_vec::<f32>()
        .unwrap();
    assert_eq!(row.len(), 48);
    let first = [
        0., 0., 1., 1., 0., 0., 1., 1., 2., 2., 3., 3., 2., 2., 3., 3.,
    ];
    assert_eq!(row[..16], first);
    assert_eq!(row[44..], [10., 10., 11., 11.]);
}
