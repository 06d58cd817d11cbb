# SPDX-License-Identifier: GPL-3.0-or-later
"""The screen of Xvfb as a PNG file: from the file it keeps its picture in (-fbdir), an XWD dump of 32 bits a pixel."""
import struct
import zlib

# Words of the dump's head, big-endian: header_size, …, 4 width, 5 height, …, 11 bits_per_pixel, 12 bytes_per_line, …, 19 ncolors.
HEAD_WORDS = 25
COLOUR_BYTES = 12


def _chunk (kind, data):
    return struct.pack ('>I', len (data)) + kind + data + struct.pack ('>I', zlib.crc32 (kind + data))


def _rows (dump_path):
    """(width, rows) of the dump; a row is four bytes a pixel: blue, green, red, nothing."""
    data = dump_path.read_bytes ()
    head = struct.unpack (f'>{HEAD_WORDS}I', data[:HEAD_WORDS * 4])
    width, height, bits, stride = head[4], head[5], head[11], head[12]
    if bits != 32:
        raise AssertionError (f'{bits} bits a pixel in {dump_path}')
    pixels = data[head[0] + head[19] * COLOUR_BYTES:]
    return width, [pixels[y * stride:y * stride + width * 4] for y in range (height)]


def measure (dump_path, box):
    """Mean of the green of a box (left, top, width, height), 0 to 255, and the share of its pixels of the commonest."""
    left, top, width, height = box
    _width, rows = _rows (dump_path)
    greens = b''.join (row[left * 4 + 1:(left + width) * 4:4] for row in rows[top:top + height])
    return sum (greens) / len (greens), max (greens.count (value) for value in set (greens)) / len (greens)


def write (dump_path, png_path):
    width, lines = _rows (dump_path)
    rows = bytearray ()
    for line in lines:
        row = bytearray (width * 3)
        row[0::3], row[1::3], row[2::3] = line[2::4], line[1::4], line[0::4]
        rows += b'\0' + row
    png_path.write_bytes (b'\x89PNG\r\n\x1a\n' + _chunk (b'IHDR', struct.pack ('>IIBBBBB', width, len (lines), 8, 2, 0, 0, 0))
                          + _chunk (b'IDAT', zlib.compress (bytes (rows), 1)) + _chunk (b'IEND', b''))
