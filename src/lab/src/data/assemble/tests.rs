use super::*;
use crate::data::{PictureSource, Split};

/// Twelve pictures `a/0.jpg` to `c/3.jpg`, labelled by folder.
fn found() -> Vec<Found> {
    let names = ["a", "b", "c"]
        .into_iter()
        .flat_map(|label| (0..4).map(move |number| (label, format!("{label}/{number}.jpg"))));
    names
        .map(|(label, name)| Found {
            picture: PictureSource::File(name.into()),
            label: label.to_owned(),
            part: None,
            group: None,
            subgroups: BTreeMap::new(),
        })
        .collect()
}

fn with(table: &str, spec: &str) -> Result<Dataset> {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("t.csv"), table).unwrap();
    let spec = toml::from_str(&format!("name = ''\nfolder = ''\n{spec}"))?;
    assemble(&spec, folder.path(), found())
}

fn message(table: &str, spec: &str) -> String {
    format!("{:#}", with(table, spec).unwrap_err())
}

fn names(dataset: &Dataset) -> Vec<String> {
    let names = dataset.examples.iter().map(|one| one.picture.name());
    names.collect()
}

#[test]
fn classes_merge_labels_in_the_given_order_and_drop_the_rest() {
    let spec = "classes = [{ code = 'z', from = ['c', 'a'] }, { code = 'b' }]";
    let dataset = with("", spec).unwrap();
    assert_eq!(dataset.classes, ["z", "b"]);
    let labels: Vec<usize> = dataset.examples.iter().map(|one| one.label).collect();
    assert_eq!(labels, [0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0]);
    let dataset = with("", "classes = [{ code = 'b' }]").unwrap();
    assert_eq!(dataset.examples.len(), 4);

    let unknown = message("", "classes = [{ code = 'd' }]");
    assert!(
        unknown.contains("label d, which no picture has; there are a, b, c"),
        "{unknown}"
    );
    let twice = message(
        "",
        "classes = [{ code = 'x', from = ['a'] }, { code = 'a' }]",
    );
    assert!(twice.contains("two classes take in the label a"), "{twice}");
    let same = message(
        "",
        "classes = [{ code = 'a' }, { code = 'a', from = ['b'] }]",
    );
    assert!(same.contains("same code"), "{same}");
}

#[test]
fn pictures_are_left_out_by_path_or_by_name() {
    let table = "dir,file,twice,bad\na,0.jpg,1,0\nb,1.jpg,0,1\nc,1.jpg,1,1\n";
    let by_path = "path = ['dir', 'file']";
    let left =
        |rule: &str| names(&with(table, &format!("[leave_out]\ntable = 't.csv'\n{rule}")).unwrap());
    let kept = left(&format!("{by_path}\nrows = [{{ twice = '1' }}]"));
    assert_eq!(kept.len(), 10);
    assert!(!kept.contains(&"a/0.jpg".to_owned()) && !kept.contains(&"c/1.jpg".to_owned()));
    assert_eq!(
        left(&format!("{by_path}\nrows = [{{ twice = '1', bad = '1' }}]")).len(),
        11
    );
    assert_eq!(
        left(&format!(
            "{by_path}\nrows = [{{ twice = '1' }}, {{ bad = '1' }}]"
        ))
        .len(),
        9
    );
    // By name alone, every folder's picture of that name is meant.
    assert_eq!(left("rows = [{ bad = '1' }]").len(), 9);
    // As HAM10000's own tables name pictures: without the ending.
    let bare = names(
        &with(
            "file,bad\n1,1\n",
            "[leave_out]\ntable = 't.csv'\nrows = [{ bad = '1' }]",
        )
        .unwrap(),
    );
    assert_eq!(bare.len(), 9);
    // The parts that the data gives: here it gives none.
    let told = message(
        table,
        "[leave_out]\ntable = 't.csv'\nrows = [{ bad = '1' }]\npart = 'train'",
    );
    assert!(told.contains("fit no picture"), "{told}");

    let fault = |rule: &str| message(table, &format!("[leave_out]\n{rule}"));
    let told = fault("table = 't.csv'\nrows = [{ bad = '2' }]");
    assert!(told.contains("fit no picture"), "{told}");
    let told = fault("table = 't.csv'\nrows = [{ worse = '2' }]");
    assert!(told.contains("no column worse"), "{told}");
    let told = fault("table = 't.csv'\nrows = [{}]");
    assert!(told.contains("no condition"), "{told}");
    let told = fault("table = 'u.csv'\nrows = [{ bad = '1' }]");
    assert!(told.contains("u.csv can't be read"), "{told}");
}

#[test]
fn groups_come_from_a_table_that_names_every_picture() {
    let table = "file,cluster\n0.jpg,P0\n1.jpg,P1\nb/1.jpg,P9\n2.jpg,P2\n3.jpg,P3\n";
    let dataset = with(table, "groups = 't.csv'").unwrap();
    let group = |place: usize| dataset.examples[place].group.as_str();
    assert_eq!([group(0), group(4), group(8)], ["P0"; 3]);
    assert_eq!([group(1), group(5)], ["P1", "P9"]);
    dataset.refuse_leaks().unwrap();

    let told = message("file,cluster\n0.jpg,P0\n", "groups = 't.csv'");
    assert!(
        told.contains("t.csv") && told.contains("no row for a/1.jpg"),
        "{told}"
    );
    let told = message("file,cluster\n0.jpg,\n", "groups = 't.csv'");
    assert!(told.contains("0.jpg has no group"), "{told}");
    let told = message("file,cluster\n0.jpg,1\n0.jpg,2\n", "groups = 't.csv'");
    assert!(told.contains("groups 1 and 2"), "{told}");
    let told = message("name,cluster\n0.jpg,1\n", "groups = 't.csv'");
    assert!(told.contains("no column file"), "{told}");
    let told = message("file,x,y\n0.jpg,1,2\n", "groups = 't.csv'");
    assert!(told.contains("group_column"), "{told}");
}

#[test]
fn a_leak_names_the_group_and_both_pictures() {
    let table = "file,cluster\n0.jpg,P0\n1.jpg,P1\n2.jpg,P2\n3.jpg,P3\n";
    let mut dataset = with(table, "groups = 't.csv'").unwrap();
    for (place, example) in dataset.examples.iter_mut().enumerate() {
        example.split = if place == 8 {
            Split::Test
        } else {
            Split::Train
        };
    }
    let told = dataset.refuse_leaks().unwrap_err().to_string();
    for part in ["P0", "Train (a/0.jpg)", "Test (c/0.jpg)"] {
        assert!(told.contains(part), "{told}");
    }
}

#[test]
fn the_longest_beginning_of_a_name_tells_the_source() {
    let dataset = with(
        "",
        "sources = { '' = 'elsewhere', '1' = 'one', '1.j' = 'clinic' }",
    )
    .unwrap();
    let source = |name: &str| {
        let one = dataset
            .examples
            .iter()
            .find(|one| one.picture.name() == name);
        one.unwrap().subgroups["source"].clone()
    };
    assert_eq!(source("a/1.jpg"), "clinic");
    assert_eq!(source("b/0.jpg"), "elsewhere");
    let none = message("", "classes = [{ code = 'b' }]\nsources = { '1' = 'x' }");
    assert!(
        none.contains("the name of b/0.jpg begins with none"),
        "{none}"
    );
}

#[test]
fn a_picture_is_left_out_by_its_path() {
    let dataset = with("", "without = ['a/1.jpg', 'c/3.jpg']").unwrap();
    assert_eq!(dataset.examples.len(), 10);
    assert!(!names(&dataset).contains(&"c/3.jpg".to_owned()));
    let wrong = message("", "without = ['1.jpg']");
    assert!(wrong.contains("1.jpg, which is not there"), "{wrong}");
}

#[test]
fn what_another_set_tests_on_leaves_training_with_its_whole_group() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    std::fs::create_dir(&data).unwrap();
    for (name, shade) in [("0", 9), ("1", 50), ("2", 99), ("3", 150), ("4", 200)] {
        let picture = image::RgbImage::from_pixel(9, 8, image::Rgb([shade, 0, 0]));
        picture.save(data.join(format!("{name}.png"))).unwrap();
    }
    let labels = "image,label,group,split\n0.png,a,L0,train\n1.png,a,L0,train\n2.png,b,L1,train\n\
        3.png,b,L2,test\n4.png,a,L3,test\n";
    std::fs::write(data.join("labels.csv"), labels).unwrap();
    std::fs::write(
        dir.path().join("other.csv"),
        "file,test\n0.png,1\n3.png,1\n",
    )
    .unwrap();
    let left = |more: &str| -> Vec<String> {
        let rule = "leave_out = { table = '../other.csv', rows = [{ test = '1' }]";
        let spec = format!("name = 'x'\nfolder = 'data'\nlayout = 'table'\n{rule}{more} }}");
        let dataset = crate::data::open(&toml::from_str(&spec).unwrap(), &data).unwrap();
        let paths = names(&dataset);
        paths
            .iter()
            .map(|path| path.rsplit('/').next().unwrap().to_owned())
            .collect()
    };
    assert_eq!(left(""), ["1.png", "2.png", "4.png"]);
    assert_eq!(
        left(", part = 'train'"),
        ["1.png", "2.png", "3.png", "4.png"]
    );
    assert_eq!(
        left(", part = 'train', whole_groups = true"),
        ["2.png", "3.png", "4.png"],
        "the same lesion's other photo"
    );
}

#[test]
fn groups_are_joined_by_names_and_by_a_table_that_knows_some() {
    let groups = |spec: &str| -> Vec<String> {
        let dataset = with("picture,lesion\n0,L1\n1.jpg,L1\n9,L2\n3,\n", spec).unwrap();
        let examples = dataset.examples.into_iter().take(4);
        examples.map(|one| one.group).collect()
    };
    // Each label has pictures of these names; a group is called by its first picture.
    assert_eq!(
        groups("group_pattern = '^[01]'"),
        ["a/0.jpg", "a/1.jpg", "a/2.jpg", "a/3.jpg"]
    );
    assert_eq!(
        groups("group_pattern = '^[0-2]?'"),
        groups("group_pattern = '^[0-2]'")
    );
    assert_eq!(groups("group_pattern = 'jpg$'"), ["a/0.jpg"; 4]);
    let table = "also_grouped = { table = 't.csv', picture = 'picture', group = 'lesion' }";
    assert_eq!(
        groups(table),
        ["a/0.jpg", "a/0.jpg", "a/2.jpg", "a/3.jpg"],
        "with the ending or without"
    );
    assert_eq!(
        groups(&format!("group_pattern = '^[12]'\n{table}")),
        ["a/0.jpg", "a/0.jpg", "a/2.jpg", "a/3.jpg"]
    );
    let wrong = |spec: &str| message("picture,lesion\nx,L1\n", spec);
    assert!(wrong("group_pattern = '('").contains("data.group_pattern"));
    assert!(wrong("group_pattern = '^z'").contains("fits no file name"));
    assert!(wrong(table).contains("data.also_grouped, table t.csv: it names none"));
}

#[test]
fn what_was_learned_before_is_not_validated_by_and_not_cross_validated() {
    let learned =
        "learned_before = { table = 't.csv', path = ['picture'], rows = [{ learned = 'yes' }] }";
    let table = "picture,learned\n0,yes\n1.jpg,yes\n2,no\n";
    let rule = format!("{learned}\nsplit = {{ val_share = 0.9, test_share = 0.0 }}");
    let dataset = with(table, &rule).unwrap();
    let trained: Vec<&Example> = dataset
        .examples
        .iter()
        .filter(|one| one.split == Split::Train)
        .collect();
    assert_eq!(trained.len(), 6, "0 and 1 of each label");
    let folds = format!("{learned}\nsplit = {{ folds = 3 }}");
    let message = message(table, &folds);
    assert!(message.contains("cross-validation would test"), "{message}");
}
