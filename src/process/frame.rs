//! Messages on a pipe: a number of parts, and each part's length and bytes.

use std::io::{self, ErrorKind, Read, Write};

/// Parts of a message at most; a request has a few, and the fonts that come with it.
const MOST_PARTS: u32 = 4096;

/// Writes a message.
///
/// # Errors
/// The pipe is closed, or the message has too many parts.
pub(super) fn write(out: &mut impl Write, parts: &[&[u8]]) -> io::Result<()> {
    let count = u32::try_from(parts.len()).ok().filter(|count| *count <= MOST_PARTS);
    let count = count.ok_or_else(|| io::Error::from(ErrorKind::InvalidInput))?;
    out.write_all(&count.to_le_bytes())?;
    for part in parts {
        out.write_all(&(part.len() as u64).to_le_bytes())?;
        out.write_all(part)?;
    }
    out.flush()
}

/// Reads a message; `None` at the end of the pipe.
///
/// # Errors
/// The pipe ends within a message, or holds something else.
pub(super) fn read(input: &mut impl Read) -> io::Result<Option<Vec<Vec<u8>>>> {
    let mut count = [0; 4];
    match input.read(&mut count)? {
        0 => return Ok(None),
        some => input.read_exact(&mut count[some..])?,
    }
    let count = u32::from_le_bytes(count);
    if count > MOST_PARTS {
        return Err(ErrorKind::InvalidData.into());
    }
    let part = |_| {
        let mut length = [0; 8];
        input.read_exact(&mut length)?;
        let length = u64::from_le_bytes(length);
        // What is not there is not made room for.
        let mut part = Vec::new();
        if input.by_ref().take(length).read_to_end(&mut part)? as u64 != length {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        Ok(part)
    };
    (0..count).map(part).collect::<io::Result<_>>().map(Some)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop, proptest};

    use super::{read, write};

    proptest! {
        #[test]
        fn messages_are_read_as_they_were_written(
            messages in prop::collection::vec(prop::collection::vec(prop::collection::vec(any::<u8>(), 0..40), 0..5), 0..4),
        ) {
            let mut pipe = Vec::new();
            for parts in &messages {
                write(&mut pipe, &parts.iter().map(Vec::as_slice).collect::<Vec<_>>()).unwrap();
            }
            let mut input = pipe.as_slice();
            for parts in &messages {
                assert_eq!(&read(&mut input).unwrap().unwrap(), parts);
            }
            assert!(read(&mut input).unwrap().is_none());
            for cut in 1..pipe.len() {
                let mut input = &pipe[..cut];
                while let Ok(Some(_)) = read(&mut input) {}
            }
        }

        #[test]
        fn other_bytes_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let mut input = bytes.as_slice();
            while let Ok(Some(_)) = read(&mut input) {}
        }
    }
}
