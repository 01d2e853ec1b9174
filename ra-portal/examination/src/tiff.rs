//! The pages of a TIFF (TIFF 6.0, section 2).

use crate::{FileFault, MOST_PAGES};

type Octets<const N: usize> = fn([u8; N]) -> u32;

/// Where the directories of its pages are.
pub(crate) fn directories(content: &[u8]) -> Result<Vec<u32>, FileFault> {
    let (short, long): (Octets<2>, Octets<4>) = match is_little_endian(content) {
        true => (|octets| u16::from_le_bytes(octets).into(), u32::from_le_bytes),
        false => (|octets| u16::from_be_bytes(octets).into(), u32::from_be_bytes),
    };
    let read_short = |at: usize| content.get(at..)?.first_chunk::<2>().map(|octets| short(*octets));
    let read_long = |at: usize| content.get(at..)?.first_chunk::<4>().map(|octets| long(*octets));
    let mut directories = Vec::new();
    let mut next = read_long(4).ok_or(FileFault::CutOff)?;
    while next != 0 && !directories.contains(&next) {
        directories.push(next);
        if directories.len() > MOST_PAGES {
            return Err(FileFault::TooManyPages { pages: directories.len() });
        }
        let at = next as usize;
        let entries = read_short(at).ok_or(FileFault::CutOff)?;
        next = read_long(at + 2 + 12 * entries as usize).ok_or(FileFault::CutOff)?;
    }
    if directories.is_empty() { Err(FileFault::Unreadable) } else { Ok(directories) }
}

/// The file with a header that leads to this page first, as the decoder reads the first page only.
pub(crate) fn led_to(content: &[u8], directory: u32) -> Vec<u8> {
    let mut file = content.to_vec();
    let octets = if is_little_endian(content) { directory.to_le_bytes() } else { directory.to_be_bytes() };
    file[4..8].copy_from_slice(&octets);
    file
}

fn is_little_endian(content: &[u8]) -> bool {
    content.starts_with(b"II")
}
