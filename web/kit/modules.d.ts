declare module 'qrcode/lib/core/qrcode.js' {
  /** the encoder of the qrcode package, without its renderers */
  export function create(text: string, options: { errorCorrectionLevel: 'L' | 'M' | 'Q' | 'H' }): { modules: { size: number; data: Uint8Array } }
}
declare module 'virtual:tokens.css'
declare module '*.css'
