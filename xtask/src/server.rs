//! The site on a port of this machine, and of this machine only.

use anyhow::{Context, Result};
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{Response, StatusCode};
use std::io::ErrorKind;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

use crate::site::Site;

/// Ports to try, when any will do and one is taken on IPv6 alone.
const ATTEMPTS: u32 = 8;

/// Serves in the background until it is dropped.
pub struct Server {
    runtime: Runtime,
    port: u16,
}

impl Server {
    /// Starts serving on a port, or on any free one when it is 0.
    pub fn start(site: Site, port: u16) -> Result<Self> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_io()
            .build()
            .context("could not start the server's threads")?;
        let (listeners, port) = runtime.block_on(listen(port))?;
        let router = Router::new().fallback(handle).with_state(Arc::new(site));
        for listener in listeners {
            // It ends with the runtime; until then accepting does not fail.
            runtime.spawn(axum::serve(listener, router.clone()).into_future());
        }
        Ok(Self { runtime, port })
    }

    /// Where a browser finds it. `localhost`, because browsers trust that name as they trust https.
    pub fn address(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    /// Serves until the process is ended.
    pub fn wait(self) {
        self.runtime.block_on(std::future::pending::<()>());
    }
}

/// Both addresses that `localhost` may mean, on one port.
async fn listen(port: u16) -> Result<(Vec<TcpListener>, u16)> {
    let mut tries = 0;
    loop {
        tries += 1;
        let four = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))
            .await
            .with_context(|| taken(port))?;
        let bound = four.local_addr()?.port();
        match TcpListener::bind(SocketAddr::from((Ipv6Addr::LOCALHOST, bound))).await {
            Ok(six) => return Ok((vec![four, six], bound)),
            Err(error) if error.kind() == ErrorKind::AddrInUse => {
                if port != 0 || tries == ATTEMPTS {
                    return Err(error).with_context(|| taken(bound));
                }
            }
            // A machine without IPv6.
            Err(_) => return Ok((vec![four], bound)),
        }
    }
}

fn taken(port: u16) -> String {
    format!("could not listen on port {port}: choose another with --port")
}

async fn handle(State(site): State<Arc<Site>>, request: Request) -> Response<Body> {
    let (parts, _) = request.into_parts();
    let answer = tokio::task::spawn_blocking(move || {
        site.answer(&parts.method, parts.uri.path(), &parts.headers)
    });
    answer.await.unwrap_or_else(|_| {
        let mut broken = Response::new(Body::empty());
        *broken.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
        broken
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read as _, Write as _};
    use std::net::TcpStream;

    fn ask(port: u16, request: &str) -> Result<String> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
        stream.write_all(request.as_bytes())?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer)?;
        Ok(answer)
    }

    #[test]
    fn it_answers_on_a_free_port() -> Result<()> {
        let folder = tempfile::tempdir()?;
        std::fs::write(folder.path().join("index.html"), "hello")?;
        let server = Server::start(Site::open(folder.path())?, 0)?;
        let end = "HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

        let got = ask(server.port, &format!("GET /?engine=cpu {end}"))?;
        assert!(got.starts_with("HTTP/1.1 200"), "{got}");
        assert!(got.ends_with("\r\n\r\nhello"), "{got}");

        let head = ask(server.port, &format!("HEAD / {end}"))?;
        assert!(head.contains("content-length: 5"), "{head}");
        assert!(head.ends_with("\r\n\r\n"), "{head}");

        let outside = ask(server.port, &format!("GET /../Cargo.toml {end}"))?;
        assert!(outside.starts_with("HTTP/1.1 404"), "{outside}");
        Ok(())
    }

    #[test]
    fn a_taken_port_is_said() -> Result<()> {
        let folder = tempfile::tempdir()?;
        let first = Server::start(Site::open(folder.path())?, 0)?;
        let second = Server::start(Site::open(folder.path())?, first.port);
        assert!(second.is_err_and(|error| error.to_string().contains("--port")));
        Ok(())
    }
}
