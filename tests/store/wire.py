#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A second reading of the format of operations (src/store/op.h), written from RFC 8949 and that comment alone: the
vectors in tests/tables/wire must say the same here as to the C code."""
import hashlib
import json
import pathlib
import struct
import sys


def head(major, n):
    for limit, info, form in ((24, None, ''), (1 << 8, 24, '>B'), (1 << 16, 25, '>H'), (1 << 32, 26, '>I'),
                              (1 << 64, 27, '>Q')):
        if n < limit:
            return bytes([major << 5 | n]) if info is None else bytes([major << 5 | info]) + struct.pack(form, n)
    raise ValueError(n)


def real(x):
    for info, form in ((0xf9, '>e'), (0xfa, '>f'), (0xfb, '>d')):
        try:
            packed = struct.pack(form, x)
        except OverflowError:
            continue
        if struct.unpack(form, packed)[0] == x:
            return bytes([info]) + packed
    raise ValueError(x)


def encode(tagged):
    """CBOR of {"int": 1}, {"real": 1.5}, {"text": ""}, {"bytes": "00ff"}, {"bool": true}, {"null": null}, {"array": […]},
    {"map": {key: tagged}}."""
    (kind, value), = tagged.items()
    if kind == 'int':
        return head(0, value) if value >= 0 else head(1, -1 - value)
    if kind == 'bytes':
        return head(2, len(value) // 2) + bytes.fromhex(value)
    if kind == 'text':
        return head(3, len(value.encode())) + value.encode()
    if kind == 'array':
        return head(4, len(value)) + b''.join(map(encode, value))
    if kind == 'map':
        pairs = sorted((encode({'text': k}), encode(v)) for k, v in value.items())
        return head(5, len(pairs)) + b''.join(k + v for k, v in pairs)
    if kind == 'real':
        return real(value)
    return {'null': b'\xf6', 'bool': b'\xf5' if value else b'\xf4'}[kind]


def sha(data):
    return hashlib.sha256(data).digest()


def operation(vector):
    """What follows from header, body and prev_hash."""
    header, body, prev = encode(vector['header']), encode(vector['body']), bytes.fromhex(vector['prev_hash'])
    body_hash = sha(body)
    alg = encode(vector['header']['map']['alg'])
    both = encode({'bytes': prev.hex()}), encode({'bytes': body_hash.hex()})
    whole = sha(b'\x84' + alg + both[0] + header + both[1])
    end = both[1] + encode({'bytes': whole.hex()})
    return {'header_hex': header.hex(), 'body_hex': body.hex(), 'body_hash': body_hash.hex(), 'hash': whole.hex(),
            'wire': (b'\x85' + both[0] + header + body + end).hex(),
            'outline': (b'\x85' + both[0] + header + b'\xf6' + end).hex()}


def geometry(vector):
    """Little-endian EWKB with SRID 4326 of points and polygons with 1e-7 degree coordinates."""
    def run(points):
        return struct.pack('<I', len(points)) + b''.join(struct.pack('<dd', x, y) for x, y in points)
    if vector['type'] == 'point':
        return (struct.pack('<BII', 1, 1 | 0x20000000, 4326) + struct.pack('<dd', *vector['coordinates'])).hex()
    rings = vector['coordinates']
    return (struct.pack('<BIII', 1, 3 | 0x20000000, 4326, len(rings)) + b''.join(map(run, rings))).hex()


def main():
    folder = pathlib.Path(__file__).parent.parent / 'tables' / 'wire'
    wrong = 0
    for vector in json.loads((folder / 'values.json').read_text(encoding='utf-8'))['vectors']:
        if encode(vector['value']).hex() != vector['hex']:
            print('values.json:', vector, 'is', encode(vector['value']).hex())
            wrong += 1
    for vector in json.loads((folder / 'geometries.json').read_text(encoding='utf-8'))['vectors']:
        if geometry(vector) != vector['hex']:
            print('geometries.json:', vector, 'is', geometry(vector))
            wrong += 1
    for vector in json.loads((folder / 'operations.json').read_text(encoding='utf-8'))['vectors']:
        for key, value in operation(vector).items():
            if vector[key] != value:
                print('operations.json:', vector['name'], key, 'is', value)
                wrong += 1
    sys.exit(wrong > 0)


if __name__ == '__main__':
    main()
