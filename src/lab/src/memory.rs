//! Where memory comes from.
//!
//! A training step asks for some thousand tensors of megabytes and gives them back. The system's allocator returns such
//! blocks to the kernel each time, which then clears and maps every page anew: a fifth of the samples in a profile of a
//! `MobileNetV2`'s training is clearing alone. jemalloc keeps them, in large pages, for as long as the command runs: what it
//! would give back after a while is asked for again in the next step.

#[cfg(target_os = "linux")]
#[global_allocator]
static JEMALLOC: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

/// Large pages; what is given back is kept, big blocks too.
#[cfg(target_os = "linux")]
// jemalloc looks for a symbol of this name when it starts; no other crate exports one.
#[allow(unsafe_code)]
#[unsafe(export_name = "_rjem_malloc_conf")]
pub static OPTIONS: &[u8; 67] =
    b"thp:always,oversize_threshold:0,dirty_decay_ms:-1,muzzy_decay_ms:0\0";
