# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures for the tests, made here: PNG needs no more than zlib."""

import base64
import struct
import zlib


def chunk(kind, data):
    return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))


def header(width, height):
    return b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', width, height, 8, 2, 0, 0, 0))


def png(width, height, colour):
    """colour (x, y), both from 0 to 1, gives red, green and blue from 0 to 255."""
    rows = (b'\0' + bytes(part for x in range(width) for part in colour(x / width, y / height)) for y in range(height))
    return header(width, height) + chunk(b'IDAT', zlib.compress(b''.join(rows))) + chunk(b'IEND', b'')


def url(data, kind='png'):
    return f'data:image/{kind};base64,' + base64.b64encode(data).decode()


def sky(x, y):
    """Blue above, a green hill below."""
    return (120, 170, 235) if y < 0.6 + 0.1 * (x - 0.5) ** 2 else (40, 130, 50)


def checks(x, y):
    return (20, 20, 20) if (int(x * 8) + int(y * 8)) % 2 else (240, 240, 240)


def flame(x, y):
    return (255, int(200 * (1 - y)), 0) if abs(x - 0.5) < 0.3 * y else (30, 0, 0)
