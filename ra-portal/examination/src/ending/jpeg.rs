//! The end of a JPEG (ISO/IEC 10918-1 annex B).

/// The markers that stand alone, without a length: TEM, RST0 to RST7, SOI and EOI.
const fn stands_alone(marker: u8) -> bool {
    matches!(marker, 0x01 | 0xd0..=0xd9)
}

const START_OF_SCAN: u8 = 0xda;
const END_OF_IMAGE: u8 = 0xd9;

/// Whether the end marker of the picture follows its first scan. The end marker of a thumbnail is in a segment before the scan.
/// Fill octets (B.1.1.2) and stray octets between segments are skipped, as decoders do.
pub(crate) fn jpeg_ends(content: &[u8]) -> bool {
    first_scan(content).is_some_and(|scans| scans.windows(2).any(|octets| octets == [0xff, END_OF_IMAGE]))
}

/// What follows the marker of the first scan.
fn first_scan(content: &[u8]) -> Option<&[u8]> {
    let mut at = 0;
    loop {
        at += content.get(at..)?.iter().position(|octet| *octet == 0xff)?;
        at += content.get(at..)?.iter().position(|octet| *octet != 0xff)?;
        let marker = *content.get(at)?;
        at += 1;
        match marker {
            START_OF_SCAN => return content.get(at..),
            // `FF 00` is no marker.
            0 => {}
            marker if stands_alone(marker) => {}
            _ => at += usize::from(u16::from_be_bytes([*content.get(at)?, *content.get(at + 1)?])),
        }
    }
}
