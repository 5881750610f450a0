// From cells to bytes: quoting, line ends, encodings.

/** The encodings an odd table may have; `special` is a character that decides between the two 8-bit ones. */
export const encodings = [
  { name: 'utf-8', bytes: (text) => Buffer.from(text, 'utf8') },
  { name: 'utf-8', bytes: (text) => Buffer.from(`\ufeff${text}`, 'utf8') },
  { name: 'iso-8859-1', bytes: latin1 },
  { name: 'utf-16', bytes: utf16 },
  { name: 'utf-16', bytes: (text) => utf16(text).swap16() },
  { name: 'windows-1252', special: ['–', '„', '€', '…'], bytes: windows_1252 },
];

const above_latin1 = new Map([['€', 0x80], ['„', 0x84], ['…', 0x85], ['–', 0x96]]);

function latin1(text) {
  return Buffer.from(text, 'latin1');
}

/** “Unicode text” of a spreadsheet, with the mark in front. */
function utf16(text) {
  return Buffer.from(`\ufeff${text}`, 'utf16le');
}

function windows_1252(text) {
  return Buffer.from([...text].map((character) => above_latin1.get(character) ?? character.charCodeAt(0)));
}

/** Lines of a table without line ends. Official files quote only where they must; some programs quote every text. */
export function lines_of({ before, heading_rows, rows, after }, always_quote = false) {
  const cell = (text) => {
    const must = /^"|[;\n\r]/.test(text) || (always_quote && /[^0-9,.-]/.test(text));
    return must ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [...[...before, ...heading_rows, ...rows].map((row) => row.map(cell).join(';')), ...after];
}
