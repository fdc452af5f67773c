/** province-level codes of GB/T 2260; 81–83 also begin the residence permits of Hong Kong, Macao and Taiwan */
const provinces = '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(' ')

/** divisions of Xuchang (ID-03), with the names that were in force and what they became */
const xuchang: Readonly<Record<string, string>> = {
  411000: '许昌市', 411002: '魏都区', 411003: '建安区', 411023: '原许昌县(现建安区)', 411024: '鄢陵县', 411025: '襄城县', 411081: '禹州市', 411082: '长葛市',
}

/** do these two digits begin a division code? */
export function isProvince(two: string): boolean {
  return provinces.includes(two)
}

/** name of a division of Xuchang, old ones with what they are now; undefined for other places (their codes are valid all the same) */
export function divisionLabel(code: string): string | undefined {
  return xuchang[code]
}
