#!/usr/bin/env python3
"""Second verifier of the city's log, written from the specifications and from nothing else: RFC 6962, RFC 8032, RFC 8785, GB/T 32905,
GB/T 32918, C2SP signed-note, tlog-checkpoint, tlog-cosignature, tlog-policy, tlog-proof, and the head of proof/receipt.ts for receipts.
It shares no line with proof/, so that one mistake is not made twice. Python 3.8, standard library only; works from a memory stick.

  python3 verify.py --policy city.policy --proof licence.tlog-proof (--entry entry.json | --leaf HEX)
  python3 verify.py --policy city.policy --receipt 'R1*...' --receipt-key 'name+id+key' [--entry entry.json]
  python3 verify.py --lines       one question per line of standard input as JSON, one answer per line (tests)

Prints one sentence in Chinese and the verdict as JSON. Ends with 0 if the evidence holds, 1 if it does not, 2 on wrong use.
"""
import argparse, base64, datetime, functools, hashlib, json, re, sys

class No(Exception):
    """the evidence does not hold; args[0] says why"""

def need(condition, why):
    if not condition:
        raise No(why)

# ---- bytes and numbers -------------------------------------------------------------------------------------------------------------

def b64(text):
    """RFC 4648 section 4, and only the one text that encodes the bytes"""
    try:
        raw = base64.b64decode(text, validate=True)
    except ValueError:
        raise No('base64')
    need(base64.b64encode(raw) == (text.encode() if isinstance(text, str) else text), 'base64')
    return raw

def b64url(text):
    need(b'=' not in text and b'+' not in text and b'/' not in text, 'base64url')
    return b64(text.replace(b'-', b'+').replace(b'_', b'/') + b'=' * (-len(text) % 4))

def decimal(octets):
    need(re.fullmatch(rb'0|[1-9][0-9]*', octets) is not None and len(octets) < 17 and int(octets) < 2 ** 53, 'number')
    return int(octets)

def hash_line(octets):
    raw = b64(octets)
    need(len(raw) == 32, 'hash')
    return raw

# ---- SM3, GB/T 32905-2016 ----------------------------------------------------------------------------------------------------------

M32 = 0xFFFFFFFF
def rol(x, n):
    n %= 32
    return (x << n | x >> (32 - n)) & M32

def sm3(message):
    v = [0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E]
    data = message + b'\x80' + b'\0' * ((55 - len(message)) % 64) + (8 * len(message)).to_bytes(8, 'big')
    for start in range(0, len(data), 64):
        w = [int.from_bytes(data[i:i + 4], 'big') for i in range(start, start + 64, 4)]
        for j in range(16, 68):
            x = w[j - 16] ^ w[j - 9] ^ rol(w[j - 3], 15)
            w.append(x ^ rol(x, 15) ^ rol(x, 23) ^ rol(w[j - 13], 7) ^ w[j - 6])
        a, b, c, d, e, f, g, h = v
        for j in range(64):
            a12 = rol(a, 12)
            ss1 = rol((a12 + e + rol(0x79CC4519 if j < 16 else 0x7A879D8A, j)) & M32, 7)
            ff = a ^ b ^ c if j < 16 else (a & b) | (a & c) | (b & c)
            gg = e ^ f ^ g if j < 16 else (e & f) | (~e & M32 & g)
            tt1 = (ff + d + (ss1 ^ a12) + (w[j] ^ w[j + 4])) & M32
            tt2 = (gg + h + ss1 + w[j]) & M32
            a, b, c, d, e, f, g, h = tt1, a, rol(b, 9), c, tt2 ^ rol(tt2, 9) ^ rol(tt2, 17), e, rol(f, 19), g
        v = [x ^ y for x, y in zip(v, (a, b, c, d, e, f, g, h))]
    return b''.join(x.to_bytes(4, 'big') for x in v)

def hmac_sm3(key, message):
    key = (sm3(key) if len(key) > 64 else key).ljust(64, b'\0')
    return sm3(bytes(k ^ 0x5C for k in key) + sm3(bytes(k ^ 0x36 for k in key) + message))

def sha256(message):
    return hashlib.sha256(message).digest()

# ---- curves: a table of multiples per point makes thousands of verifications bearable -------------------------------------------------

class Multiples:
    def __init__(self, add, zero, point):
        self.add, self.zero, self.rows = add, zero, []
        for _ in range(64):
            row = [zero]
            for _ in range(15):
                row.append(add(row[-1], point))
            self.rows.append(row)
            point = add(row[-1], point)

    def times(self, n):
        total = self.zero
        for row in self.rows:
            if n & 15:
                total = self.add(total, row[n & 15])
            n >>= 4
        return total

# Ed25519, RFC 8032 5.1: points as (X, Y, Z, T)
P = 2 ** 255 - 19
L = 2 ** 252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
ED_ZERO = (0, 1, 1, 0)

def ed_add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P

def ed_decode(octets):
    """5.1.3; None where the octets are no point"""
    y = int.from_bytes(octets, 'little')
    sign, y = y >> 255, y & (1 << 255) - 1
    if y >= P:
        return None
    x2 = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - x2) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P

def ed_is_zero(p):
    return p[0] % P == 0 and (p[1] - p[2]) % P == 0

def ed_times8(p):
    for _ in range(3):
        p = ed_add(p, p)
    return p

@functools.lru_cache(64)
def ed_key(octets):
    point = ed_decode(octets)
    # a key of small order would let anyone sign anything
    return None if point is None or ed_is_zero(ed_times8(point)) else Multiples(ed_add, ED_ZERO, point)

ED_BASE = Multiples(ed_add, ED_ZERO, ed_decode((4 * pow(5, -1, P) % P).to_bytes(32, 'little')))

@functools.lru_cache(4096)
def ed25519(key, message, signature):
    """5.1.7 with the cofactor, [8][S]B = [8]R + [8][k]A"""
    if len(key) != 32 or len(signature) != 64:
        return False
    a, r, s = ed_key(key), ed_decode(signature[:32]), int.from_bytes(signature[32:], 'little')
    if a is None or r is None or s >= L:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), 'little') % L
    # [S]B - R - [k]A, the last as [L - k]A up to small order, which the cofactor removes
    rest = ed_add(ed_add(ED_BASE.times(s), a.times((L - k) % L)), (P - r[0], r[1], 1, P - r[3]))
    return ed_is_zero(ed_times8(rest))

# SM2, GB/T 32918.5-2017: points as (x, y), None for the point at infinity
SP = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF00000000FFFFFFFFFFFFFFFF
SA, SB = SP - 3, 0x28E9FA9E9D9F5E344D5A9E4BCF6509A7F39789F515AB8F92DDBCBD414D940E93
SN = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
SG = (0x32C4AE2C1F1981195F9904466A39C9948FE30BBFF2660BE1715A4589334C74C7, 0xBC3736A2F4F6779C59BDCEE36B692153D0A9877CC62A474002DF32E52139F0A0)

def sm2_add(p, q):
    if p is None or q is None:
        return p or q
    if p[0] == q[0] and (p[1] + q[1]) % SP == 0:
        return None
    slope = (3 * p[0] * p[0] + SA) * pow(2 * p[1], -1, SP) if p == q else (q[1] - p[1]) * pow(q[0] - p[0], -1, SP)
    x = (slope * slope - p[0] - q[0]) % SP
    return x, (slope * (p[0] - x) - p[1]) % SP

@functools.lru_cache(64)
def sm2_key(octets):
    x, y = int.from_bytes(octets[1:33], 'big'), int.from_bytes(octets[33:], 'big')
    if len(octets) != 65 or octets[0] != 4 or x >= SP or y >= SP or (y * y - x ** 3 - SA * x - SB) % SP:
        return None
    return Multiples(sm2_add, None, (x, y))

@functools.lru_cache(1)
def sm2_base():
    return Multiples(sm2_add, None, SG)

@functools.lru_cache(4096)
def sm2(key, message, signature):
    """GB/T 32918.2, 7.1; identity 1234567812345678"""
    if len(signature) != 64 or sm2_key(key) is None:
        return False
    r, s = int.from_bytes(signature[:32], 'big'), int.from_bytes(signature[32:], 'big')
    t = (r + s) % SN
    if not 0 < r < SN or not 0 < s < SN or t == 0:
        return False
    z = sm3(b'\x00\x80' + b'1234567812345678' + b''.join(n.to_bytes(32, 'big') for n in (SA, SB) + SG) + key[1:])
    e = int.from_bytes(sm3(z + message), 'big')
    point = sm2_add(sm2_base().times(s), sm2_key(key).times(t))
    return point is not None and (e + point[0]) % SN == r

# ---- Merkle trees, RFC 6962 2.1, by its recursive definitions ---------------------------------------------------------------------------

class Tree:
    def __init__(self, digest):
        self.digest = digest

    def leaf(self, entry):
        return self.digest(b'\0' + entry)

    def node(self, left, right):
        need(len(left) == len(right) == 32, 'hash')
        return self.digest(b'\1' + left + right)

    def climb(self, m, n, leaf, path):
        """the root that PATH(m, D[n]) leads to from a leaf"""
        if n == 1:
            need(not path, 'proof too long')
            return leaf
        need(path, 'proof too short')
        k = 1 << (n - 1).bit_length() - 1
        if m < k:
            return self.node(self.climb(m, k, leaf, path[:-1]), path[-1])
        return self.node(path[-1], self.climb(m - k, n - k, leaf, path[:-1]))

    def included(self, m, n, leaf, path, root):
        need(0 <= m < n < 2 ** 53 and len(path) < 64, 'index not in tree')
        need(len(leaf) == len(root) == 32 and self.climb(m, n, leaf, path) == root, 'not included')

    def two_roots(self, m, n, known, path, old):
        """both roots that SUBPROOF(m, D[n], known) leads to"""
        if m == n:
            need(len(path) == (0 if known else 1), 'proof length')
            return (old, old) if known else (path[0], path[0])
        need(path, 'proof too short')
        k, last = 1 << (n - 1).bit_length() - 1, path[-1]
        if m <= k:
            a, b = self.two_roots(m, k, known, path[:-1], old)
            return a, self.node(b, last)
        a, b = self.two_roots(m - k, n - k, False, path[:-1], old)
        return self.node(last, a), self.node(last, b)

    def consistent(self, m, n, old, new, path):
        need(0 < m <= n < 2 ** 53 and len(path) < 65, 'sizes')
        need(self.two_roots(m, n, True, path, old) == (old, new), 'not consistent')

# ---- keys and notes, C2SP signed-note, tlog-cosignature ----------------------------------------------------------------------------------

SUITES = {'intl': (sha256, ed25519, 32), 'sm': (sm3, sm2, 65)}
TYPES = [
    (b'\x01', 'intl', 'note'), (b'\x04', 'intl', 'cosignature'), (b'\xffyichuang/receipt/ed25519', 'intl', 'receipt'),
    (b'\xffgbt32918/sm2-sm3', 'sm', 'note'), (b'\xffyichuang/cosignature/sm2-sm3', 'sm', 'cosignature'), (b'\xffyichuang/receipt/sm2-sm3', 'sm', 'receipt'),
]
# White_Space of Unicode
SPACES = set('\t\n\x0b\x0c\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000') | {chr(c) for c in range(0x2000, 0x200B)}

def key_name(octets):
    try:
        name = octets.decode()
    except UnicodeDecodeError:
        raise No('key name')
    need(name and '+' not in name and not any(c in SPACES or ord(c) < 32 or 127 <= ord(c) < 160 for c in name), 'key name')
    return octets

class Key:
    def __init__(self, vkey):
        parts = vkey.split(b'+', 2)
        need(len(parts) == 3, 'key')
        self.name, raw = key_name(parts[0]), b64(parts[2])
        kinds = [t for t in TYPES if raw.startswith(t[0])]
        need(len(kinds) == 1, 'key type')
        prefix, self.suite, self.purpose = kinds[0]
        self.digest, self.check, length = SUITES[self.suite]
        self.public = raw[len(prefix):]
        self.id = self.digest(self.name + b'\n' + raw)[:4]
        need(len(self.public) == length and parts[1] == self.id.hex().encode(), 'key id or length')

    def stamp(self, text, signature):
        """time of a cosignature, None for a plain signature; refuses what does not verify"""
        time, message = None, text
        if self.purpose == 'cosignature':
            need(len(signature) > 8, 'cosignature')
            time, signature = int.from_bytes(signature[:8], 'big'), signature[8:]
            need(time < 2 ** 53, 'time')
            message = b'cosignature/v1\ntime %d\n' % time + text
        need(self.purpose != 'receipt' and self.check(self.public, message, signature), 'bad signature')
        return time

def open_note(note, keys):
    """text, and a list of (key, time) for every signature of a known key"""
    try:
        note.decode()
    except UnicodeDecodeError:
        raise No('utf-8')
    need(not any(c < 32 and c != 10 for c in note), 'control character')
    head, empty, tail = note.rpartition(b'\n\n')
    need(empty and tail.endswith(b'\n'), 'note')
    text, lines = head + b'\n', tail[:-1].split(b'\n')
    need(len(lines) <= 100, 'too many signatures')
    found = []
    for line in lines:
        words = line.split(b' ')
        need(len(words) == 3 and words[0] == '—'.encode(), 'signature line')
        name, raw = key_name(words[1]), b64(words[2])
        need(len(raw) >= 5, 'signature line')
        found.append((name, raw[:4], raw[4:]))
    signed = []
    for name, key_id, signature in found:
        match = [k for k in keys if k.name == name and k.id == key_id]
        need(len(match) < 2, 'ambiguous key')
        signed += [(k, k.stamp(text, signature)) for k in match]
    need(signed, 'unsigned')
    return text, signed

class Checkpoint:
    """C2SP tlog-checkpoint, opened with the keys of a policy; a log's key vouches for the origin it is named after"""
    def __init__(self, note, keys):
        text, self.signed = open_note(note, keys)
        lines = text.split(b'\n')[:-1]
        need(len(lines) >= 3 and all(lines), 'checkpoint')
        self.origin, self.size, self.root = lines[0], decimal(lines[1]), hash_line(lines[2])
        logs = [k for k, _ in self.signed if k.purpose == 'note' and k.name == self.origin]
        need(logs, 'no log signed')
        self.suite = logs[0].suite
        self.tree = Tree(logs[0].digest)

# ---- C2SP tlog-policy ---------------------------------------------------------------------------------------------------------------------

class Policy:
    def __init__(self, octets):
        need(all(c in (9, 10) or 32 <= c < 127 or c >= 128 for c in octets), 'policy: control character')
        self.logs, self.witnesses, self.groups, self.quorum, used = [], {}, {}, None, set()
        for line in octets.split(b'\n'):
            words = [w for w in re.split(rb'[ \t]+', line) if w]
            if not words or words[0].startswith(b'#'):
                continue
            what, rest = words[0], words[1:]
            if what == b'log' and 1 <= len(rest) <= 2:
                self.logs.append(self.distinct(Key(rest[0]), 'note', self.logs))
            elif what == b'witness' and 2 <= len(rest) <= 3:
                self.fresh(rest[0])
                self.witnesses[rest[0]] = self.distinct(Key(rest[1]), 'cosignature', self.witnesses.values())
            elif what == b'group' and len(rest) >= 3:
                name, k, members = rest[0], rest[1], rest[2:]
                self.fresh(name)
                number = 1 if k == b'any' else len(members) if k == b'all' else int(k) if re.fullmatch(rb'[1-9][0-9]{0,8}', k) else 0
                need(1 <= number <= len(members), 'policy: threshold')
                for member in members:
                    need(self.defined(member) and member not in used, 'policy: member')
                    used.add(member)
                self.groups[name] = (number, members)
            elif what == b'quorum' and len(rest) == 1 and self.quorum is None:
                need(rest[0] == b'none' or self.defined(rest[0]), 'policy: quorum')
                self.quorum = rest[0]
            else:
                raise No('policy: line')
        need(self.quorum is not None, 'policy: no quorum')
        self.keys = self.logs + list(self.witnesses.values())

    def defined(self, name):
        return name in self.witnesses or name in self.groups

    def fresh(self, name):
        need(name != b'none' and not self.defined(name), 'policy: name')

    @staticmethod
    def distinct(key, purpose, others):
        need(key.purpose == purpose and all(key.public != o.public for o in others), 'policy: key')
        return key

    def holds(self, seen, name=None):
        name = self.quorum if name is None else name
        if name in self.groups:
            number, members = self.groups[name]
            return sum(self.holds(seen, m) for m in members) >= number
        return name == b'none' or name in seen

    def times(self, checkpoint):
        """time of each witness's first cosignature; refuses when they are not the quorum"""
        times = {}
        for name, key in self.witnesses.items():
            own = [t for k, t in checkpoint.signed if k is key]
            if own:
                times[name] = min(own)
        need(self.holds(times), 'quorum missing')
        return times

    def bound(self, times, latest_first):
        """the time at which a quorum is complete, counting witnesses from the first or from the last"""
        if self.quorum == b'none':
            return None
        for t in sorted(set(times.values()), reverse=latest_first):
            if self.holds({w for w, s in times.items() if (s >= t if latest_first else s <= t)}):
                return t

@functools.lru_cache(16)
def policy_of(octets):
    return Policy(octets)

# ---- C2SP tlog-proof, receipts, and the verdict ---------------------------------------------------------------------------------------------

def head_and_note(octets):
    head, empty, note = octets.partition(b'\n\n')
    need(empty, 'no empty line')
    return head.split(b'\n'), note

def check_proof(octets, policy, entry, leaf):
    lines, note = head_and_note(octets)
    need(lines and lines.pop(0) == b'c2sp.org/tlog-proof@v1', 'first line')
    extra = b64(lines.pop(0)[6:]) if lines and lines[0].startswith(b'extra ') else None
    need(lines and lines[0].startswith(b'index ') and len(lines) < 65, 'index line')
    index, path = decimal(lines[0][6:]), [hash_line(l) for l in lines[1:]]
    checkpoint = Checkpoint(note, policy.keys)
    tree = checkpoint.tree
    if entry is not None:
        need(leaf in (None, tree.leaf(entry)), 'other entry')
        leaf = tree.leaf(entry)
    need(leaf is not None, 'nothing to verify')
    tree.included(index, checkpoint.size, leaf, path, checkpoint.root)
    times = policy.times(checkpoint)
    not_after, not_before = policy.bound(times, False), None
    if extra is not None and extra.startswith(b'after\n'):
        lines, note = head_and_note(extra)
        need(len(lines) < 65, 'earlier checkpoint')
        path, before = [hash_line(l) for l in lines[1:]], Checkpoint(note, policy.keys)
        earlier = policy.times(before)
        need(before.origin == checkpoint.origin and before.suite == checkpoint.suite and before.size <= index, 'earlier checkpoint')
        if before.size:
            tree.consistent(before.size, checkpoint.size, before.root, checkpoint.root, path)
        else:
            need(not path, 'proof from nothing')
        not_before = policy.bound(earlier, True)
    claim = fields_of(entry)
    rec = claim.get('rec')
    if claim.get('origin') == checkpoint.origin.decode() and isinstance(rec, (int, float)) and not isinstance(rec, bool):
        need(not_after is None or rec / 1e6 <= not_after + 5, 'dated after')
        need(not_before is None or rec / 1e6 >= not_before - 65, 'dated before')
    return {'origin': checkpoint.origin.decode(), 'index': index, 'size': checkpoint.size, 'root': checkpoint.root.hex(), 'leaf': leaf.hex(), 'profile': checkpoint.suite,
            'notAfter': not_after, 'notBefore': not_before, 'witnesses': sorted([w.decode(errors='surrogateescape'), t] for w, t in times.items())}

def fields_of(entry):
    """the entry as an object; empty for entries that are none"""
    def refuse(_):
        raise ValueError
    try:
        value = json.loads(entry.decode(), parse_constant=refuse)
    except (ValueError, AttributeError):
        return {}
    return value if isinstance(value, dict) else {}

def check_receipt(octets, keys, entry, leaf):
    fields = octets.split(b'*')
    need(len(fields) == 9 and fields[0] == b'R1' and all(re.fullmatch(rb'[A-Za-z0-9/:.+@_-]*', f) for f in fields), 'receipt')
    _, origin, leaf64, kind, at, rec, deadline, delay, raw = fields
    need(origin and kind and at, 'receipt: empty field')
    own, signed = b64url(leaf64), b64url(raw)
    need(len(own) == 32 and len(signed) == 68, 'receipt: length')
    receipt = {'v': 1, 'origin': origin.decode(), 'leaf': own.hex(), 'type': kind.decode(), 'at': at.decode(), 'rec': decimal(rec),
               'deadline': deadline.decode() or None, 'maxMergeDelaySeconds': decimal(delay)}
    key = next((k for k in keys if k.purpose == 'receipt' and k.name == origin and k.id == signed[:4]), None)
    need(key, 'receipt: unknown key')
    # all values are ASCII text, whole numbers or null, so this is RFC 8785
    body = json.dumps(receipt, sort_keys=True, separators=(',', ':')).encode()
    need(key.check(key.public, b'yichuang/receipt/v1\n' + body, signed[4:]), 'receipt: bad signature')
    if entry is not None:
        need(leaf in (None, Tree(key.digest).leaf(entry)), 'other entry')
        leaf = Tree(key.digest).leaf(entry)
        told = fields_of(entry)
        need(all(told.get(f) == receipt[f] for f in ('origin', 'type', 'at', 'rec', 'deadline')), 'receipt differs from entry')
    need(leaf in (None, own), 'receipt for another entry')
    return receipt

def verdict(policy, proof=None, receipt=None, receipt_keys=(), entry=None, leaf=None):
    policy = policy_of(policy)
    keys = [Key(k) for k in receipt_keys]
    need(proof is not None or receipt is not None, 'nothing to verify')
    promise = check_receipt(receipt, keys, entry, leaf) if receipt is not None else None
    inclusion = check_proof(proof, policy, entry, leaf) if proof is not None else None
    if promise and inclusion:
        need(promise['leaf'] == inclusion['leaf'] and promise['origin'] == inclusion['origin'], 'receipt and proof differ')
    return {'ok': True, 'inclusion': inclusion, 'receipt': promise}

# ---- canonical JSON, RFC 8785 ------------------------------------------------------------------------------------------------------------------

def number(x):
    """ECMAScript Number::toString"""
    if x == 0:
        return '0'
    sign, digits, exponent = re.fullmatch(r'(-?)([0-9.]+)(?:e([+-][0-9]+))?', repr(float(x))).groups()
    whole, _, part = digits.partition('.')
    part = '' if part == '0' else part
    n = len(whole.lstrip('0')) + int(exponent or 0) if whole.strip('0') else int(exponent or 0) - (len(part) - len(part.lstrip('0')))
    s = (whole + part).strip('0')
    k = len(s)
    if k <= n <= 21:
        return sign + s + '0' * (n - k)
    if 0 < n <= 21:
        return sign + s[:n] + '.' + s[n:]
    if -6 < n <= 0:
        return sign + '0.' + '0' * -n + s
    return sign + s[0] + ('.' + s[1:] if k > 1 else '') + 'e' + ('+' if n > 0 else '-') + str(abs(n - 1))

def canonical(value):
    if isinstance(value, dict):
        names = sorted(value, key=lambda s: s.encode('utf-16-be', 'surrogatepass'))
        return '{' + ','.join(canonical(n) + ':' + canonical(value[n]) for n in names) + '}'
    if isinstance(value, list):
        return '[' + ','.join(map(canonical, value)) + ']'
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return number(value)
    return json.dumps(value, ensure_ascii=False)

# ---- one question per line -----------------------------------------------------------------------------------------------------------------------

def raw(text):
    return base64.b64decode(text or '')

def optional(question, name):
    return raw(question[name]) if question.get(name) is not None else None

def true(condition):
    need(condition, 'false')
    return {'ok': True}

ANSWERS = {
    'inclusion': lambda q: Tree(sha256).included(q['index'], q['size'], raw(q['leaf']), [raw(h) for h in q['proof']], raw(q['root'])),
    'consistency': lambda q: Tree(sha256).consistent(q['size1'], q['size2'], raw(q['root1']), raw(q['root2']), [raw(h) for h in q['proof']]),
    'ed25519': lambda q: true(ed25519(raw(q['key']), raw(q['message']), raw(q['signature']))),
    'sm2': lambda q: true(sm2(raw(q['key']), raw(q['message']), raw(q['signature']))),
    'sm3': lambda q: {'ok': True, 'hash': sm3(raw(q['message'])).hex()},
    'hmac-sm3': lambda q: {'ok': True, 'hash': hmac_sm3(raw(q['key']), raw(q['message'])).hex()},
    'canonical': lambda q: {'ok': True, 'text': canonical(json.loads(q['text']))},
    'note': lambda q: {'ok': True, 'signed': [[k.id.hex(), t] for k, t in open_note(raw(q['note']), [Key(k.encode()) for k in q['keys']])[1]]},
    'policy': lambda q: {'ok': True, 'holds': Policy(raw(q['policy'])).holds({w.encode() for w in q['witnessed']})},
    'verify': lambda q: verdict(raw(q['policy']), optional(q, 'proof'), optional(q, 'receipt'), [k.encode() for k in q.get('receiptKeys', ())], optional(q, 'entry'), optional(q, 'leaf')),
}

def answer(question):
    try:
        return ANSWERS[question['do']](question) or {'ok': True}
    except No as no:
        return {'ok': False, 'why': no.args[0]}

REASONS = {
    'not included': '这份证明推不出签名的账本，条目被改过，或者证明不是它的', 'quorum missing': '见证的家数不够', 'bad signature': '签名不对，内容在签名之后被改过',
    'unsigned': '没有一个受信任的签名', 'no log signed': '不是受信任的账本签发的', 'not consistent': '前后两个账本接不上', 'dated after': '条目写的时间晚于见证看到它的时间',
    'dated before': '条目写的时间早于它入账的时间，超出允许的一分钟', 'other entry': '条目与散列不是同一条', 'receipt: bad signature': '回执的签名不对，内容被改过',
    'receipt: unknown key': '回执不是受信任的账本出具的', 'receipt for another entry': '回执是另一条的', 'receipt differs from entry': '回执写的与条目不一致',
    'receipt and proof differ': '回执和证明不是同一条的', 'nothing to verify': '没有给出要核验的条目、散列、证明或者回执',
}

def local(seconds):
    try:
        return (datetime.datetime(1970, 1, 1, 8) + datetime.timedelta(seconds=seconds)).strftime('%Y-%m-%d %H:%M:%S')
    except OverflowError:
        return f'{seconds} 秒（1970 年起）'

def sentence(v):
    if not v['ok']:
        return '未通过核验：' + REASONS.get(v['why'], f"材料的格式不对（{v['why']}）")
    said, i, r = [], v['inclusion'], v['receipt']
    if i:
        after = f"{local(i['notBefore'])} 还没有它，" if i['notBefore'] is not None else ''
        until = f"不晚于北京时间 {local(i['notAfter'])}，" if i['notAfter'] is not None else ''
        said.append(f"已入账：{i['origin']} 第 {i['index'] + 1} 条（编号 {i['index']}），账本共 {i['size']} 条，{after}{until}见证 {len(i['witnesses'])} 家")
    if r:
        said.append(f"回执属实：{r['at']} 记下，承诺 {r['maxMergeDelaySeconds']} 秒内入账")
    return '；'.join(said)

def main():
    if sys.argv[1:] == ['--lines']:
        for line in sys.stdin:
            print(json.dumps(answer(json.loads(line))), flush=True)
        return 0
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ('policy', 'proof', 'entry', 'leaf', 'receipt'):
        args.add_argument('--' + name, required=name == 'policy')
    args.add_argument('--receipt-key', action='append', default=[])
    a = args.parse_args()
    read = lambda path: open(path, 'rb').read() if path else None
    try:
        v = verdict(read(a.policy), read(a.proof), a.receipt.encode() if a.receipt else None, [k.encode() for k in a.receipt_key], read(a.entry), bytes.fromhex(a.leaf) if a.leaf else None)
    except No as no:
        v = {'ok': False, 'why': no.args[0]}
    print(sentence(v))
    print(json.dumps(v, ensure_ascii=False))
    return 0 if v['ok'] else 1

if __name__ == '__main__':
    sys.exit(main())
