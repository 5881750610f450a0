// Reads the generated tables back for the tests, as simply as they allow: no file of theirs has a delimiter in a cell.

/** { lines before the data, rows: arrays of cells, footer: lines } of the bytes of a table export. */
export function read_back(bytes, keys_of_data = /^(?:DG|\d{2,11}|\d{4}|\d{2}\.\d{2}\.\d{4})$/) {
  const utf8 = bytes.toString('utf8');
  const text = (utf8.includes('\ufffd') ? bytes.toString('latin1') : utf8).replace(/^\ufeff/, '').replaceAll('\r\n', '\n');
  const lines = text.split('\n');
  const end = lines.indexOf('__________');
  const begin = lines.findIndex((line, i) => i > 0 && line.split(';').length > 2 && keys_of_data.test(line.split(';')[0])
    && line.split(';')[1] !== '');
  return { head: lines.slice(0, begin), rows: lines.slice(begin, end).map((line) => line.split(';')), footer: lines.slice(end) };
}

/** The number of a cell; `-` is nothing; undefined where there is no number. */
export function number_of(text) {
  if (text === '-') return 0;
  const plain = text.replace(/^\((.*)\)$/, '$1').replace(',', '.');
  return /^-?[0-9]+(\.[0-9]+)?$/.test(plain) ? Number(plain) : undefined;
}

/** A file of the demonstration by its name without folder and ending. */
export function table_named(files, name) {
  const file = files.find(({ path }) => path === `files/${name}.csv`);
  if (file === undefined) throw new Error(`There is no table ${name}`);
  return read_back(file.bytes);
}
