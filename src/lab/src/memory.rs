//! Where memory comes from.
//!
//! A training step asks for some thousand tensors of megabytes and gives them back. The system's allocator returns such
//! blocks to the kernel each time, which then clears and maps every page anew: a fifth of the samples in a profile of a
//! `MobileNetV2`'s training is clearing alone. jemalloc keeps them, in large pages: what it would give back after a while is
//! asked for again in the next step.
//!
//! Kept blocks are cut up for smaller ones, and what is kept grows: by 75 MB a second in the worst minute that was seen, until
//! the kernel ended the training of a small network at 24 GB. So all that lies idle is given back now and then.

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

/// Training steps between two times of giving back: seconds of growth, and many steps to share the cost of mapping anew.
pub const STEPS_BETWEEN: usize = 64;

/// Gives what lies idle back to the system. Without effect where the system's own allocator is at work.
pub fn give_back() {
    #[cfg(target_os = "linux")]
    // All arenas at once: 4096 is `MALLCTL_ARENAS_ALL`.
    #[allow(unsafe_code)]
    // SAFETY: the name ends in a zero, and this control neither reads nor writes through the pointers. It fails for an
    // unknown name alone, and then nothing is given back.
    unsafe {
        tikv_jemalloc_sys::mallctl(
            c"arena.4096.purge".as_ptr(),
            std::ptr::null_mut(),
            std::ptr::null_mut(),
            std::ptr::null_mut(),
            0,
        );
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn what_lies_idle_is_kept_until_it_is_given_back() {
        // Trainings of other tests give back, too.
        let _held = crate::testing::generator();
        // Megabytes of this process that lie in memory.
        let resident = || {
            let status = std::fs::read_to_string("/proc/self/status").unwrap();
            let line = status.lines().find(|line| line.starts_with("VmRSS"));
            let kilobytes = line.unwrap().split_whitespace().nth(1).unwrap();
            kilobytes.parse::<u64>().unwrap() / 1024
        };
        let large = vec![1u8; 1 << 30];
        let while_used = resident();
        drop(large);
        let kept = resident();
        give_back();
        let given_back = resident();
        // What else runs beside this one needs less than half of that.
        assert!(kept + 512 > while_used, "{while_used} MB, then {kept}");
        assert!(given_back + 512 < kept, "{kept} MB, then {given_back}");
    }
}
