//! What the server promises: nothing outside the folder, the right headers, types, tags and bytes.

use super::*;
use anyhow::ensure;
use axum::body::to_bytes;

struct Served {
    site: Site,
    _folder: tempfile::TempDir,
}

fn served() -> Result<Served> {
    let folder = tempfile::tempdir()?;
    let root = folder.path().join("dist");
    fs::create_dir_all(root.join("assets"))?;
    fs::create_dir_all(root.join("weights/skin28"))?;
    fs::write(folder.path().join("secret.txt"), "outside")?;
    fs::write(root.join("index.html"), "<!doctype html>".repeat(40))?;
    fs::write(root.join("app.webmanifest"), "{}")?;
    fs::write(root.join("a b.txt"), "space")?;
    fs::write(root.join("assets/app-1a2b.js"), "let a = 1;".repeat(100))?;
    fs::write(root.join("assets/cpu-3c4d.wasm"), b"\0asm\x01\0\0\0")?;
    fs::write(root.join("weights/skin28/card.json"), "{}")?;
    fs::write(root.join("weights/skin28/weights.bpk"), [0; 64])?;
    Ok(Served {
        site: Site::open(&root)?,
        _folder: folder,
    })
}

impl Served {
    fn get(&self, path: &str) -> Response<Body> {
        self.get_with(path, &[])
    }

    fn get_with(&self, path: &str, headers: &[(header::HeaderName, &str)]) -> Response<Body> {
        let headers = headers
            .iter()
            .filter_map(|(name, value)| Some((name.clone(), HeaderValue::from_str(value).ok()?)))
            .collect();
        self.site.answer(&Method::GET, path, &headers)
    }
}

fn text<'a>(response: &'a Response<Body>, name: &str) -> &'a str {
    response
        .headers()
        .get(name)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}

fn body(response: Response<Body>) -> Result<Bytes> {
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    Ok(runtime.block_on(to_bytes(response.into_body(), usize::MAX))?)
}

#[test]
fn every_answer_carries_the_security_headers() -> Result<()> {
    let served = served()?;
    let posted = served
        .site
        .answer(&Method::POST, "/index.html", &HeaderMap::new());
    for response in [served.get("/"), served.get("/nothing"), posted] {
        for (name, value) in HEADERS {
            assert_eq!(text(&response, name), value);
        }
    }
    let policy = served.get("/");
    let policy = text(&policy, "content-security-policy");
    assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"));
    Ok(())
}

#[test]
fn each_file_has_its_type() -> Result<()> {
    let served = served()?;
    for (path, wanted) in [
        ("/", "text/html; charset=utf-8"),
        ("/app.webmanifest", "application/manifest+json"),
        ("/assets/app-1a2b.js", "text/javascript; charset=utf-8"),
        ("/assets/cpu-3c4d.wasm", "application/wasm"),
        ("/weights/skin28/card.json", "application/json"),
        ("/weights/skin28/weights.bpk", "application/octet-stream"),
    ] {
        let response = served.get(path);
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        assert_eq!(text(&response, "content-type"), wanted, "{path}");
    }
    Ok(())
}

#[test]
fn nothing_outside_the_folder_is_served() -> Result<()> {
    let served = served()?;
    for path in [
        "/../secret.txt",
        "/assets/../../secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/%2e%2e%2fsecret.txt",
        "/..%5csecret.txt",
        "/..\\secret.txt",
        "//etc/passwd",
        "/%2fetc/passwd",
        "/index.html%00.txt",
        "/%ff",
        "secret.txt",
        "",
        "/assets",
        "/assets/",
    ] {
        assert_eq!(served.get(path).status(), StatusCode::NOT_FOUND, "{path}");
    }
    Ok(())
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_not_followed() -> Result<()> {
    let served = served()?;
    let secret = served.site.root.join("../secret.txt");
    std::os::unix::fs::symlink(secret, served.site.root.join("link.txt"))?;
    assert_eq!(served.get("/link.txt").status(), StatusCode::NOT_FOUND);
    Ok(())
}

#[test]
fn escaped_names_are_decoded() -> Result<()> {
    let response = served()?.get("/a%20b.txt");
    assert_eq!(body(response)?, "space");
    Ok(())
}

#[test]
fn an_unchanged_file_is_not_sent_again() -> Result<()> {
    let served = served()?;
    let first = served.get("/");
    let tag = text(&first, "etag");
    ensure!(tag.starts_with('"') && tag.len() > 16, "no ETag: {tag}");
    for condition in [
        tag.to_owned(),
        format!("W/{tag}"),
        format!("\"x\", {tag}"),
        "*".to_owned(),
    ] {
        let again = served.get_with("/", &[(header::IF_NONE_MATCH, &condition)]);
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED, "{condition}");
        assert_eq!(text(&again, "etag"), tag);
        assert!(body(again)?.is_empty());
    }
    let other = served.get_with("/", &[(header::IF_NONE_MATCH, "\"other\"")]);
    assert_eq!(other.status(), StatusCode::OK);
    Ok(())
}

#[test]
fn a_rewritten_file_is_served_anew() -> Result<()> {
    let served = served()?;
    let before = served.get("/");
    let page = served.site.root.join("index.html");
    fs::write(&page, "new")?;
    // Some file systems keep whole seconds: the clock must be seen to have moved.
    fs::File::options()
        .write(true)
        .open(&page)?
        .set_modified(SystemTime::now() + std::time::Duration::from_secs(5))?;
    let after = served.get("/");
    assert_ne!(text(&before, "etag"), text(&after, "etag"));
    assert_eq!(body(after)?, "new");
    Ok(())
}

#[test]
fn text_is_compressed_for_those_who_ask() -> Result<()> {
    let served = served()?;
    let ask = [(header::ACCEPT_ENCODING, "gzip, br;q=0.9")];
    let plain = served.get("/assets/app-1a2b.js");
    let small = served.get_with("/assets/app-1a2b.js", &ask);
    assert_eq!(text(&plain, "content-encoding"), "");
    assert_eq!(text(&small, "content-encoding"), "br");
    assert_eq!(text(&small, "vary"), "accept-encoding");
    assert_ne!(text(&plain, "etag"), text(&small, "etag"));
    let length = text(&small, "content-length").to_owned();
    let sent = body(small)?;
    assert_eq!(sent.len().to_string(), length);
    let mut back = Vec::new();
    brotli::BrotliDecompress(&mut &*sent, &mut back)?;
    assert_eq!(back, body(plain)?);
    for path in ["/weights/skin28/weights.bpk", "/nothing"] {
        let response = served.get_with(path, &ask);
        assert_eq!(text(&response, "content-encoding"), "", "{path}");
    }
    let refused = [(header::ACCEPT_ENCODING, "gzip, br;q=0")];
    let response = served.get_with("/assets/app-1a2b.js", &refused);
    assert_eq!(text(&response, "content-encoding"), "");
    Ok(())
}

#[test]
fn only_hashed_names_are_kept_for_ever() -> Result<()> {
    let served = served()?;
    let hashed = served.get("/assets/app-1a2b.js");
    assert!(text(&hashed, "cache-control").contains("immutable"));
    for path in ["/", "/weights/skin28/weights.bpk", "/nothing"] {
        assert_eq!(
            text(&served.get(path), "cache-control"),
            "no-cache",
            "{path}"
        );
    }
    Ok(())
}

#[test]
fn other_methods_are_refused() -> Result<()> {
    let served = served()?;
    let response = served.site.answer(&Method::PUT, "/", &HeaderMap::new());
    assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(text(&response, "allow"), "GET, HEAD");
    Ok(())
}
