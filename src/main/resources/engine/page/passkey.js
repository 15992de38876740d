// A passkey that the page asks for is not in this browser: Pindai is told what is asked, and whoever can sign answers.
// The page waits meanwhile as it would for a person, and gets what it would get from its browser.
const passkeys = (() => {
  // The request that waits, or null: how to answer it and how to turn it down. There is one at a time, as in a browser.
  let waiting = null

  const bytesOf = source => ArrayBuffer.isView(source) ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source)
  const isBytes = value => value instanceof ArrayBuffer || ArrayBuffer.isView(value)
  const toText = source => btoa(Array.from(bytesOf(source), byte => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
  const toBuffer = text => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), one => one.charCodeAt(0)).buffer

  // WebAuthn's JSON form: bytes anywhere in it are base64url.
  function plain(value) {
    if (isBytes(value)) {
      return toText(value)
    }
    if (Array.isArray(value)) {
      return value.map(plain)
    }
    return value !== null && typeof value === 'object'
      ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner)])) : value
  }

  function toJson(options) {
    if (!isBytes(options.challenge)) {
      throw new TypeError('no challenge')
    }
    const { challenge, rpId = location.hostname, timeout, userVerification = 'preferred', allowCredentials = [], hints, extensions } = options
    return plain({ challenge, rpId, timeout, userVerification, hints, extensions,
      allowCredentials: Array.from(allowCredentials, ({ type, id, transports }) => ({ type, id, transports })) })
  }

  // Whether a browser would let this page ask for such a passkey at all: a name, not an address, and the page's own.
  function mayAsk(rpId) {
    const host = location.hostname
    return !/^[\d.]+$|^\[/.test(host) && (host === rpId || host.endsWith(`.${rpId}`))
  }

  // What a browser says when its user closes the dialog, or lets it stand.
  const notAllowed = () => new DOMException('The operation either timed out or was not allowed.', 'NotAllowedError')

  const hidden = values => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]))

  // As the browser's own objects: nothing enumerable, bytes as buffers, the right prototypes.
  function credentialOf(json) {
    const { clientDataJSON, authenticatorData, signature, userHandle } = json.response
    const response = Object.create(AuthenticatorAssertionResponse.prototype, hidden({
      clientDataJSON: toBuffer(clientDataJSON), authenticatorData: toBuffer(authenticatorData), signature: toBuffer(signature),
      userHandle: userHandle ? toBuffer(userHandle) : null,
    }))
    const results = json.clientExtensionResults ?? {}
    return Object.create(PublicKeyCredential.prototype, hidden({
      id: json.id, rawId: toBuffer(json.rawId), type: 'public-key', response,
      authenticatorAttachment: json.authenticatorAttachment ?? null,
      getClientExtensionResults: () => structuredClone(results), toJSON: () => structuredClone(json),
    }))
  }

  function request(json, signal) {
    return new Promise((resolve, reject) => {
      let timer = null
      const end = () => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', aborted)
        waiting = null
      }
      const aborted = () => {
        end()
        tell('passkeyGone', { expired: false })
        reject(signal.reason)
      }
      signal?.addEventListener('abort', aborted)
      if (json.timeout > 0) {
        // A longer time than a timer can take would end at once.
        timer = setTimeout(() => {
          end()
          tell('passkeyGone', { expired: true })
          reject(notAllowed())
        }, Math.min(json.timeout, 2 ** 31 - 1))
      }
      const settle = action => value => {
        end()
        action(value)
      }
      waiting = { answer: settle(resolve), dismiss: settle(reject) }
      tell('passkey', { options: json })
    })
  }

  function watch() {
    if (typeof CredentialsContainer === 'undefined' || typeof PublicKeyCredential === 'undefined') {
      return
    }
    const prototype = CredentialsContainer.prototype
    const native = prototype.get
    const { get } = {
      get(options) {
        // Offers among a form's suggestions ('conditional'), and other ways that wait for nobody, are no demand.
        const demanded = options?.publicKey && [undefined, 'optional', 'required'].includes(options.mediation)
        const json = demanded ? attempt(() => toJson(options.publicKey)) : null
        if (json === null || !mayAsk(json.rpId)) {
          return native.apply(this, arguments)
        }
        if (options.signal?.aborted) {
          return Promise.reject(options.signal.reason)
        }
        // A page that goes on to another request without ending the last would wait for a person to close its dialog.
        waiting?.dismiss(notAllowed())
        return request(json, options.signal)
      },
    }
    Object.defineProperty(prototype, 'get', { ...Object.getOwnPropertyDescriptor(prototype, 'get'), value: get })
  }

  function answer(json) {
    if (waiting === null) {
      throw new Error('the page waits for no passkey')
    }
    waiting.answer(credentialOf(json))
  }

  return { watch, answer }
})()
