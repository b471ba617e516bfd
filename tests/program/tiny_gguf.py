# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a tiny llama model with random weights, so that a real llama-server has something to serve.

It speaks fluent nonsense in a few words of English and Korean and never ends by itself. The format is GGUF 3:
https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
"""
import array
import random
import struct

WORDS = ["the", "a", "model", "stream", "token", "ingot", "deploys", "answers", "and", "then", "over", "with",
         "latency", "vector", "cosine", "resource", "endpoint", "key", "signs", "in", "한국어", "배포", "é", "∑", "🙂"]
SPECIAL = ["<unk>", "<s>", "</s>"] + [f"<0x{byte:02X}>" for byte in range(256)]
TOKENS = SPECIAL + ["▁" + word for word in WORDS] + [chr(code) for code in range(32, 127)] + ["▁"]
TYPES = [2, 3, 3] + [6] * 256 + [1] * (len(TOKENS) - len(SPECIAL))
SCORES = ([0.0] * 3 + [-1000.0] * 256 + [float(-rank) for rank in range(len(WORDS))]
          + [-50.0 - rank for rank in range(95)] + [-49.0])
WIDTH, HEADS, LAYERS, INNER = 64, 4, 2, 128
ALIGNMENT = 32
TEMPLATE = "{% for m in messages %}{{ m['role'] + ': ' + m['content'] + '\n' }}{% endfor %}assistant: "


def string(text):
    data = text.encode()
    return struct.pack("<Q", len(data)) + data


def u32(value):
    return struct.pack("<II", 4, value)


def f32(value):
    return struct.pack("<If", 6, value)


def text(value):
    return struct.pack("<I", 8) + string(value)


def items(kind, packed, count):
    return struct.pack("<IIQ", 9, kind, count) + packed


def metadata():
    return {
        "general.architecture": text("llama"),
        "general.name": text("tiny-random"),
        "general.file_type": u32(0),
        "llama.context_length": u32(8192),
        "llama.embedding_length": u32(WIDTH),
        "llama.block_count": u32(LAYERS),
        "llama.feed_forward_length": u32(INNER),
        "llama.attention.head_count": u32(HEADS),
        "llama.attention.head_count_kv": u32(HEADS),
        "llama.rope.dimension_count": u32(WIDTH // HEADS),
        "llama.attention.layer_norm_rms_epsilon": f32(1e-5),
        "tokenizer.ggml.model": text("llama"),
        "tokenizer.ggml.tokens": items(8, b"".join(map(string, TOKENS)), len(TOKENS)),
        "tokenizer.ggml.scores": items(6, struct.pack(f"<{len(SCORES)}f", *SCORES), len(SCORES)),
        "tokenizer.ggml.token_type": items(5, struct.pack(f"<{len(TYPES)}i", *TYPES), len(TYPES)),
        "tokenizer.ggml.bos_token_id": u32(1),
        "tokenizer.ggml.eos_token_id": u32(2),
        "tokenizer.ggml.unknown_token_id": u32(0),
        "tokenizer.chat_template": text(TEMPLATE),
    }


def tensors():
    """Yields name, columns, rows (0 for a vector) and the numbers."""
    chance = random.Random(7)

    def noise(count, scale=0.2):
        return [chance.gauss(0, scale) for _ in range(count)]

    yield "token_embd.weight", WIDTH, len(TOKENS), noise(WIDTH * len(TOKENS))
    for layer in range(LAYERS):
        block = f"blk.{layer}."
        yield block + "attn_norm.weight", WIDTH, 0, [1.0] * WIDTH
        yield block + "ffn_norm.weight", WIDTH, 0, [1.0] * WIDTH
        for name in ("attn_q", "attn_k", "attn_v", "attn_output"):
            yield block + name + ".weight", WIDTH, WIDTH, noise(WIDTH * WIDTH)
        yield block + "ffn_gate.weight", WIDTH, INNER, noise(WIDTH * INNER)
        yield block + "ffn_up.weight", WIDTH, INNER, noise(WIDTH * INNER)
        yield block + "ffn_down.weight", INNER, WIDTH, noise(WIDTH * INNER)
    yield "output_norm.weight", WIDTH, 0, [1.0] * WIDTH
    # Bytes and special tokens are unlikely, so that the text is UTF-8 and does not end.
    special = noise(WIDTH * len(SPECIAL), 0.002)
    yield "output.weight", WIDTH, len(TOKENS), special + noise(WIDTH * (len(TOKENS) - len(SPECIAL)))


def padding(length):
    return b"\0" * (-length % ALIGNMENT)


def write(path):
    directory, data, count = b"", b"", 0
    for name, columns, rows, numbers in tensors():
        sizes = [columns, rows] if rows else [columns]
        directory += string(name) + struct.pack(f"<I{len(sizes)}Q", len(sizes), *sizes)
        directory += struct.pack("<IQ", 0, len(data))
        data += array.array("f", numbers).tobytes()
        data += padding(len(data))
        count += 1
    pairs = metadata()
    head = b"GGUF" + struct.pack("<IQQ", 3, count, len(pairs))
    head += b"".join(string(key) + value for key, value in pairs.items()) + directory
    with open(path, "wb") as file:
        file.write(head + padding(len(head)) + data)
