//! The built site as a good static host serves it: the security headers the page promises, types, tags, brotli.

use anyhow::{Context, Result};
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, header};
use percent_encoding::percent_decode_str;
use std::collections::HashMap;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::SystemTime;

use crate::{sizes, stamp};

/// Sent with every answer, errors too. Any host of the site must send the same.
const HEADERS: [(&str, &str); 5] = [
    (
        "content-security-policy",
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
         img-src 'self' blob:; media-src 'self' blob:; connect-src 'self'; worker-src 'self'; \
         object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'",
    ),
    (
        "permissions-policy",
        "camera=(self), accelerometer=(), browsing-topics=(), display-capture=(), geolocation=(), \
         gyroscope=(), hid=(), idle-detection=(), local-fonts=(), magnetometer=(), microphone=(), midi=(), \
         payment=(), publickey-credentials-get=(), screen-wake-lock=(), serial=(), usb=(), xr-spatial-tracking=()",
    ),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
];

/// Quick enough to do when a file is first asked for; hosts that compress beforehand send a little less.
const BROTLI_QUALITY: i32 = 5;

/// A folder of files, read when first asked for, and again when they change.
pub struct Site {
    root: PathBuf,
    files: Mutex<HashMap<PathBuf, Arc<File>>>,
}

/// A file's bytes as they go over the wire.
struct File {
    modified: SystemTime,
    bytes: Bytes,
    etag: String,
    content_type: HeaderValue,
    brotli: OnceLock<Bytes>,
}

impl Site {
    /// A site in a folder that exists.
    pub fn open(folder: &Path) -> Result<Self> {
        let root = folder
            .canonicalize()
            .with_context(|| format!("there is no folder {}", folder.display()))?;
        Ok(Self {
            root,
            files: Mutex::new(HashMap::new()),
        })
    }

    /// Answers one request. May take a moment: it reads and compresses.
    pub fn answer(&self, method: &Method, path: &str, headers: &HeaderMap) -> Response<Body> {
        let mut response = if method == Method::GET || method == Method::HEAD {
            match self.resolve(path).and_then(|file| self.load(&file)) {
                Some(file) => file.respond(path, headers),
                None => plain(StatusCode::NOT_FOUND, "There is nothing here.\n"),
            }
        } else {
            let mut refused = plain(
                StatusCode::METHOD_NOT_ALLOWED,
                "This site only answers GET and HEAD.\n",
            );
            let allowed = HeaderValue::from_static("GET, HEAD");
            refused.headers_mut().insert(header::ALLOW, allowed);
            refused
        };
        for (name, value) in HEADERS {
            let value = HeaderValue::from_static(value);
            response.headers_mut().insert(name, value);
        }
        // For HEAD the server sends the same headers and leaves the body out.
        response
    }

    /// The file a path names, if it is one of the site's.
    fn resolve(&self, path: &str) -> Option<PathBuf> {
        let decoded = percent_decode_str(path).decode_utf8().ok()?;
        let relative = Path::new(decoded.strip_prefix('/')?);
        // After decoding: `..%2f..` must not leave the folder either. A second root or a drive is no plain name.
        let plain = relative
            .components()
            .all(|part| matches!(part, Component::Normal(_)));
        if !plain || decoded.contains(['\\', '\0']) {
            return None;
        }
        let mut file = self.root.join(relative);
        if decoded.ends_with('/') {
            file.push("index.html");
        }
        // A link inside the folder may still point out of it.
        let real = file.canonicalize().ok()?;
        (real.starts_with(&self.root) && real.is_file()).then_some(real)
    }

    fn load(&self, path: &Path) -> Option<Arc<File>> {
        let modified = fs::metadata(path).ok()?.modified().ok()?;
        let known = self.lock().get(path).cloned();
        if let Some(file) = known.filter(|file| file.modified == modified) {
            return Some(file);
        }
        let file = Arc::new(File::new(path, fs::read(path).ok()?, modified));
        self.lock().insert(path.to_owned(), Arc::clone(&file));
        Some(file)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<PathBuf, Arc<File>>> {
        // The map is whole between any two statements, so a panic elsewhere has not broken it.
        self.files.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl File {
    fn new(path: &Path, bytes: Vec<u8>, modified: SystemTime) -> Self {
        let etag = stamp::hash(&[&bytes]).chars().take(32).collect();
        Self {
            modified,
            etag,
            content_type: content_type(path),
            bytes: Bytes::from(bytes),
            brotli: OnceLock::new(),
        }
    }

    fn respond(&self, path: &str, headers: &HeaderMap) -> Response<Body> {
        let compressed = accepts_brotli(headers) && self.is_compressible();
        let etag = if compressed {
            format!("\"{}-br\"", self.etag)
        } else {
            format!("\"{}\"", self.etag)
        };
        let unchanged = headers
            .get_all(header::IF_NONE_MATCH)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(','))
            .any(|tag| tag.trim() == "*" || tag.trim().trim_start_matches("W/") == etag);
        let body = match (unchanged, compressed) {
            (true, _) => Bytes::new(),
            (false, false) => self.bytes.clone(),
            (false, true) => self.compressed(),
        };
        let length = body.len();
        let mut response = Response::new(Body::from(body));
        let answered = response.headers_mut();
        if let Ok(etag) = HeaderValue::from_str(&etag) {
            answered.insert(header::ETAG, etag);
        }
        answered.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        answered.insert(
            header::CACHE_CONTROL,
            HeaderValue::from_static(caching(path)),
        );
        if unchanged {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            return response;
        }
        answered.insert(header::CONTENT_TYPE, self.content_type.clone());
        answered.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
        if compressed {
            answered.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
        }
        response
    }

    fn compressed(&self) -> Bytes {
        self.brotli
            .get_or_init(|| Bytes::from(sizes::compress(&self.bytes, BROTLI_QUALITY)))
            .clone()
    }

    /// Text and wasm; pictures are compressed already, and hosts leave unknown binaries (the weights) alone.
    fn is_compressible(&self) -> bool {
        let name = self.content_type.to_str().unwrap_or_default();
        ["text/", "application/wasm", "image/svg"]
            .iter()
            .any(|start| name.starts_with(start))
            || name.contains("json")
    }
}

/// The media type by the file's ending.
fn content_type(path: &Path) -> HeaderValue {
    let guess = mime_guess::from_path(path).first_or_octet_stream();
    let text = if guess.type_() == mime_guess::mime::TEXT {
        format!("{guess}; charset=utf-8")
    } else {
        guess.to_string()
    };
    HeaderValue::from_str(&text)
        .unwrap_or_else(|_| HeaderValue::from_static("application/octet-stream"))
}

/// The bundler puts a hash of the content in the names under assets/; all else may change under its name.
fn caching(path: &str) -> &'static str {
    if path.starts_with("/assets/") {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    }
}

fn accepts_brotli(headers: &HeaderMap) -> bool {
    headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|coding| {
            let mut parts = coding.split(';').map(str::trim);
            let refused = |weight: &str| {
                weight
                    .strip_prefix("q=")
                    .and_then(|value| value.parse::<f32>().ok())
                    .is_some_and(|value| value <= 0.0)
            };
            parts.next() == Some("br") && !parts.any(refused)
        })
}

fn plain(status: StatusCode, text: &'static str) -> Response<Body> {
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    let text_type = HeaderValue::from_static("text/plain; charset=utf-8");
    headers.insert(header::CONTENT_TYPE, text_type);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}

#[cfg(test)]
#[path = "site_tests.rs"]
mod tests;
