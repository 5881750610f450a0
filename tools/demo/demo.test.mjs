// The invented region: the same on every run, and all tables agree with each other.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import test from 'node:test';
import { demo_files } from './make_demo.mjs';
import { reform, reform_year, years } from './names.mjs';
import { rounded_to_five } from './genesis_writer.mjs';
import { number_of, read_back, table_named } from './read_back.mjs';

const files = demo_files();
const sum = (list) => list.reduce((a, b) => a + b, 0);

function hash(list) {
  const digest = createHash('sha256');
  for (const { path, bytes } of list) digest.update(path).update('\0').update(bytes);
  return digest.digest('hex');
}

test('the same files come out in another time zone and language', () => {
  const program = `import { demo_files } from ${JSON.stringify(new URL('./make_demo.mjs', import.meta.url).href)};
    import { createHash } from 'node:crypto';
    const digest = createHash('sha256');
    for (const { path, bytes } of demo_files()) digest.update(path).update('\\0').update(bytes);
    process.stdout.write(digest.digest('hex'));`;
  const other = execFileSync(process.execPath, ['--input-type=module', '-e', program],
    { env: { ...process.env, TZ: 'Asia/Kathmandu', LANG: 'tr_TR.UTF-8' } }).toString();
  assert.equal(other, hash(files));
});

test('the Land is the sum of the Kreise that exist', () => {
  for (const name of ['11111-01-01-4_00', '12612-04-01-4_00', '13312-01-04-4_00', '22541-01-04-4_00']) {
    const { rows } = table_named(files, name);
    for (const land of rows.filter((row) => row[1] === '17')) {
      const parts = rows.filter((row) => row[0] === land[0] && row[1].length === 5);
      land.slice(3).forEach((text, i) => {
        const numbers = parts.map((row) => number_of(row[i + 3]));
        if (numbers.includes(undefined)) return;
        assert.ok(Math.abs(number_of(text) - sum(numbers)) < 1e-6, `${name} ${land[0]} column ${i + 3}`);
      });
    }
  }
});

test('population agrees in all its tables', () => {
  const by_sex = table_named(files, '12411-01-01-4').rows;
  const times = [...years].reverse();
  const ages = table_named(files, '12411-02-03-4_00').rows;
  const nations = table_named(files, '12411-03-03-4_00').rows;
  for (const row of by_sex) {
    times.forEach((year, t) => {
      const [all, men, women] = row.slice(2 + 3 * t, 5 + 3 * t).map(number_of);
      assert.equal(all, men + women);
      const of_ages = ages.filter((line) => line[0] === `31.12.${year}` && line[1] === row[0]);
      assert.equal(number_of(of_ages.find((line) => line[3] === 'Insgesamt')[4]), all);
      assert.equal(sum(of_ages.filter((line) => line[3] !== 'Insgesamt').map((line) => number_of(line[4]))), all);
    });
  }
  for (const row of nations) {
    const [all, men, women, german, , , foreign] = row.slice(4).map(number_of);
    assert.equal(all, men + women);
    assert.equal(all, german + foreign);
  }
});

test('single years of age add up to age groups', () => {
  const groups = new Map(table_named(files, '12411-02-03-4_00').rows.map((row) => [row.slice(0, 4).join(), row]));
  const single_years = table_named(files, '12411-04-02-4_00').rows.filter((row) => row[0] === '31.12.2015' && row[1] === '17053');
  const from = ['unter 1 Jahr', '1 bis unter 2 Jahre', '2 bis unter 3 Jahre'];
  const under_three = sum(single_years.filter((row) => from.includes(row[3])).map((row) => number_of(row[4])));
  const [row] = single_years;
  assert.equal(under_three, number_of(groups.get([row[0], row[1], row[2], 'unter 3 Jahre'].join())[4]));
});

test('Gemeinden add up to their Kreis and Stadtteile to their city', () => {
  const { rows } = table_named(files, '12411-01-01-5_00');
  for (const kreis of rows.filter((row) => row[0].length === 5)) {
    const parts = rows.filter((row) => row[0].length === 8 && row[0].startsWith(kreis[0]));
    if (parts.length === 0) continue;
    kreis.slice(2).forEach((text, i) => assert.equal(sum(parts.map((row) => number_of(row[i + 2]))), number_of(text)));
  }
  assert.equal(rows.filter((row) => row[0].length === 8 && row[2] !== '-').length + 2, 70);
  const districts = table_named(files, '12411-91-01-6_Stadtteile').rows;
  for (const city of districts.filter((row) => row[1].length === 8)) {
    const parts = districts.filter((row) => row[0] === city[0] && row[1].length > 8 && row[1].startsWith(city[1]));
    city.slice(3).forEach((text, i) => assert.equal(sum(parts.map((row) => number_of(row[i + 3]))), number_of(text)));
  }
});

test('dissolved Kreise stay in the files full of -, the new one is full of - before', () => {
  for (const { path, bytes } of files.filter((file) => /files\/(12411-02|12612|22541|13211)/.test(file.path))) {
    for (const row of read_back(bytes).rows) {
      const year = Number(row[0].slice(-4));
      const gone = reform.from.includes(row[1]) && year >= reform_year;
      const to_come = row[1] === reform.to.code && year < reform_year;
      const first = path.includes('12411-02') ? 4 : 3;
      if (gone || to_come) assert.ok(row.slice(first).every((text) => text === '-'), `${path} ${row}`);
      else assert.ok(row.slice(first).some((text) => text !== '-'), `${path} ${row}`);
    }
  }
});

test('leavers are rounded to five from 2019 on, and only there', () => {
  const rows = (name) => table_named(files, name).rows;
  const numbers = (list) => list.flatMap((row) => row.slice(3).map(number_of)).filter((n) => n !== undefined);
  const rounded = [...rows('21111-02-06-4_2019-2023'), ...rows('21111-02-06-4_2024'), ...rows('21111-02-06-4_2022_berichtigt')];
  assert.ok(numbers(rounded).every((n) => n % 5 === 0));
  for (const row of rows('21111-02-06-4_2005-2018')) {
    const exact = numbers([row]).filter((n) => n > 0);
    if (exact.length > 10) assert.ok(exact.some((n) => n % 5 !== 0), row.join(';'));
  }
  for (const name of ['21111-01-03-4_2024', '21121-01-05-4_2024', '12612-04-01-4_00']) {
    const counted = numbers(rows(name)).filter((n) => n > 0);
    assert.ok(counted.filter((n) => n % 5 === 0).length < 0.4 * counted.length, name);
  }
  assert.deepEqual([0, 2, 3, 7, 8, 12].map(rounded_to_five), [0, 0, 5, 5, 10, 10]);
});

test('each value is rounded alone: sums of rounded values differ sometimes, never by more than the rounding allows', () => {
  let differing = 0;
  for (const row of table_named(files, '21111-02-06-4_2019-2023').rows) {
    const [all, , without, , haupt, , middle, , , , fhr, , abitur] = row.slice(3).map(number_of);
    const difference = Math.abs(all - (without + haupt + middle + fhr + abitur));
    assert.ok(difference <= 12, row.join(';'));
    if (difference > 0) differing += 1;
  }
  assert.ok(differing > 5);
});

test('before the rounding the degrees add up and no more leave than there were pupils', () => {
  for (const row of table_named(files, '21111-02-06-4_2005-2018').rows) {
    const [all, , without, , haupt, , middle, , , , fhr, , abitur] = row.slice(3).map(number_of);
    if (all === undefined) continue;
    assert.equal(all, without + haupt + middle + fhr + abitur);
    if (Number(row[0]) < 2006 || all === 0) continue;
    const pupils = table_named(files, `21111-01-03-4_${Number(row[0]) - 1}`).rows.find((line) => line[0] === row[1] && line[2] === 'Insgesamt');
    // The file of autumn 2015 does not know the new Kreis yet.
    if (pupils !== undefined) assert.ok(all < number_of(pupils[4]) * 0.2, row.join(';'));
  }
});

test('a later delivery corrects one Kreis of 2022 and leaves the others as they were', () => {
  const first = table_named(files, '21111-02-06-4_2019-2023').rows.filter((row) => row[0] === '2022');
  const corrected = table_named(files, '21111-02-06-4_2022_berichtigt').rows;
  const changed = corrected.filter((row, i) => row.join() !== first[i].join()).map((row) => row[1]);
  assert.deepEqual(changed, ['17051']);
});

test('two years leave with the Abitur in 2013', () => {
  const abitur = (year) => number_of(table_named(files, '21111-02-06-4_2005-2018').rows
    .find((row) => row[0] === String(year) && row[1] === '17')[15]);
  assert.ok(abitur(2013) > 1.7 * abitur(2012));
  assert.ok(abitur(2014) < 0.62 * abitur(2013));
});

test('the two stories are there: Erlengrund improves, Hohe Wessel worsens', () => {
  const share = (code, year, name) => {
    const row = table_named(files, name).rows.find((line) => line[0] === String(year) && line[1] === code);
    return number_of(row[5]) / number_of(row[3]);
  };
  const old = '21111-02-06-4_2005-2018';
  assert.ok(share('17053', 2024, '21111-02-06-4_2024') < 0.45 * share('17053', 2005, old));
  assert.ok(share('17054', 2024, '21111-02-06-4_2024') > 1.1 * share('17054', 2005, old));
});

test('children in care: no double counting, never more than there are', () => {
  for (const row of table_named(files, '22543-01-02-4_00').rows.filter((line) => line[3].startsWith('Insgesamt'))) {
    const [all, u3, o3, school] = row.slice(4).map(number_of);
    assert.equal(all, u3 + o3 + school);
    if (all === 0) continue;
    const people = table_named(files, '12411-02-03-4_00').rows.find((line) => line[0] === `31.12.${Number(row[0].slice(-4)) - 1}`
      && line[1] === row[1] && line[3] === 'unter 3 Jahre');
    if (people[4] !== '-') assert.ok(u3 < number_of(people[4]) * 0.5, row.join(';'));
  }
});

test('every sign of official tables occurs', () => {
  const signs = new Set(files.filter(({ path }) => path.startsWith('files/') && !path.endsWith('flat.csv'))
    .flatMap(({ bytes }) => read_back(bytes).rows.flat()).filter((text) => /^([-.\/x]|\.\.\.|\(.*\))$/.test(text))
    .map((text) => text.replace(/^\(\d+\)$/, '()')));
  assert.deepEqual([...signs].sort(), ['()', '-', '.', '...', '/', 'x']);
});

test('nothing claims to be Germany or a real office', () => {
  for (const { path, bytes } of files.filter((file) => file.path.startsWith('files/'))) {
    const text = bytes.toString('latin1');
    assert.ok(!/^DG;|;DG;|Statistische .mter|govdata/m.test(text), path);
    assert.ok(/erfunden/i.test(text), path);
  }
  for (const { path, bytes } of files.filter((file) => file.path.startsWith('catalog/datasets/'))) {
    assert.match(bytes.toString('utf8'), /^source = \{ de = "Erfundene Statistikstelle/m, path);
    assert.ok(!/Statistische Ämter|Bundesagentur|dl-de/.test(bytes.toString('utf8')), path);
  }
});
