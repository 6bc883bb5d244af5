//! The browser's door to `spotcheck`: conversions, a clock and a device; no logic.
//!
//! Built twice from the same source: feature `cpu` (Burn flex) and feature `gpu` (Burn on WebGPU). Both export
//! the same interface, so that the page treats them alike.

#[cfg(all(feature = "cpu", feature = "gpu"))]
compile_error!("choose one engine: feature `cpu` or feature `gpu`");
#[cfg(not(any(feature = "cpu", feature = "gpu")))]
compile_error!("choose an engine: feature `cpu` or feature `gpu`");

#[cfg(feature = "gpu")]
use std::cell::RefCell;

use burn::tensor::Device;
use spotcheck::outline::OutlineCard;
use spotcheck::{Card, Classifier, Crop, Error, Milliseconds, Picture};
use wasm_bindgen::prelude::*;

#[cfg(feature = "cpu")]
const KIND: &str = "flex";
#[cfg(feature = "gpu")]
const KIND: &str = "webgpu";

#[cfg(all(feature = "gpu", target_family = "wasm"))]
#[allow(unsafe_code)]
unsafe extern "C" {
    /// Runs the module's constructors; the linker makes it.
    safe fn __wasm_call_ctors();
}

/// Runs the constructors once. By them Burn's shader compiler registers its dialects (the crate `inventory`). A
/// linker that sees no call of them takes the module for a program that is called once, and puts them before every
/// export: each closure, allocation and table slot that JavaScript asks for would begin with all of them.
#[cfg(all(feature = "gpu", target_family = "wasm"))]
#[wasm_bindgen(start)]
pub fn construct() {
    __wasm_call_ctors();
}

/// A loaded model on this engine.
#[wasm_bindgen]
pub struct Engine {
    classifier: Classifier,
}

#[wasm_bindgen]
impl Engine {
    /// Opens the device, checks the weights against the card and loads them. `sha256` is the weights' own, in lower-case
    /// hexadecimal, where the platform has computed it; without it that is done here.
    ///
    /// # Errors
    /// A `SpotcheckError` with the library's code, or `device` when no GPU can be opened.
    pub async fn load(
        card_json: String,
        weights: Vec<u8>,
        sha256: Option<String>,
    ) -> Result<Engine, JsValue> {
        let card = Card::from_json(&card_json).map_err(to_js)?;
        let device = open_device().await?;
        let classifier = match sha256 {
            Some(hash) => Classifier::load_hashed(card, weights, &hash, &device),
            None => Classifier::load(card, weights, &device),
        };
        let classifier = classifier.map_err(to_js)?;
        Ok(Self { classifier })
    }

    /// Classifies a square of an RGBA8 picture; gives the verdict as JSON.
    ///
    /// # Errors
    /// A `SpotcheckError`; a trap instead of an error means that this object is dead for good.
    pub async fn classify(
        &self,
        rgba: Vec<u8>,
        width: u32,
        height: u32,
        crop_x: u32,
        crop_y: u32,
        crop_side: u32,
    ) -> Result<String, JsValue> {
        let started = now();
        let picture = Picture::new(&rgba, width, height).map_err(to_js)?;
        let crop = Crop {
            x: crop_x,
            y: crop_y,
            side: crop_side,
        };
        let prepared = self.classifier.prepare(&picture, crop).map_err(to_js)?;
        let inferring = now();
        let judged = self.classifier.infer(prepared).await.map_err(to_js)?;
        let judging = now();
        let mut verdict = self.classifier.judge(&judged, KIND).map_err(to_js)?;
        verdict.milliseconds = Milliseconds {
            prepare: inferring - started,
            infer: judging - inferring,
            judge: now() - judging,
        };
        serde_json::to_string(&verdict).map_err(|error| JsValue::from(error.to_string()))
    }

    /// The logits of a square of an RGBA8 picture, for tests and benchmarks.
    ///
    /// # Errors
    /// As [`Engine::classify`].
    pub async fn logits(
        &self,
        rgba: Vec<u8>,
        width: u32,
        height: u32,
        crop_x: u32,
        crop_y: u32,
        crop_side: u32,
    ) -> Result<Vec<f32>, JsValue> {
        let picture = Picture::new(&rgba, width, height).map_err(to_js)?;
        let crop = Crop {
            x: crop_x,
            y: crop_y,
            side: crop_side,
        };
        let prepared = self.classifier.prepare(&picture, crop).map_err(to_js)?;
        Ok(self.classifier.infer(prepared).await.map_err(to_js)?.logits)
    }

    /// The `size * size * 3` RGB bytes that the network sees of a square.
    ///
    /// # Errors
    /// A `SpotcheckError` when the picture or the square does not fit.
    pub fn preprocess(
        &self,
        rgba: &[u8],
        width: u32,
        height: u32,
        crop_x: u32,
        crop_y: u32,
        crop_side: u32,
    ) -> Result<Vec<u8>, JsValue> {
        let picture = Picture::new(rgba, width, height).map_err(to_js)?;
        let crop = Crop {
            x: crop_x,
            y: crop_y,
            side: crop_side,
        };
        picture
            .prepare(crop, self.classifier.card().input.size)
            .map_err(to_js)
    }

    /// Runs the known-answer picture and holds it to the card; gives its logits on this engine.
    ///
    /// # Errors
    /// A `SpotcheckError` with code `known-answer` when this engine is wrong.
    #[wasm_bindgen(js_name = selfTest)]
    pub async fn self_test(&self) -> Result<Vec<f32>, JsValue> {
        self.classifier.self_test().await.map_err(to_js)
    }

    /// From now on the known-answer picture goes along with each answer, and these logits must come out of it: else
    /// there is a `SpotcheckError` with code `known-answer` and no answer.
    ///
    /// # Errors
    /// A `SpotcheckError` when the picture cannot be drawn.
    #[wasm_bindgen(js_name = holdTo)]
    pub fn hold_to(&mut self, logits: Vec<f32>) -> Result<(), JsValue> {
        self.classifier.hold_to(logits).map_err(to_js)
    }

    /// `flex` or `webgpu`.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn kind(&self) -> String {
        KIND.to_owned()
    }
}

/// A loaded outline network on this engine.
#[wasm_bindgen]
pub struct Outliner {
    outliner: spotcheck::Outliner,
}

#[wasm_bindgen]
impl Outliner {
    /// Opens the device, checks the weights against the card, loads them and holds the engine to the known answer.
    ///
    /// # Errors
    /// As [`Engine::load`] and [`Engine::self_test`].
    pub async fn load(card_json: String, weights: Vec<u8>) -> Result<Outliner, JsValue> {
        let card = OutlineCard::from_json(&card_json).map_err(to_js)?;
        let device = open_device().await?;
        let outliner = spotcheck::Outliner::load(card, weights, &device).map_err(to_js)?;
        outliner.self_test().await.map_err(to_js)?;
        Ok(Self { outliner })
    }

    /// Traces the lesion in a square of an RGBA8 picture; gives what came of it as JSON.
    ///
    /// # Errors
    /// As [`Engine::classify`].
    pub async fn trace(
        &self,
        rgba: Vec<u8>,
        width: u32,
        height: u32,
        crop_x: u32,
        crop_y: u32,
        crop_side: u32,
    ) -> Result<String, JsValue> {
        let picture = Picture::new(&rgba, width, height).map_err(to_js)?;
        let crop = Crop {
            x: crop_x,
            y: crop_y,
            side: crop_side,
        };
        let trace = self.outliner.trace(&picture, crop).await.map_err(to_js)?;
        serde_json::to_string(&trace).map_err(|error| JsValue::from(error.to_string()))
    }
}

/// Runs what an answer runs, on nothing: a browser compiles a module quickly and badly first, and again, well, what has
/// been at work for some milliseconds, as after a few calls. That can be done while the weights are still on their way.
#[cfg(feature = "cpu")]
#[wasm_bindgen(js_name = warmUp)]
pub fn warm_up() {
    // Nothing depends on it: what is wrong with an engine, its known answer tells.
    let _ = spotcheck::networks::warm_up(&Device::flex());
}

/// Nothing: a GPU's programs are compiled by the first answer.
#[cfg(feature = "gpu")]
#[wasm_bindgen(js_name = warmUp)]
pub fn warm_up() {}

/// A synthetic lesion drawn by our own code: RGBA8.
#[wasm_bindgen]
#[must_use]
pub fn specimen(seed: u32, width: u32, height: u32) -> Vec<u8> {
    spotcheck::specimen::lesion(seed, width, height)
}

#[cfg(feature = "cpu")]
#[expect(clippy::unused_async, reason = "the same signature as the GPU's")]
async fn open_device() -> Result<Device, JsValue> {
    Ok(Device::flex())
}

#[cfg(feature = "gpu")]
thread_local! {
    /// The GPU, once it was opened: Burn sets a device up once, and every network shares it.
    static GPU: RefCell<Option<Device>> = const { RefCell::new(None) };
}

#[cfg(feature = "gpu")]
async fn open_device() -> Result<Device, JsValue> {
    if let Some(device) = GPU.with_borrow(Clone::clone) {
        return Ok(device);
    }
    let device = Device::wgpu_options().init_async().await.map_err(|error| {
        to_js(Error::new(
            spotcheck::ErrorKind::Device,
            format!("No GPU can be used here: {error}."),
        ))
    })?;
    GPU.set(Some(device.clone()));
    Ok(device)
}

/// A JavaScript `Error` with the name `SpotcheckError` and the library's code.
#[expect(clippy::needless_pass_by_value, reason = "handed to map_err by value")]
fn to_js(error: Error) -> JsValue {
    let js = js_sys::Error::new(&error.to_string());
    js.set_name("SpotcheckError");
    // Setting a property of a plain object cannot fail.
    let _ = js_sys::Reflect::set(&js, &"code".into(), &error.kind().code().into());
    js.into()
}

#[wasm_bindgen]
extern "C" {
    /// `performance.now()`, which workers and windows both have.
    #[wasm_bindgen(js_namespace = performance)]
    fn now() -> f64;
}
