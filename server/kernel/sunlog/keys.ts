import { createHmac, createPrivateKey, sign, type KeyObject } from 'node:crypto'
import { signerKey, type Profile, type SignerKey } from '../../../proof/index.ts'
import { secretKey } from '../secret.ts'
import { profileOf, type ProfileName } from './tree.ts'

/** Signing keys of a city's logs. Made at the first call, kept in the data folder's `keys`, never in the database. */
export interface LogKeys {
  /** signs checkpoints: one key for each origin, named after it (C2SP tlog-policy knows no two logs with one key) */
  checkpoint(origin: string, profile: ProfileName): SignerKey
  /** signs receipts at the moment of the act */
  receipt(origin: string): SignerKey
}

// PKCS #8 of an Ed25519 key: this head, then the 32 secret bytes (RFC 8410)
const head = Buffer.from('302e020100300506032b657004220420', 'hex')
const opened = new WeakMap<Uint8Array, KeyObject>()

/** signs with this machine's own Ed25519: 25 µs instead of 300, once in every act. RFC 8032 makes both sign alike */
const native: Profile = {
  ...profileOf.intl,
  scheme: {
    ...profileOf.intl.scheme,
    sign(secret, message) {
      let key = opened.get(secret)
      if (!key) opened.set(secret, (key = createPrivateKey({ key: Buffer.concat([head, secret]), format: 'der', type: 'pkcs8' })))
      return sign(null, message, key)
    },
  },
}

export function openLogKeys(folder: string, city: string): LogKeys {
  const secrets = { intl: secretKey(folder, 'log-intl'), sm: secretKey(folder, 'log-sm'), receipt: secretKey(folder, 'receipt') }
  const made = new Map<string, SignerKey>()
  const keyOf = (origin: string, of: keyof typeof secrets, make: (secret: Buffer) => SignerKey): SignerKey => {
    const id = `${of} ${origin}`
    let key = made.get(id)
    if (!key) made.set(id, (key = make(createHmac('sha256', secrets[of]).update(`${city} ${origin}`).digest())))
    return key
  }
  return {
    checkpoint: (origin, profile) => keyOf(origin, profile, (secret) => signerKey(origin, profile === 'intl' ? native : profileOf.sm, 'note', secret)),
    receipt: (origin) => keyOf(origin, 'receipt', (secret) => signerKey(origin, native, 'receipt', secret)),
  }
}
