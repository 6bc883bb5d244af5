use super::*;

#[test]
fn the_loss_is_least_where_the_outline_is_right() {
    let device = Device::flex();
    let masks = [255, 255, 0, 0, 0, 0, 0, 255];
    let at = |logits: [f32; 8]| {
        let logits = Tensor::from_data(TensorData::new(logits.to_vec(), [2, 4]), &device);
        let value = loss(logits, targets(&masks, 2, &device));
        value.try_into_scalar::<f32>().unwrap()
    };
    let sure = at([9.0, 9.0, -9.0, -9.0, -9.0, -9.0, -9.0, 9.0]);
    let shaky = at([1.0, 1.0, -1.0, -1.0, -1.0, -1.0, -1.0, 1.0]);
    let undecided = at([0.0; 8]);
    let wrong = at([-9.0, -9.0, 9.0, 9.0, 9.0, 9.0, 9.0, -9.0]);
    assert!(sure < 1e-2 && sure < shaky && shaky < undecided && undecided < wrong);
    // By hand: ln 2, and one less the mean of 3/5 and 2/4.
    assert!(
        (undecided - (2.0f32.ln() + 1.0 - 0.55)).abs() < 1e-5,
        "{undecided}"
    );
    assert!(at([500.0; 8]).is_finite());
}
