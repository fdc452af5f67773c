/** full-width digits and letters to ordinary ones, blanks away, lower case to upper: the shapes in which people type codes */
export function normaliseCode(text: string): string {
  return text.replace(/[\uFF01-\uFF5E]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).replace(/[\s\u3000]/gu, '').toUpperCase()
}
